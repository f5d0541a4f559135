import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../infra/access/actor.js';
import { DatabaseClock } from '../../../infra/database/database-clock.js';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import type { Page } from '../../../kernel/page.js';
import { UsersApi } from '../../people/users/users.api.js';
import { type EventTypeRecord, EventTypesApi } from '../event-types/event-types.api.js';
import { SlotsApi } from '../slots/slots.api.js';
import type { EventTypeWaitlistEntryDto, EventTypeWaitlistQueryDto } from './dto/event-type-waitlist.dto.js';
import type { WaitlistEntry } from './entities/waitlist-entry.entity.js';
import { WAITLIST_REMOVED } from './waitlist.events.js';
import { toEventTypeWaitlistEntryDto } from './waitlist.mapper.js';
import { WaitlistRepository } from './waitlist.repository.js';
import { statusAt } from './waitlist.rules.js';

/** Waitlists of event types, for their hosts and managers. */
@Injectable()
export class EventTypeWaitlistService {
  constructor(
    private readonly repository: WaitlistRepository,
    private readonly eventTypes: EventTypesApi,
    private readonly slots: SlotsApi,
    private readonly users: UsersApi,
    private readonly outbox: Outbox,
    private readonly clock: DatabaseClock,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found for everybody but its hosts and those who manage it */
  async list(
    actor: Actor,
    eventTypeId: string,
    query: EventTypeWaitlistQueryDto,
  ): Promise<Page<EventTypeWaitlistEntryDto>> {
    const type = await this.openOrThrow(actor, eventTypeId);
    const { data, meta } = await this.repository.listOfType(type.id, query);
    return { data: await this.present(actor, type, data), meta };
  }

  /**
   * Removes an entry, and tells its person; a no-op when it has ended.
   * @throws CodedError not_found
   */
  @Transactional()
  async remove(actor: Actor, eventTypeId: string, entryId: string): Promise<void> {
    const type = await this.openOrThrow(actor, eventTypeId);
    const entry = await this.repository.lock(entryId);
    if (entry?.eventTypeId !== type.id) throw new CodedError(NOT_FOUND);
    const { id, userId, holdId } = entry;
    const status = statusAt(entry, await this.clock.now());
    if (status !== 'waiting' && status !== 'offered') return;
    await this.repository.change(id, { status: 'removed', holdId: null });
    if (holdId !== null) await this.slots.releaseHold(holdId);
    await this.outbox.append(WAITLIST_REMOVED, { entryId: id, eventTypeId: type.id, userId });
  }

  private async openOrThrow({ userId }: Actor, id: string): Promise<EventTypeRecord> {
    const type = await this.eventTypes.findRunBy(userId, id);
    if (!type) throw new CodedError(NOT_FOUND);
    return type;
  }

  private async present(
    actor: Actor,
    { hosts }: EventTypeRecord,
    entries: readonly WaitlistEntry[],
  ): Promise<EventTypeWaitlistEntryDto[]> {
    const now = await this.clock.now();
    const people = await this.users.findByIds(entries.flatMap(({ userId }) => userId ?? []));
    const isHost = hosts.some(({ userId }) => userId === actor.userId);
    return entries.map((entry) =>
      toEventTypeWaitlistEntryDto(entry, now, entry.userId === null ? undefined : people.get(entry.userId), isHost),
    );
  }
}
