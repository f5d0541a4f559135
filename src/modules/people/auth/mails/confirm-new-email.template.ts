import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { formatMinutes } from '../../../../kernel/when.js';

/** Goes to the address that an account is to have. */
export interface ConfirmNewEmailData {
  /** Secret: whoever opens it has the mailbox. */
  readonly confirmUrl: string;
  readonly expiresInMinutes: number;
}

export const confirmNewEmailMail: MailTemplate<ConfirmNewEmailData> = {
  name: 'CONFIRM_NEW_EMAIL',
  priority: 'urgent',
  secret: true,
  compose: ({ confirmUrl, expiresInMinutes }, { name }) => ({
    subject: 'Confirm your new e-mail address',
    preheader: 'Your account uses it as soon as you confirm it.',
    heading: 'Confirm your new e-mail address',
    blocks: [
      paragraph(greeting(name)),
      paragraph('Somebody, hopefully you, wants to use this address for their Lyceum account from now on.'),
      action('Use this address', confirmUrl),
      note(
        `The link works once, within ${formatMinutes(expiresInMinutes)}, and asks for the password of the account. ` +
          'If it was not you, ignore this mail: nothing changes.',
      ),
    ],
    reason: 'You receive this because this address was entered for a Lyceum account.',
  }),
};
