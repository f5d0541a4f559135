import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { pageIn } from '../../../../infra/mail/rendering/page-link.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatMinutes } from '../../../../kernel/when.js';

export interface VerifyEmailData {
  /** Contains a secret (bearer token), which proves the mailbox. */
  readonly verifyUrl: string;
  readonly expiresInMinutes: number;
}

const TEXTS = inLanguages({
  en: {
    subject: 'Confirm your e-mail address',
    preheader: 'One click, and we know that this address is yours.',
    wish: 'Please confirm that this address is yours.',
    confirm: 'Confirm address',
    link: (span: string) => `The link works once, within ${span}. If you did not ask for this, ignore this mail.`,
    reason: 'You receive this because this address was entered for a Lyceum account.',
  },
  fr: {
    subject: 'Confirmez votre adresse e-mail',
    preheader: 'Un clic, et nous savons que cette adresse est la vôtre.',
    wish: 'Veuillez confirmer que cette adresse est la vôtre.',
    confirm: 'Confirmer l’adresse',
    link: (span) =>
      `Le lien fonctionne une seule fois, pendant ${span}. Si vous n’avez rien demandé, ignorez cet e-mail.`,
    reason: 'Vous recevez ce message car cette adresse a été saisie pour un compte Lyceum.',
  },
});

export const verifyEmailMail: MailTemplate<VerifyEmailData> = {
  name: 'VERIFY_EMAIL',
  priority: 'urgent',
  secret: true,
  compose: ({ verifyUrl, expiresInMinutes }, { name, language }) => {
    const texts = TEXTS[language];
    return {
      subject: texts.subject,
      preheader: texts.preheader,
      heading: texts.subject,
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts.wish),
        action(texts.confirm, pageIn(language, verifyUrl)),
        note(texts.link(formatMinutes(expiresInMinutes, language))),
      ],
      reason: texts.reason,
    };
  },
};
