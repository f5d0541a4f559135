import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { formatMinutes } from '../../../../kernel/when.js';

export interface VerifyEmailData {
  /** Secret: whoever opens it proves to own the address. */
  readonly verifyUrl: string;
  readonly expiresInMinutes: number;
}

export const verifyEmailMail: MailTemplate<VerifyEmailData> = {
  name: 'VERIFY_EMAIL',
  priority: 'urgent',
  secret: true,
  compose: ({ verifyUrl, expiresInMinutes }, { name }) => ({
    subject: 'Confirm your e-mail address',
    preheader: 'One click, and we know that this address is yours.',
    heading: 'Confirm your e-mail address',
    blocks: [
      paragraph(greeting(name)),
      paragraph('Please confirm that this address is yours.'),
      action('Confirm address', verifyUrl),
      note(
        `The link works once, within ${formatMinutes(expiresInMinutes)}. If you did not ask for this, ignore this mail.`,
      ),
    ],
    reason: 'You receive this because this address was entered for a Lyceum account.',
  }),
};
