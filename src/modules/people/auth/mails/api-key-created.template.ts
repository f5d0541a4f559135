import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, facts, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { formatMoment } from '../../../../kernel/when.js';

export interface ApiKeyCreatedData {
  readonly keyName: string;
  /** Of the service account that it is for; null when it is for the recipient. */
  readonly accountName: string | null;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly ipAddress: string;
  /** Where the recipient can take the account back. */
  readonly securityUrl: string;
}

export const apiKeyCreatedMail: MailTemplate<ApiKeyCreatedData> = {
  name: 'API_KEY_CREATED',
  priority: 'urgent',
  compose: ({ keyName, accountName, scopes, createdAt, expiresAt, ipAddress, securityUrl }, { name, timeZone }) => ({
    subject: 'An API key was made with your account',
    preheader: formatMoment(createdAt, timeZone),
    heading: 'An API key was made with your account',
    blocks: [
      paragraph(greeting(name)),
      paragraph('An app that has this key can act in the name below, as far as its scopes allow.'),
      facts([
        ['Key', keyName],
        ['Acts as', accountName === null ? 'You' : `${accountName} (service account)`],
        ['Scopes', scopes.join(', ')],
        ['When', formatMoment(createdAt, timeZone)],
        ['Ends', formatMoment(expiresAt, timeZone)],
        ['IP address', ipAddress],
      ]),
      paragraph('If it was not you, somebody knows your password: choose a new one now, and revoke the key.'),
      action('Choose a new password', securityUrl),
    ],
    reason: 'You receive every security notice about your account; they cannot be switched off.',
  }),
};
