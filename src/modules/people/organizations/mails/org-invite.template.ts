import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { formatMoment } from '../../../../kernel/when.js';

export interface OrgInviteData {
  readonly organizationName: string;
  readonly inviterName: string;
  readonly role: string;
  /** Secret: whoever opens it may accept. */
  readonly acceptUrl: string;
  readonly expiresAt: string;
}

export const orgInviteMail: MailTemplate<OrgInviteData> = {
  name: 'ORG_INVITE',
  priority: 'normal',
  secret: true,
  compose: ({ organizationName, inviterName, role, acceptUrl, expiresAt }, { name, timeZone }) => ({
    subject: `Invitation to ${shortened(organizationName)}`,
    preheader: `${displayName(inviterName)} invites you to join.`,
    heading: `Join ${displayName(organizationName)}`,
    blocks: [
      paragraph(greeting(name)),
      paragraph(`${displayName(inviterName)} invites you to ${displayName(organizationName)} as ${role}.`),
      action('Accept the invitation', acceptUrl),
      note(
        `The invitation ends on ${formatMoment(expiresAt, timeZone)}. If you do not know the sender, ignore this mail.`,
      ),
    ],
    reason: 'You receive this because a member of an organization entered your address.',
  }),
};
