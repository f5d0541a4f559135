import type { Language } from '../../../../kernel/language.js';
import { escapeHtml, plainPage } from '../../../../infra/pages/plain-page.js';
import type { InvitationPreviewDto } from './invitation.dto.js';
import { INVITATION_PAGE_TEXTS } from './invitation-page-texts.js';

/** State of the form. */
export interface Asked {
  readonly token: string;
  readonly language: Language;
  /** Plain text of ours. */
  readonly problem?: string;
  /** The submitted name, to fill in the form for a new account again. */
  readonly name?: string;
}

/** The form for people with an account: password. */
export function acceptPage(invitation: InvitationPreviewDto, { token, language, problem }: Asked): string {
  const texts = INVITATION_PAGE_TEXTS[language];
  return invitationPage(
    invitation,
    language,
    `<p>${texts.account(escapeHtml(invitation.emailHint))}</p>
${alert(problem)}<form method="post" action="/account/invitation?lang=${language}"><input type="hidden" name="token" value="${escapeHtml(token)}">
<label for="password">${texts.password}</label><input id="password" name="password" type="password" autocomplete="current-password" maxlength="128" required>
<button>${texts.accept}</button></form>
<p>${texts.unknown} <a href="/account/reset-password?lang=${language}">${texts.reset}</a>, ${texts.resetMeans}</p>`,
  );
}

/** The form for people without an account: name and new password. */
export function joinPage(invitation: InvitationPreviewDto, { token, language, problem, name = '' }: Asked): string {
  const texts = INVITATION_PAGE_TEXTS[language];
  return invitationPage(
    invitation,
    language,
    `<p>${texts.newAccount(escapeHtml(invitation.emailHint))}</p>
${alert(problem)}<form method="post" action="/account/invitation/join?lang=${language}"><input type="hidden" name="token" value="${escapeHtml(token)}">
<label for="name">${texts.name}</label><input id="name" name="name" autocomplete="name" maxlength="100" pattern=".*\\S.*" value="${escapeHtml(name)}" required>
<label for="password">${texts.newPassword}</label><input id="password" name="newPassword" type="password" autocomplete="new-password" minlength="8" maxlength="128" required aria-describedby="rules">
<p id="rules">${texts.rules}</p><button>${texts.join}</button></form>`,
  );
}

export function welcomePage(organizationName: string, language: Language): string {
  const { welcome, member, signIn } = INVITATION_PAGE_TEXTS[language];
  return plainPage(
    welcome,
    `<p>${member(escapeHtml(organizationName))}</p><p><a href="/app">${signIn}</a></p>`,
    language,
  );
}

export function deadPage(language: Language): string {
  const { dead, deadHelp } = INVITATION_PAGE_TEXTS[language];
  return plainPage(dead, `<p>${deadHelp}</p>`, language);
}

function invitationPage(invitation: InvitationPreviewDto, language: Language, form: string): string {
  const { organizationName, inviterName, role } = invitation;
  const texts = INVITATION_PAGE_TEXTS[language];
  return plainPage(
    texts.title(organizationName),
    `<p>${texts.invites(escapeHtml(inviterName), escapeHtml(organizationName), role)}</p>\n${form}`,
    language,
  );
}

const alert = (problem?: string) => (problem ? `<p class="problem" role="alert">${problem}</p>` : '');
