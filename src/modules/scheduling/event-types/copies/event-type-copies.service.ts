import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { invalid } from '../../../../kernel/invalid.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import type { EventTypeCopiesDto } from '../event-type/event-type.dto.js';
import { EventTypeAccess } from '../event-type/event-type-access.js';
import { columnsOf } from './event-type-followers.js';
import { EventTypePresenter } from '../event-type/event-type.presenter.js';
import type { EventTypeRow } from '../event-type/event-type-row.js';
import { MOST_COPIES } from '../event-type/event-type.rules.js';
import { hostOf } from '../event-type/event-type-settings.js';
import { HOST_NOT_MEMBER, NOT_COPYABLE, SLUG_EXISTS, TOO_MANY_COPIES } from '../event-types.errors.js';
import { EVENT_TYPE_ARCHIVED, EVENT_TYPE_CREATED, EVENT_TYPE_HOSTS_CHANGED } from '../event-types.events.js';
import { EventTypesRepository } from '../event-type/event-types.repository.js';
import { slugCandidates } from '../event-type/slug.js';

/** Managed copies: the same event type for one member each. The row lock of the original serializes its changes. */
@Injectable()
export class EventTypeCopiesService {
  constructor(
    private readonly repository: EventTypesRepository,
    private readonly access: EventTypeAccess,
    private readonly presenter: EventTypePresenter,
    private readonly organizations: OrganizationsApi,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** Existing copies are kept. @throws CodedError forbidden, not_copyable, host_not_member, too_many_copies */
  @Transactional()
  async make(actor: Actor, id: string, userIds: readonly string[]): Promise<EventTypeCopiesDto> {
    await this.repository.lock(id);
    const { type } = await this.access.open(actor, id, 'manage copies');
    const people = [...new Set(userIds.map((userId) => userId.toLowerCase()))].sort();
    await this.assertCopyable(type, people);
    const copies = await this.repository.copiesOf(id);
    const missing = people.filter((userId) => !copies.has(userId));
    if (copies.size + missing.length > MOST_COPIES) throw new CodedError(TOO_MANY_COPIES);
    for (const userId of missing) {
      const eventTypeId = await this.copy(type, userId, copies.size + 1);
      copies.set(userId, eventTypeId);
      await this.outbox.append(EVENT_TYPE_CREATED, { eventTypeId, actorId: actor.userId });
      await this.tellHost(actor, eventTypeId, { added: [userId], removed: [] });
    }
    return {
      parentId: id,
      copies: await this.presenter.byIds(people.flatMap((userId) => copies.get(userId) ?? [])),
    };
  }

  /** @throws CodedError forbidden, not_found */
  @Transactional()
  async remove(actor: Actor, id: string, userId: string): Promise<void> {
    await this.repository.lock(id);
    await this.access.open(actor, id, 'manage copies');
    const copy = (await this.repository.copiesOf(id)).get(userId);
    if (copy === undefined) throw new CodedError(NOT_FOUND);
    for (const eventTypeId of await this.repository.archiveWithCopies(copy)) {
      await this.outbox.append(EVENT_TYPE_ARCHIVED, { eventTypeId, actorId: actor.userId });
      await this.tellHost(actor, eventTypeId, { added: [], removed: [userId] });
    }
  }

  private async tellHost(
    { userId: actorId }: Actor,
    eventTypeId: string,
    hosts: { readonly added: readonly string[]; readonly removed: readonly string[] },
  ): Promise<void> {
    if ([...hosts.added, ...hosts.removed].includes(actorId)) return;
    await this.outbox.append(EVENT_TYPE_HOSTS_CHANGED, { eventTypeId, actorId, ...hosts });
  }

  private async assertCopyable({ organizationId, parentId }: EventTypeRow, people: readonly string[]): Promise<void> {
    if (organizationId === null || parentId !== null) throw new CodedError(NOT_COPYABLE);
    if (people.length === 0)
      throw invalid([{ pointer: '/userIds', field: 'userIds', message: 'must name somebody', code: 'min_items' }]);
    const members = new Set(await this.organizations.membersAmong(organizationId, people));
    const errors = people
      .filter((userId) => !members.has(userId))
      .map((userId) => ({
        pointer: '/userIds',
        field: 'userIds',
        message: `has ${userId}, who is no member of the organization`,
        code: 'not_a_member',
      }));
    if (errors.length > 0) throw new CodedError(HOST_NOT_MEMBER, { errors });
  }

  private async copy(type: EventTypeRow, userId: string, number: number): Promise<string> {
    const { id: parentId, organizationId, requiredBookableIds } = type;
    const columns = settingsOfCopy(type);
    for (const slug of slugCandidates(type.slug, number)) {
      const id = await this.repository.insert({ ownerId: userId, organizationId, parentId }, { ...columns, slug });
      if (id === null) continue;
      await this.repository.setHosts(id, organizationId, [hostOf(userId)]);
      await this.repository.setRequiredBookables([id], requiredBookableIds);
      return id;
    }
    throw new CodedError(SLUG_EXISTS);
  }
}

function settingsOfCopy(type: EventTypeRow) {
  const {
    id: _id,
    ownerId: _owner,
    organizationId: _organization,
    parentId: _parent,
    version: _version,
    ...rest
  } = type;
  const { createdAt: _created, updatedAt: _updated, ...settings } = rest;
  return { ...columnsOf(settings), assignment: 'single' as const, isActive: true };
}
