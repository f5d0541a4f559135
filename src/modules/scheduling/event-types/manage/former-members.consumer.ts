import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { MEMBER_REMOVED, ORGANIZATION_DELETED } from '../../../people/organizations/organizations.events.js';
import { EVENT_TYPE_ARCHIVED, EVENT_TYPE_CHANGED } from '../event-types.events.js';
import { EventTypesRepository } from '../event-type/event-types.repository.js';

/**
 * Follows up on cascades of the database: when a member leaves, their host rows are deleted, so their copies are
 * archived and types without hosts deactivated; when an organization is deleted, its types are archived.
 */
@Consumer({ name: 'event-types.former-members', messages: [MEMBER_REMOVED, ORGANIZATION_DELETED] })
export class FormerMembersConsumer extends MessageConsumer {
  constructor(
    private readonly repository: EventTypesRepository,
    private readonly organizations: OrganizationsApi,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    const { actorId } = message.payload as { actorId: string };
    const archived = isMessage(message, MEMBER_REMOVED)
      ? await this.endMembership(actorId, message.payload)
      : await this.repository.archiveOrphans();
    for (const eventTypeId of archived) await this.outbox.append(EVENT_TYPE_ARCHIVED, { eventTypeId, actorId });
  }

  private async endMembership(
    actorId: string,
    { organizationId, userId }: { organizationId: string; userId: string },
  ): Promise<string[]> {
    const isBack = (await this.organizations.roleOf(organizationId, userId)) !== null;
    const archived = isBack ? [] : await this.repository.archiveCopiesOf(userId, organizationId);
    for (const eventTypeId of await this.repository.deactivateHostless(organizationId))
      await this.outbox.append(EVENT_TYPE_CHANGED, { eventTypeId, actorId, fields: ['isActive'] });
    return archived;
  }
}
