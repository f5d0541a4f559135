import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { facts, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { formatMoment } from '../../../../kernel/when.js';

export interface ApiKeyExpiringData {
  readonly keyName: string;
  readonly expiresAt: string;
  /** Null when it was never used. */
  readonly lastUsedAt: string | null;
}

export const apiKeyExpiringMail: MailTemplate<ApiKeyExpiringData> = {
  name: 'API_KEY_EXPIRING',
  priority: 'normal',
  compose: ({ keyName, expiresAt, lastUsedAt }, { name, timeZone }) => ({
    subject: 'An API key of yours ends soon',
    preheader: formatMoment(expiresAt, timeZone),
    heading: 'An API key of yours ends soon',
    blocks: [
      paragraph(greeting(name)),
      paragraph(
        'From then on the app that has the key is refused. Rotate the key before, and give the app the new one.',
      ),
      facts([
        ['Name', keyName],
        ['Ends', formatMoment(expiresAt, timeZone)],
        ['Last used', lastUsedAt === null ? 'Never' : formatMoment(lastUsedAt, timeZone)],
      ]),
    ],
    reason: 'You receive this because the key belongs to your account.',
  }),
};
