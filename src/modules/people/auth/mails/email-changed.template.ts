import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, facts, note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, maskedEmail } from '../../../../infra/mail/rendering/names.js';
import { pageIn } from '../../../../infra/mail/rendering/page-link.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatMoment } from '../../../../kernel/when.js';
import { SECURITY_TEXTS } from './security-texts.js';

/** Sent to the former address. */
export interface EmailChangedData {
  readonly newEmail: string;
  readonly changedAt: string;
  /** Contains a secret (bearer token): whoever has it may take the account back. */
  readonly revertUrl: string;
  readonly expiresInDays: number;
}

const TEXTS = inLanguages({
  en: {
    subject: 'The e-mail address of your account was changed',
    heading: 'Your e-mail address was changed',
    change: 'From now on your account uses another address. This one gets no more mail about it.',
    newAddress: 'New address',
    ifNotYou: 'If it was not you, take the account back: with this address, a new password, and every sign-in ended.',
    takeBack: 'Take my account back',
    link: (days: number) => `The link works once, within ${days} days.`,
  },
  fr: {
    subject: 'L’adresse e-mail de votre compte a été modifiée',
    heading: 'Votre adresse e-mail a été modifiée',
    change: 'Désormais, votre compte utilise une autre adresse. Celle-ci ne reçoit plus d’e-mails à son sujet.',
    newAddress: 'Nouvelle adresse',
    ifNotYou:
      'Si ce n’était pas vous, reprenez le compte : avec cette adresse, un nouveau mot de passe, et toutes les sessions fermées.',
    takeBack: 'Reprendre mon compte',
    link: (days) => `Le lien fonctionne une seule fois, pendant ${days} jours.`,
  },
});

export const emailChangedMail: MailTemplate<EmailChangedData> = {
  name: 'EMAIL_CHANGED',
  priority: 'urgent',
  secret: true,
  compose: ({ newEmail, changedAt, revertUrl, expiresInDays }, { name, timeZone, language }) => {
    const texts = { ...SECURITY_TEXTS[language], ...TEXTS[language] };
    return {
      subject: texts.subject,
      preheader: formatMoment(changedAt, timeZone, language),
      heading: texts.heading,
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts.change),
        facts([
          [texts.newAddress, maskedEmail(newEmail)],
          [texts.when, formatMoment(changedAt, timeZone, language)],
        ]),
        paragraph(texts.ifNotYou),
        action(texts.takeBack, pageIn(language, revertUrl)),
        note(texts.link(expiresInDays)),
      ],
      reason: texts.reason,
    };
  },
};
