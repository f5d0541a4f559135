import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, facts, note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting, maskedEmail } from '../../../../infra/mail/rendering/names.js';
import { formatMoment } from '../../../../kernel/when.js';

/** Goes to the address that the account had before. */
export interface EmailChangedData {
  readonly newEmail: string;
  readonly changedAt: string;
  /** Secret: whoever opens it may take the account back. */
  readonly revertUrl: string;
  readonly expiresInDays: number;
}

export const emailChangedMail: MailTemplate<EmailChangedData> = {
  name: 'EMAIL_CHANGED',
  priority: 'urgent',
  secret: true,
  compose: ({ newEmail, changedAt, revertUrl, expiresInDays }, { name, timeZone }) => ({
    subject: 'The e-mail address of your account was changed',
    preheader: formatMoment(changedAt, timeZone),
    heading: 'Your e-mail address was changed',
    blocks: [
      paragraph(greeting(name)),
      paragraph('From now on your account uses another address. This one gets no more mail about it.'),
      facts([
        ['New address', maskedEmail(newEmail)],
        ['When', formatMoment(changedAt, timeZone)],
      ]),
      paragraph(
        'If it was not you, take the account back: with this address, a new password, and every sign-in ended.',
      ),
      action('Take my account back', revertUrl),
      note(`The link works once, within ${expiresInDays} days.`),
    ],
    reason: 'You receive every security notice about your account; they cannot be switched off.',
  }),
};
