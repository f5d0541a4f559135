import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { Clock } from '../../../../kernel/clock.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { MEMBER_REMOVED, MEMBER_ROLE_CHANGED } from '../../../people/organizations/organizations.events.js';
import { WebhookHealth } from '../sending/webhook-health.js';

/**
 * The maker of an organization's webhook knows its secret, and perhaps owns the receiver. When they stop to manage the
 * organization, it is disabled, and the current managers are notified: they enable it again, or delete it.
 */
@Consumer({ name: 'webhooks.former-managers', messages: [MEMBER_REMOVED, MEMBER_ROLE_CHANGED] })
export class FormerManagersConsumer extends MessageConsumer {
  constructor(
    private readonly organizations: OrganizationsApi,
    private readonly health: WebhookHealth,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (!isMessage(message, MEMBER_REMOVED) && !isMessage(message, MEMBER_ROLE_CHANGED)) return;
    const { organizationId, userId } = message.payload;
    const role = await this.organizations.roleOf(organizationId, userId);
    if (role === 'owner' || role === 'admin') return;
    await this.health.disableMadeBy(userId, organizationId, 'maker_left', this.clock.now());
    // Messages of older releases lack the former role.
    if (message.payload.formerRole !== 'member') await this.health.askWhoMade(organizationId, message.id);
  }
}
