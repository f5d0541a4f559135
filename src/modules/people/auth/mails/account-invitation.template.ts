import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting } from '../../../../infra/mail/rendering/names.js';

/** To somebody for whom an administrator has made an account. */
export interface AccountInvitationData {
  readonly inviterName: string;
  /** Where the account is: the host name of the installation. */
  readonly installation: string;
  /** Secret: whoever opens it may set the password. */
  readonly passwordUrl: string;
  readonly expiresInDays: number;
  /** Where a new link is asked for once this one is void. */
  readonly againUrl: string;
}

export const accountInvitationMail: MailTemplate<AccountInvitationData> = {
  name: 'ACCOUNT_INVITATION',
  priority: 'urgent',
  secret: true,
  compose: ({ inviterName, installation, passwordUrl, expiresInDays, againUrl }, { name }) => ({
    subject: 'Your Lyceum account is ready: choose a password',
    preheader: `${displayName(inviterName)} made an account for you.`,
    heading: 'Choose a password for your account',
    blocks: [
      paragraph(greeting(name)),
      paragraph(
        `${displayName(inviterName)} made an account for you on the Lyceum of ${installation}. You sign in to it with ` +
          'this e-mail address and a password, which you choose now.',
      ),
      action('Choose a password', passwordUrl),
      note(
        `The link works once, within ${expiresInDays} days. Afterwards you get another one at ${againUrl}. ` +
          'If you do not expect an account there, ignore this mail: nobody can sign in to it without your mailbox.',
      ),
    ],
    reason: `You receive this because an administrator of ${installation} entered your address.`,
  }),
};
