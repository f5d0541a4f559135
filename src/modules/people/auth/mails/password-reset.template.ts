import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { pageIn } from '../../../../infra/mail/rendering/page-link.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatMinutes } from '../../../../kernel/when.js';

export interface PasswordResetData {
  /** Contains a secret (bearer token): whoever has it may set the password. */
  readonly resetUrl: string;
  readonly expiresInMinutes: number;
}

const TEXTS = inLanguages({
  en: {
    subject: 'Reset your password',
    preheader: (span: string) => `The link works once, within ${span}.`,
    wish: 'Somebody, hopefully you, asked for a new password for your account.',
    choose: 'Choose a new password',
    link: (span: string) =>
      `The link works once, within ${span}. If it was not you, ignore this mail: your password stays as it is.`,
    reason: 'You receive this because a password reset was asked for with this address.',
  },
  fr: {
    subject: 'Réinitialisez votre mot de passe',
    preheader: (span) => `Le lien fonctionne une seule fois, pendant ${span}.`,
    wish: 'Quelqu’un, vous sans doute, a demandé un nouveau mot de passe pour votre compte.',
    choose: 'Choisir un nouveau mot de passe',
    link: (span) =>
      `Le lien fonctionne une seule fois, pendant ${span}. Si ce n’était pas vous, ignorez cet e-mail : votre mot de passe reste inchangé.`,
    reason: 'Vous recevez ce message car un nouveau mot de passe a été demandé avec cette adresse.',
  },
});

export const passwordResetMail: MailTemplate<PasswordResetData> = {
  name: 'PASSWORD_RESET',
  priority: 'urgent',
  secret: true,
  compose: ({ resetUrl, expiresInMinutes }, { name, language }) => {
    const texts = TEXTS[language];
    const span = formatMinutes(expiresInMinutes, language);
    return {
      subject: texts.subject,
      preheader: texts.preheader(span),
      heading: texts.subject,
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts.wish),
        action(texts.choose, pageIn(language, resetUrl)),
        note(texts.link(span)),
      ],
      reason: texts.reason,
    };
  },
};
