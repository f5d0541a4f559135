/** A small page of its own: no script, works without a front end, readable with a screen reader and on a phone. */
export function accountPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title} – Lyceum</title>
<style>
body{font:1rem/1.5 system-ui,sans-serif;margin:0;background:#f6f6f4;color:#1b1b1b}
main{max-width:26rem;margin:10vh auto;padding:2rem;background:#fff;border-radius:.75rem}
h1{font-size:1.4rem;margin-top:0}
label{display:block;margin:1rem 0 .25rem}
input{font:inherit;width:100%;box-sizing:border-box;padding:.6rem;border:1px solid #767676;border-radius:.4rem}
button{font:inherit;margin-top:1.25rem;padding:.7rem 1.2rem;border:0;border-radius:.4rem;background:#1f4fbf;color:#fff}
.problem{color:#a30000}
</style></head>
<body><main><h1>${title}</h1>${body}</main></body>
</html>`;
}

/** @param secret has passed `isLinkSecret`, so it holds nothing that markup would understand */
export function confirmForm(secret: string): string {
  return `<p>Press the button to confirm that this e-mail address is yours.</p>
<form method="post" action="/account/verify-email"><input type="hidden" name="token" value="${secret}"><button>Confirm my address</button></form>`;
}

export function passwordForm(secret: string, problem?: string): string {
  return `${problem ? `<p class="problem" role="alert">${problem}</p>` : ''}
<form method="post" action="/account/reset-password"><input type="hidden" name="token" value="${secret}">
<label for="password">New password</label><input id="password" name="newPassword" type="password" autocomplete="new-password" minlength="8" maxlength="128" required aria-describedby="rules">
<p id="rules">At least 8 characters, and not a common password.</p><button>Set the password</button></form>`;
}

export function forgotForm(): string {
  return `<form method="post" action="/account/forgot-password"><label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="email" maxlength="254" required><button>Send me a link</button></form>`;
}

/** Secrets of links are base64url, 256 bits. */
export function isLinkSecret(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{43}$/.test(value);
}
