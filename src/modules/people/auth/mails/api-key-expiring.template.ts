import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { facts, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatMoment } from '../../../../kernel/when.js';

export interface ApiKeyExpiringData {
  readonly keyName: string;
  readonly expiresAt: string;
  /** Null when it was never used. */
  readonly lastUsedAt: string | null;
}

const TEXTS = inLanguages({
  en: {
    subject: 'An API key of yours ends soon',
    consequence:
      'From then on the app that has the key is refused. Rotate the key before, and give the app the new one.',
    name: 'Name',
    ends: 'Ends',
    lastUsed: 'Last used',
    never: 'Never',
    reason: 'You receive this because the key belongs to your account.',
  },
  fr: {
    subject: 'L’une de vos clés d’API arrive bientôt à échéance',
    consequence:
      'À partir de là, l’application qui possède la clé sera refusée. Renouvelez la clé avant, et donnez la nouvelle à l’application.',
    name: 'Nom',
    ends: 'Fin',
    lastUsed: 'Dernière utilisation',
    never: 'Jamais',
    reason: 'Vous recevez ce message car la clé appartient à votre compte.',
  },
});

export const apiKeyExpiringMail: MailTemplate<ApiKeyExpiringData> = {
  name: 'API_KEY_EXPIRING',
  priority: 'normal',
  compose: ({ keyName, expiresAt, lastUsedAt }, { name, timeZone, language }) => {
    const texts = TEXTS[language];
    return {
      subject: texts.subject,
      preheader: formatMoment(expiresAt, timeZone, language),
      heading: texts.subject,
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts.consequence),
        facts([
          [texts.name, keyName],
          [texts.ends, formatMoment(expiresAt, timeZone, language)],
          [texts.lastUsed, lastUsedAt === null ? texts.never : formatMoment(lastUsedAt, timeZone, language)],
        ]),
      ],
      reason: texts.reason,
    };
  },
};
