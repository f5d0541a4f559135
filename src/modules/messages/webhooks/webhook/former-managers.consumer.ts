import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { Clock } from '../../../../kernel/clock.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { MEMBER_REMOVED, MEMBER_ROLE_CHANGED } from '../../../people/organizations/organizations.events.js';
import { WebhookHealth } from '../sending/webhook-health.js';

/**
 * Whoever made a webhook of an organization knows its secret and owns, perhaps, the server that it calls. When they
 * manage the organization no more, it stops, and those who do are told: they switch it on again, or delete it.
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
    // Messages from before this was written down do not say what the person was.
    if (message.payload.formerRole !== 'member') await this.health.askWhoMade(organizationId, message.id);
  }
}
