import { hashSecret, newLinkSecret } from '../../../../infra/access/link-secret.js';
import { AppConfig } from '../../../../infra/config/config.js';
import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { DEFAULT_LANGUAGE } from '../../../../kernel/language.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { MailApi } from '../../../messages/mail/mail.api.js';
import { NotificationsApi } from '../../../messages/notifications/notifications.api.js';
import { UsersApi } from '../../users/users.api.js';
import { MEMBERSHIP_NOTICE_TEXTS } from '../members/membership-notice-texts.js';
import type { OrganizationInvitation } from './organization-invitation.entity.js';
import { InvitationsRepository } from './invitations.repository.js';
import { INVITATION_CREATED } from '../organizations.events.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';
import { orgInviteMail } from '../mails/org-invite.template.js';

/**
 * Mails an invitation. Its secret is generated here, in the transaction that queues the mail, so that neither the
 * outbox nor a queue ever contains it.
 */
@Consumer({ name: 'organizations.invitation-mail', messages: [INVITATION_CREATED] })
export class InvitationMailConsumer extends MessageConsumer {
  constructor(
    private readonly invitations: InvitationsRepository,
    private readonly organizations: OrganizationsRepository,
    private readonly users: UsersApi,
    private readonly mail: MailApi,
    private readonly notifications: NotificationsApi,
    private readonly config: AppConfig,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (!isMessage(message, INVITATION_CREATED)) return;
    const { invitationId, organizationId, round } = message.payload;
    const secret = newLinkSecret();
    if (!(await this.invitations.setToken(invitationId, round, hashSecret(secret)))) return;
    const invitation = await this.invitations.find(organizationId, invitationId);
    if (invitation) await this.send(invitation, secret, message.id);
  }

  private async send(invitation: OrganizationInvitation, secret: string, cause: string): Promise<void> {
    const { organizationId, email, role, invitedBy, expiresAt } = invitation;
    const organization = await this.organizations.findById(organizationId);
    const inviter = (await this.users.findByIds([invitedBy])).get(invitedBy);
    if (!organization || !inviter) return;
    // An unverified account may be anybody's: the owner of the address is addressed like a person without account.
    const person = await this.users.findVerifiedByEmail(email);
    const about = `invitation:${invitation.id}`;
    // Mails of earlier rounds, whose links are not valid any more.
    await this.mail.withdraw(orgInviteMail, email, about);
    await this.mail.queue({
      template: orgInviteMail,
      to: {
        email,
        name: person?.name,
        timeZone: person?.timeZone,
        // Without an account, the language of the inviter is the best guess.
        language: (person ?? inviter).language,
        userId: person?.id,
      },
      data: {
        organizationName: organization.name,
        inviterName: inviter.name,
        role,
        acceptUrl: `${this.config.publicUrl}/account/invitation?token=${secret}`,
        expiresAt: expiresAt.toISOString(),
      },
      cause: `${about}:${invitation.round}`,
      sender: invitedBy,
      isUnasked: true,
    });
    if (!person) return;
    const language = person.language ?? DEFAULT_LANGUAGE;
    const { invited, roles } = MEMBERSHIP_NOTICE_TEXTS[language];
    await this.notifications.notify([
      {
        userId: person.id,
        type: 'ORG_INVITE',
        title: invited.title(organization.name),
        message: invited.message(inviter.name, roles[role], organization.name),
        language,
        metadata: { organizationId, invitationId: invitation.id, role, status: 'invited' },
        about: [invitedBy],
        cause,
      },
    ]);
  }
}
