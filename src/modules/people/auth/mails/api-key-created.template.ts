import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, facts, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { pageIn } from '../../../../infra/mail/rendering/page-link.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatMoment } from '../../../../kernel/when.js';
import { SECURITY_TEXTS } from './security-texts.js';

export interface ApiKeyCreatedData {
  readonly keyName: string;
  /** Name of the service account; null for a key of the recipient. */
  readonly accountName: string | null;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly ipAddress: string;
  /** Where the recipient can recover the account. */
  readonly securityUrl: string;
}

const TEXTS = inLanguages({
  en: {
    subject: 'An API key was made with your account',
    power: 'An app that has this key can act in the name below, as far as its scopes allow.',
    key: 'Key',
    actsAs: 'Acts as',
    you: 'You',
    service: (name: string) => `${name} (service account)`,
    scopes: 'Scopes',
    ends: 'Ends',
    ifNotYou: 'If it was not you, somebody knows your password: choose a new one now, and revoke the key.',
  },
  fr: {
    subject: 'Une clé d’API a été créée avec votre compte',
    power: 'Une application qui possède cette clé peut agir au nom indiqué ci-dessous, dans la limite de ses droits.',
    key: 'Clé',
    actsAs: 'Agit en tant que',
    you: 'Vous',
    service: (name) => `${name} (compte de service)`,
    scopes: 'Droits',
    ends: 'Fin',
    ifNotYou:
      'Si ce n’était pas vous, quelqu’un connaît votre mot de passe : choisissez-en un nouveau maintenant, et révoquez la clé.',
  },
});

export const apiKeyCreatedMail: MailTemplate<ApiKeyCreatedData> = {
  name: 'API_KEY_CREATED',
  priority: 'urgent',
  compose: (
    { keyName, accountName, scopes, createdAt, expiresAt, ipAddress, securityUrl },
    { name, timeZone, language },
  ) => {
    const texts = { ...SECURITY_TEXTS[language], ...TEXTS[language] };
    return {
      subject: texts.subject,
      preheader: formatMoment(createdAt, timeZone, language),
      heading: texts.subject,
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts.power),
        facts([
          [texts.key, keyName],
          [texts.actsAs, accountName === null ? texts.you : texts.service(accountName)],
          [texts.scopes, scopes.join(', ')],
          [texts.when, formatMoment(createdAt, timeZone, language)],
          [texts.ends, formatMoment(expiresAt, timeZone, language)],
          [texts.ipAddress, ipAddress],
        ]),
        paragraph(texts.ifNotYou),
        action(texts.newPassword, pageIn(language, securityUrl)),
      ],
      reason: texts.reason,
    };
  },
};
