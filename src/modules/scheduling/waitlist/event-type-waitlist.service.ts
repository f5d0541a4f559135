import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../infra/access/actor.js';
import { DatabaseClock } from '../../../infra/database/database-clock.js';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { MINUTE } from '../../../kernel/clock.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import type { Interval } from '../../../kernel/intervals.js';
import type { Page } from '../../../kernel/page.js';
import { UsersApi } from '../../people/users/users.api.js';
import { type EventTypeRecord, EventTypesApi } from '../event-types/event-types.api.js';
import { SlotsApi } from '../slots/slots.api.js';
import type {
  EventTypeWaitlistEntryDto,
  EventTypeWaitlistQueryDto,
  RunWaitlistQueryDto,
} from './dto/event-type-waitlist.dto.js';
import type { WaitlistEntry } from './entities/waitlist-entry.entity.js';
import { obstacleOf, WaitlistOffering } from './waitlist-offering.js';
import { NOT_OFFERABLE, NOT_WAITING } from './waitlist.errors.js';
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
    private readonly offering: WaitlistOffering,
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
    const { data, meta } = await this.repository.listOfTypes([type.id], query);
    return { data: await this.present(data, shownBy(actor, type)), meta };
  }

  /** Of everything that the caller hosts or manages. */
  async listAll(
    { userId }: Actor,
    { eventTypeId, ...query }: RunWaitlistQueryDto,
  ): Promise<Page<EventTypeWaitlistEntryDto>> {
    const types = new Map((await this.eventTypes.runBy(userId)).map(({ id, isHost }) => [id, isHost]));
    const ids = [...types.keys()].filter((id) => eventTypeId === undefined || id === eventTypeId);
    const { data, meta } = await this.repository.listOfTypes(ids, query);
    return { data: await this.present(data, (id) => types.get(id) ?? false), meta };
  }

  /**
   * Offers a free slot to an entry, whoever waits before it.
   * @throws CodedError not_found, not_waiting, not_offerable, slot_taken, outside_availability, limit_reached, in_the_past
   */
  @Transactional()
  async offer(actor: Actor, eventTypeId: string, entryId: string, start: Date): Promise<EventTypeWaitlistEntryDto> {
    const { id } = await this.openOrThrow(actor, eventTypeId);
    await this.repository.lockQueues([id]);
    const type = await this.eventTypes.lock(id);
    if (!type) throw new CodedError(NOT_FOUND);
    const entry = await this.lockOrThrow(type, entryId);
    if (statusAt(entry, await this.clock.now()) !== 'waiting') throw new CodedError(NOT_WAITING);
    const slot = { start: start.getTime(), end: start.getTime() + entry.durationMinutes * MINUTE };
    await this.assertOfferable(type, entry, slot);
    await this.offering.offer(entry, type, slot);
    const [offered] = await this.present([await this.lockOrThrow(type, entryId)], shownBy(actor, type));
    if (!offered) throw new CodedError(NOT_FOUND);
    return offered;
  }

  /**
   * Removes an entry, and tells its person; a no-op when it has ended.
   * @throws CodedError not_found
   */
  @Transactional()
  async remove(actor: Actor, eventTypeId: string, entryId: string): Promise<void> {
    const type = await this.openOrThrow(actor, eventTypeId);
    const entry = await this.lockOrThrow(type, entryId);
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

  private async lockOrThrow({ id }: EventTypeRecord, entryId: string): Promise<WaitlistEntry> {
    const entry = await this.repository.lock(entryId);
    if (entry?.eventTypeId !== id) throw new CodedError(NOT_FOUND);
    return entry;
  }

  /** @throws CodedError not_offerable */
  private async assertOfferable(type: EventTypeRecord, entry: WaitlistEntry, slot: Interval): Promise<void> {
    const isPossible =
      obstacleOf(type, entry) === null &&
      this.offering.isAnswered(type, entry) &&
      (await this.eventTypes.isVisible(type, entry.userId)) &&
      !(await this.offering.isHeldBack(type, entry)) &&
      !(await this.offering.isOfferedElsewhere(entry, slot));
    if (!isPossible) throw new CodedError(NOT_OFFERABLE);
  }

  /** @param showsAddress whether the caller gives the event type */
  private async present(
    entries: readonly WaitlistEntry[],
    showsAddress: (eventTypeId: string) => boolean,
  ): Promise<EventTypeWaitlistEntryDto[]> {
    const now = await this.clock.now();
    const people = await this.users.findByIds(entries.flatMap(({ userId }) => userId ?? []));
    const titles = await this.eventTypes.titlesByIds(entries.map(({ eventTypeId }) => eventTypeId));
    return entries.map((entry) =>
      toEventTypeWaitlistEntryDto(
        entry,
        now,
        entry.userId === null ? undefined : people.get(entry.userId),
        titles.get(entry.eventTypeId) ?? '',
        showsAddress(entry.eventTypeId),
      ),
    );
  }
}

function shownBy({ userId }: Actor, { hosts }: EventTypeRecord): () => boolean {
  const isHost = hosts.some((host) => host.userId === userId);
  return () => isHost;
}
