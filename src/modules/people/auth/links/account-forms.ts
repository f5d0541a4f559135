import type { Language } from '../../../../kernel/language.js';
import { ACCOUNT_PAGE_TEXTS } from './account-page-texts.js';

/** Form of a page; shown again after errors that the person can correct. @param problem plain text of ours */
export type AccountForm = (secret: string, language: Language, problem?: string) => string;

/** The secret has passed `isLinkSecret`, so it needs no escaping. */
export const confirmForm: AccountForm = (secret, language, problem) => {
  const { password, verify } = ACCOUNT_PAGE_TEXTS[language];
  return `${alert(problem)}<p>${verify.help}</p>
<form method="post" action="/account/verify-email?lang=${language}"><input type="hidden" name="token" value="${secret}">
<label for="password">${password}</label><input id="password" name="password" type="password" autocomplete="current-password" maxlength="128" required>
<button>${verify.button}</button></form>
<p>${verify.stranger} <a href="/account/reset-password?token=${secret}&amp;lang=${language}">${verify.reset}</a>${verify.resetMeans}</p>`;
};

export const changeForm: AccountForm = (secret, language, problem) => {
  const { password, change } = ACCOUNT_PAGE_TEXTS[language];
  return `${alert(problem)}<p>${change.help}</p>
<form method="post" action="/account/change-email?lang=${language}"><input type="hidden" name="token" value="${secret}">
<label for="password">${password}</label><input id="password" name="password" type="password" autocomplete="current-password" maxlength="128" required>
<button>${change.title}</button></form>`;
};

/** Form with a choice: a forgotten password needs no revocation of feeds, keys and webhooks; a stolen one does. */
export const resetForm: AccountForm = (secret, language, problem) => {
  const { endsAccess } = ACCOUNT_PAGE_TEXTS[language].reset;
  const choice = `<p><label><input type="checkbox" name="endStandingAccess" value="true"> ${endsAccess}</label></p>`;
  return passwordForm(secret, language, { problem, choice, action: '/account/reset-password' });
};

export const revertForm: AccountForm = (
  secret,
  language,
  problem,
) => `<p>${ACCOUNT_PAGE_TEXTS[language].revert.help}</p>
${passwordForm(secret, language, { problem, action: '/account/revert-email' })}`;

interface PasswordForm {
  readonly action: string;
  readonly problem?: string;
  readonly choice?: string;
}

function passwordForm(secret: string, language: Language, { action, problem, choice = '' }: PasswordForm): string {
  const { newPassword, rules, setPassword } = ACCOUNT_PAGE_TEXTS[language];
  return `${alert(problem)}
<form method="post" action="${action}?lang=${language}"><input type="hidden" name="token" value="${secret}">
<label for="password">${newPassword}</label><input id="password" name="newPassword" type="password" autocomplete="new-password" minlength="8" maxlength="128" required aria-describedby="rules">
<p id="rules">${rules}</p>${choice}<button>${setPassword}</button></form>`;
}

export function forgotForm(language: Language): string {
  const { email, button } = ACCOUNT_PAGE_TEXTS[language].forgot;
  return `<form method="post" action="/account/forgot-password?lang=${language}"><label for="email">${email}</label>
<input id="email" name="email" type="email" autocomplete="email" maxlength="254" required><button>${button}</button></form>`;
}

const alert = (problem?: string) => (problem ? `<p class="problem" role="alert">${problem}</p>` : '');
