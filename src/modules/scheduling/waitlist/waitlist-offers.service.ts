import { Injectable } from '@nestjs/common';
import { DatabaseClock } from '../../../infra/database/database-clock.js';
import { IsolatedRows } from '../../../infra/database/isolated-rows.js';
import { Transactions } from '../../../infra/database/transactions.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { Clock, LAST_MOMENT } from '../../../kernel/clock.js';
import { CodedError } from '../../../kernel/coded-error.js';
import type { Interval } from '../../../kernel/intervals.js';
import { type EventTypeRecord, EventTypesApi } from '../event-types/event-types.api.js';
import { MailApi } from '../../messages/mail/mail.api.js';
import { SlotsApi } from '../slots/slots.api.js';
import type { WaitlistEntry } from './entities/waitlist-entry.entity.js';
import { FreeSlots, KnownFailure, REACH_OF_LIMITS, reachOf } from './free-slots.js';
import { WaitlistEndings } from './waitlist-endings.js';
import {
  LAPSE_OFFER,
  SEARCH_ON,
  type SearchOn,
  SERVE_ENTRY,
  type ServeEntry,
  WAITLIST_OFFERED,
} from './waitlist.events.js';
import { type Place, WAITING_BATCH, WaitlistRepository } from './waitlist.repository.js';
import { offerExpiry, type Obstacle } from './waitlist.rules.js';

/** How often calendars are read in one transaction; the rest of the queue is asked in the next. */
const MOST_LOOKS = 60;
/** How often an entry looks again when somebody books its slot at this moment. */
const ATTEMPTS = 3;

/** What shares the time that was freed. */
export interface FreedParties {
  /** Null for ad-hoc bookings. */
  readonly eventTypeId: string | null;
  /** Whose time it is, besides the hosts of the type. */
  readonly hostIds: readonly string[];
  /** What was needed, besides what the type needs. */
  readonly bookableIds: readonly string[];
}

/** Milliseconds since the epoch; null: without end. */
export interface FreedTime {
  readonly start: number | null;
  readonly end: number | null;
}

/** Offers what has become free to those who wait, one after the other. Runs in the transaction of the caller. */
@Injectable()
export class WaitlistOffersService {
  constructor(
    private readonly repository: WaitlistRepository,
    private readonly eventTypes: EventTypesApi,
    private readonly slots: SlotsApi,
    private readonly endings: WaitlistEndings,
    private readonly mail: MailApi,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
    private readonly rows: IsolatedRows,
    private readonly clock: Clock,
    private readonly databaseClock: DatabaseClock,
  ) {}

  /** Hosts, rooms and devices are shared, so those who wait for other types of theirs stand in the same queue. */
  async offerTimeOf(parties: FreedParties, time: FreedTime): Promise<void> {
    await this.offerIn(await this.related(parties), time);
  }

  /** To those who wait for these types. */
  async offerIn(eventTypeIds: readonly string[], { start, end }: FreedTime): Promise<void> {
    const freed = { start: start ?? this.clock.now().getTime(), end: end ?? LAST_MOMENT };
    await this.search(eventTypeIds, freed, null);
  }

  /** Goes on where a search had asked enough for one transaction. */
  async searchOn({ eventTypeIds, start, end, after }: SearchOn): Promise<void> {
    const place = { id: after.id, createdAt: new Date(after.createdAt) };
    await this.search(eventTypeIds, { start: Date.parse(start), end: Date.parse(end) }, place);
  }

  /**
   * Fails where `search` goes on, so that it is tried again and, when nothing helps, listed as failed. Once it can be
   * served, those behind it are asked again: what was wrong may have been in their way, too.
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

  /** The queues are locked before anybody looks into them: who joins at this moment has seen what is free, or is seen. */
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

  /** One that cannot be served, whatever is wrong with it, holds up nobody behind it: it is asked again by itself. */
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
   * What failed for one of several entries is not reported once more by each of the others. They are asked when the first
   * of them could be served (`serveAlone`).
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
    // An offer that its guest cannot be told of would only keep the time from others.
    if (!type || (entry.userId === null && (await this.mail.isHeld(type.ownerId)))) return;
    const now = this.clock.now();
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const slot = await slots.first(entry, type, now);
      if (!slot || !(await this.eventTypes.isVisible(type, entry.userId))) return;
      if (!this.isAnswered(type, entry)) return this.endings.passOver(entry, 'answers_not_valid');
      const isDone = await this.tryToKeep(entry, type, slot);
      slots.forget();
      if (isDone) return;
    }
  }

  /** @returns false when somebody else takes the slot at this moment */
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
    if (entry?.status !== 'waiting') return;
    const { id, eventTypeId, userId, seats } = entry;
    // Guests may stand in the queue as often as they like, which tells nobody that they do; nobody needs the
    // same time twice, and a wish for another time is theirs, whoever else waits in the name of their address.
    if (userId === null && (await this.repository.hasOfferElsewhere(entry, slot))) return;
    const [start, end] = [new Date(slot.start), new Date(slot.end)];
    const expiresAt = offerExpiry(await this.databaseClock.now(), start);
    const holdId = await this.slots.hold({ userId, expiresAt }, { type, start, end, seats, hostId: null });
    await this.repository.change(id, {
      status: 'offered',
      offerStart: start,
      offerEnd: end,
      offerExpiresAt: expiresAt,
      holdId,
    });
    await this.outbox.append(WAITLIST_OFFERED, {
      entryId: id,
      eventTypeId,
      userId,
      start: start.toISOString(),
      end: end.toISOString(),
      expiresAt: expiresAt.toISOString(),
    });
    await this.outbox.append(LAPSE_OFFER, { entryId: id }, { availableAt: expiresAt });
  }

  /** Questions may have changed since the person joined. */
  private isAnswered(type: EventTypeRecord, { answers }: WaitlistEntry): boolean {
    try {
      this.eventTypes.checkAnswers(type, answers, '/answers');
      return true;
    } catch (error) {
      if (error instanceof CodedError) return false;
      throw error;
    }
  }
}

/** What the entry asks of the type and is not to be had any more, whatever becomes free. */
function obstacleOf(type: EventTypeRecord | null, { durationMinutes, seats }: WaitlistEntry): Obstacle | null {
  if (!type) return 'event_type_archived';
  if (!type.durations.includes(durationMinutes)) return 'duration_not_offered';
  return seats > type.seats ? 'seats_not_offered' : null;
}
