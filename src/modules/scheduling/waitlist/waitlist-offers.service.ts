import { Injectable } from '@nestjs/common';
import { IsolatedRows } from '../../../infra/database/isolated-rows.js';
import { Transactions } from '../../../infra/database/transactions.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { Clock, LAST_MOMENT } from '../../../kernel/clock.js';
import { CodedError } from '../../../kernel/coded-error.js';
import type { Interval } from '../../../kernel/intervals.js';
import { type EventTypeRecord, EventTypesApi } from '../event-types/event-types.api.js';
import { SlotsApi } from '../slots/slots.api.js';
import type { WaitlistEntry } from './entities/waitlist-entry.entity.js';
import { FreeSlots, KnownFailure, REACH_OF_LIMITS, reachOf } from './free-slots.js';
import { WaitlistEndings } from './waitlist-endings.js';
import { obstacleOf, WaitlistOffering } from './waitlist-offering.js';
import { SEARCH_ON, type SearchOn, SERVE_ENTRY, type ServeEntry } from './waitlist.events.js';
import { type Place, WAITING_BATCH, WaitlistRepository } from './waitlist.repository.js';

/** Most searches in one transaction; the rest of the queue is served in the next. */
const MOST_LOOKS = 60;
/** Retries when a slot is booked concurrently. */
const ATTEMPTS = 3;

/** Whose time was freed. */
export interface FreedParties {
  /** Null for ad-hoc bookings. */
  readonly eventTypeId: string | null;
  /** Besides the hosts of the type. */
  readonly hostIds: readonly string[];
  /** Besides the required bookables of the type. */
  readonly bookableIds: readonly string[];
}

/** Milliseconds since the epoch; null: unbounded. */
export interface FreedTime {
  readonly start: number | null;
  readonly end: number | null;
}

/** Offers freed slots to entries, in order. Runs in the transaction of the caller. */
@Injectable()
export class WaitlistOffersService {
  constructor(
    private readonly repository: WaitlistRepository,
    private readonly eventTypes: EventTypesApi,
    private readonly slots: SlotsApi,
    private readonly endings: WaitlistEndings,
    private readonly offering: WaitlistOffering,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
    private readonly rows: IsolatedRows,
    private readonly clock: Clock,
  ) {}

  /** Offers to the queues of all types that share the hosts or resources. */
  async offerTimeOf(parties: FreedParties, time: FreedTime): Promise<void> {
    await this.offerIn(await this.related(parties), time);
  }

  /** Offers to the queues of these types. */
  async offerIn(eventTypeIds: readonly string[], { start, end }: FreedTime): Promise<void> {
    const freed = { start: start ?? this.clock.now().getTime(), end: end ?? LAST_MOMENT };
    await this.search(eventTypeIds, freed, null);
  }

  /** Continues a search that was split into several transactions. */
  async searchOn({ eventTypeIds, start, end, after }: SearchOn): Promise<void> {
    const place = { id: after.id, createdAt: new Date(after.createdAt) };
    await this.search(eventTypeIds, { start: Date.parse(start), end: Date.parse(end) }, place);
  }

  /**
   * Unlike `search` it throws, so that the job is retried and in the end becomes a dead letter. After a success the
   * entries behind are served again, because the same failure may have affected them.
   */
  async serveAlone({ entryId, start, end, ...place }: ServeEntry): Promise<void> {
    const known = await this.repository.find(entryId);
    const [eventTypeId, createdAt] = [place.eventTypeId ?? known?.eventTypeId, place.createdAt ?? known?.createdAt];
    if (!eventTypeId || !createdAt) return;
    await this.repository.lockQueues([eventTypeId]);
    const freed = { start: Date.parse(start), end: Date.parse(end) };
    const entry = await this.repository.find(entryId);
    if (entry?.status === 'waiting') await this.serve(entry, this.slotsIn(freed));
    await this.goOnLater([eventTypeId], freed, { id: entryId, createdAt: new Date(createdAt) });
  }

  private async related({ eventTypeId, hostIds, bookableIds }: FreedParties): Promise<string[]> {
    const type = eventTypeId === null ? null : await this.eventTypes.find(eventTypeId);
    const people = new Set([...hostIds, ...(type?.hosts ?? []).map(({ userId }) => userId)]);
    const bookables = new Set([...bookableIds, ...(type?.requiredBookableIds ?? [])]);
    return this.eventTypes.idsNeeding([...people], [...bookables]);
  }

  /** Advisory locks on the queues first: an entry that joins concurrently has seen the free slots, or is seen here. */
  private async search(eventTypeIds: readonly string[], freed: Interval, after: Place | null): Promise<void> {
    const around = reachOf(freed, REACH_OF_LIMITS);
    if (eventTypeIds.length === 0 || around.end <= this.clock.now().getTime()) return;
    await this.repository.lockQueues(eventTypeIds);
    const [from, to] = [new Date(around.start), new Date(Math.min(around.end, LAST_MOMENT))];
    const slots = this.slotsIn(freed);
    for (let place = after; ;) {
      const entries: WaitlistEntry[] = await this.repository.waiting(eventTypeIds, from, to, place);
      for (const entry of entries) {
        if (place && slots.looks >= MOST_LOOKS) return this.goOnLater(eventTypeIds, freed, place);
        await this.serveOrSkip(entry, slots, freed);
        place = entry;
      }
      if (entries.length < WAITING_BATCH) return;
    }
  }

  private async goOnLater(eventTypeIds: readonly string[], { start, end }: Interval, place: Place): Promise<void> {
    await this.outbox.append(SEARCH_ON, {
      eventTypeIds,
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
      after: { id: place.id, createdAt: place.createdAt.toISOString() },
    });
  }

  private slotsIn(freed: Interval): FreeSlots {
    return new FreeSlots(this.eventTypes, this.slots, freed);
  }

  /** A failing entry does not block those behind it: a job of its own serves it again. */
  private async serveOrSkip(entry: WaitlistEntry, slots: FreeSlots, freed: Interval): Promise<void> {
    if (slots.isKnownToHaveNone(entry, this.clock.now())) return;
    const failed = await this.rows.forEach(
      'waitlist.serve',
      [entry],
      ({ id }) => id,
      () => this.serveUnlessFailed(entry, slots),
    );
    if (failed.length === 0) return;
    slots.forgetAll();
    const [start, end] = [new Date(freed.start).toISOString(), new Date(freed.end).toISOString()];
    const { id: entryId, eventTypeId, createdAt } = entry;
    await this.outbox.append(SERVE_ENTRY, { entryId, eventTypeId, createdAt: createdAt.toISOString(), start, end });
  }

  /**
   * A cached failure is not reported again by further entries. They are served after the first of them succeeds
   * (`serveAlone`).
   */
  private async serveUnlessFailed(entry: WaitlistEntry, slots: FreeSlots): Promise<void> {
    try {
      await this.serve(entry, slots);
    } catch (error) {
      if (!(error instanceof KnownFailure)) throw error;
    }
  }

  private async serve(entry: WaitlistEntry, slots: FreeSlots): Promise<void> {
    const type = await slots.typeOf(entry);
    const obstacle = obstacleOf(type, entry);
    if (obstacle) return this.endings.passOver(entry, obstacle);
    // No offer to a guest whose e-mail would be held.
    if (!type || (await this.offering.isHeldBack(type, entry))) return;
    const now = this.clock.now();
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const slot = await slots.first(entry, type, now);
      if (!slot || !(await this.eventTypes.isVisible(type, entry.userId))) return;
      if (!this.offering.isAnswered(type, entry)) return this.endings.passOver(entry, 'answers_not_valid');
      const isDone = await this.tryToKeep(entry, type, slot);
      slots.forget();
      if (isDone) return;
    }
  }

  /** @returns false when the slot is taken concurrently */
  private async tryToKeep(entry: WaitlistEntry, type: EventTypeRecord, slot: Interval): Promise<boolean> {
    try {
      await this.transactions.attempt(() => this.keep(entry, type, slot));
      return true;
    } catch (error) {
      if (error instanceof CodedError) return false;
      throw error;
    }
  }

  private async keep(candidate: WaitlistEntry, type: EventTypeRecord, slot: Interval): Promise<void> {
    const entry = await this.repository.lock(candidate.id);
    if (entry?.status !== 'waiting' || (await this.offering.isOfferedElsewhere(entry, slot))) return;
    await this.offering.offer(entry, type, slot);
  }
}
