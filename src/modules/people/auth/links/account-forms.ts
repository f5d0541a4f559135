/** @param secret has passed `isLinkSecret`, so it holds nothing that markup would understand */
export function confirmForm(secret: string, problem?: string): string {
  return `${alert(problem)}<p>Enter the password of your account to confirm that this e-mail address is yours.</p>
<form method="post" action="/account/verify-email"><input type="hidden" name="token" value="${secret}">
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" maxlength="128" required>
<button>Confirm my address</button></form>
<p>You did not make this account, or do not know its password? <a href="/account/reset-password?token=${secret}">Set a new password</a>: then the account is yours alone, and whoever made it is signed out.</p>`;
}

export function changeForm(secret: string, problem?: string): string {
  return `${alert(problem)}<p>Enter the password of your account to use this e-mail address for it from now on.</p>
<form method="post" action="/account/change-email"><input type="hidden" name="token" value="${secret}">
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" maxlength="128" required>
<button>Use this address</button></form>`;
}

/**
 * Who forgot a password keeps what other programs of theirs use; who lost it to somebody else must not leave them a way in.
 */
export function resetForm(secret: string, problem?: string): string {
  const choice = `<p><label><input type="checkbox" name="endStandingAccess" value="true"> Somebody else may know my old password: end my API keys, calendar feeds, webhooks and external calendars as well</label></p>`;
  return passwordForm(secret, { problem, choice, action: '/account/reset-password' });
}

export function revertForm(secret: string, problem?: string): string {
  return `<p>The account gets this e-mail address again. Set a new password: every sign-in, calendar feed, webhook and external calendar ends.</p>
${passwordForm(secret, { problem, action: '/account/revert-email' })}`;
}

interface PasswordForm {
  readonly action: string;
  readonly problem?: string;
  readonly choice?: string;
}

function passwordForm(secret: string, { action, problem, choice = '' }: PasswordForm): string {
  return `${alert(problem)}
<form method="post" action="${action}"><input type="hidden" name="token" value="${secret}">
<label for="password">New password</label><input id="password" name="newPassword" type="password" autocomplete="new-password" minlength="8" maxlength="128" required aria-describedby="rules">
<p id="rules">At least 8 characters, and not a common password.</p>${choice}<button>Set the password</button></form>`;
}

export function forgotForm(): string {
  return `<form method="post" action="/account/forgot-password"><label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="email" maxlength="254" required><button>Send me a link</button></form>`;
}

const alert = (problem?: string) => (problem ? `<p class="problem" role="alert">${problem}</p>` : '');
