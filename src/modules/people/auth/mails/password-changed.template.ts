import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, facts, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { formatMoment } from '../../../../kernel/when.js';

export interface PasswordChangedData {
  readonly changedAt: string;
  readonly ipAddress?: string | null;
  /** Where the recipient can take the account back. */
  readonly securityUrl: string;
}

export const passwordChangedMail: MailTemplate<PasswordChangedData> = {
  name: 'PASSWORD_CHANGED',
  priority: 'urgent',
  compose: ({ changedAt, ipAddress, securityUrl }, { name, timeZone }) => ({
    subject: 'Your password was changed',
    preheader: formatMoment(changedAt, timeZone),
    heading: 'Your password was changed',
    blocks: [
      paragraph(greeting(name)),
      paragraph('The password of your account was changed, and your other login sessions were ended.'),
      facts([
        ['When', formatMoment(changedAt, timeZone)],
        ['IP address', ipAddress],
      ]),
      paragraph('If it was not you, choose a new password now.'),
      action('Choose a new password', securityUrl),
    ],
    reason: 'You receive every security notice about your account; they cannot be switched off.',
  }),
};
