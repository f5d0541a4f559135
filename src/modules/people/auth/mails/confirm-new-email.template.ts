import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { pageIn } from '../../../../infra/mail/rendering/page-link.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatMinutes } from '../../../../kernel/when.js';

/** Sent to the new address. */
export interface ConfirmNewEmailData {
  /** Contains a secret (bearer token), which proves the mailbox. */
  readonly confirmUrl: string;
  readonly expiresInMinutes: number;
}

const TEXTS = inLanguages({
  en: {
    subject: 'Confirm your new e-mail address',
    preheader: 'Your account uses it as soon as you confirm it.',
    wish: 'Somebody, hopefully you, wants to use this address for their Lyceum account from now on.',
    use: 'Use this address',
    link: (span: string) =>
      `The link works once, within ${span}, and asks for the password of the account. ` +
      'If it was not you, ignore this mail: nothing changes.',
    reason: 'You receive this because this address was entered for a Lyceum account.',
  },
  fr: {
    subject: 'Confirmez votre nouvelle adresse e-mail',
    preheader: 'Votre compte l’utilise dès que vous la confirmez.',
    wish: 'Quelqu’un, vous sans doute, souhaite désormais utiliser cette adresse pour son compte Lyceum.',
    use: 'Utiliser cette adresse',
    link: (span) =>
      `Le lien fonctionne une seule fois, pendant ${span}, et demande le mot de passe du compte. ` +
      'Si ce n’était pas vous, ignorez cet e-mail : rien ne change.',
    reason: 'Vous recevez ce message car cette adresse a été saisie pour un compte Lyceum.',
  },
});

export const confirmNewEmailMail: MailTemplate<ConfirmNewEmailData> = {
  name: 'CONFIRM_NEW_EMAIL',
  priority: 'urgent',
  secret: true,
  compose: ({ confirmUrl, expiresInMinutes }, { name, language }) => {
    const texts = TEXTS[language];
    return {
      subject: texts.subject,
      preheader: texts.preheader,
      heading: texts.subject,
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts.wish),
        action(texts.use, pageIn(language, confirmUrl)),
        note(texts.link(formatMinutes(expiresInMinutes, language))),
      ],
      reason: texts.reason,
    };
  },
};
