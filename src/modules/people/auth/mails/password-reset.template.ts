import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { formatMinutes } from '../../../../kernel/when.js';

export interface PasswordResetData {
  /** Secret: whoever opens it may set the password. */
  readonly resetUrl: string;
  readonly expiresInMinutes: number;
}

export const passwordResetMail: MailTemplate<PasswordResetData> = {
  name: 'PASSWORD_RESET',
  priority: 'urgent',
  secret: true,
  compose: ({ resetUrl, expiresInMinutes }, { name }) => ({
    subject: 'Reset your password',
    preheader: `The link works once, within ${formatMinutes(expiresInMinutes)}.`,
    heading: 'Reset your password',
    blocks: [
      paragraph(greeting(name)),
      paragraph('Somebody, hopefully you, asked for a new password for your account.'),
      action('Choose a new password', resetUrl),
      note(
        `The link works once, within ${formatMinutes(expiresInMinutes)}. ` +
          'If it was not you, ignore this mail: your password stays as it is.',
      ),
    ],
    reason: 'You receive this because a password reset was asked for with this address.',
  }),
};
