import { Injectable } from '@nestjs/common';
import { Outbox } from '../../infra/outbox/outbox.js';
import { Clock, DAY } from '../../kernel/clock.js';
import type { Interval } from '../../kernel/intervals.js';
import { type EventTypeRecord, EventTypesApi } from '../event-types/event-types.api.js';
import { SlotsApi } from '../slots/slots.api.js';
import type { WaitlistEntry } from './entities/waitlist-entry.entity.js';
import { LAPSE_OFFER, WAITLIST_OFFER_EXPIRED, WAITLIST_OFFERED } from './waitlist.events.js';
import { type Place, WaitlistRepository } from './waitlist.repository.js';
import { offerExpiry, startsWithin } from './waitlist.rules.js';

/** Buffers and durations are a day at most, so what is freed opens slots within two days of it. */
const REACH = 2 * DAY;
/** Room in a limit is free in all of its day, week or month. */
const REACH_OF_LIMITS = 30 * DAY;

export interface Freed extends Interval {
  /** Null for ad-hoc bookings. */
  readonly eventTypeId: string | null;
  /** Whose time it is, besides the hosts of the type. */
  readonly hostIds: readonly string[];
}

/** Offers what has become free to those who wait, one after the other. Runs in the transaction of the caller. */
@Injectable()
export class WaitlistOffersService {
  constructor(
    private readonly repository: WaitlistRepository,
    private readonly eventTypes: EventTypesApi,
    private readonly slots: SlotsApi,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Hosts, rooms and devices are shared, so those who wait for other types of theirs stand in the same queue.
   * @throws CodedError slot_taken and what else `SlotsApi.hold` throws, when somebody books the slot at this moment: try
   * again
   */
  async offer(freed: Freed): Promise<void> {
    const now = this.clock.now();
    const around = reachOf(freed, REACH_OF_LIMITS);
    if (around.to <= now) return;
    const related = await this.related(freed);
    const awaited = await this.repository.awaited(related, around.from, around.to);
    if (awaited.length === 0) return;
    await this.repository.lockQueues(awaited);
    const search = new FreeSlots(this.eventTypes, this.slots, freed);
    let after: Place | null = null;
    for (;;) {
      const entries: WaitlistEntry[] = await this.repository.waiting(awaited, around.from, around.to, after);
      for (const entry of entries) await this.offerTo(entry, search);
      const last = entries.at(-1);
      if (!last) return;
      after = last;
    }
  }

  /** Ends an offer that nobody accepted in time. */
  async lapse(entryId: string): Promise<void> {
    const entry = await this.repository.lock(entryId);
    if (entry?.status !== 'offered' || !entry.offerStart || !entry.offerEnd || !entry.offerExpiresAt) return;
    if (entry.offerExpiresAt > this.clock.now()) return;
    await this.repository.change(entryId, { status: 'expired', holdId: null });
    if (entry.holdId !== null) await this.slots.releaseHold(entry.holdId);
    const { eventTypeId, userId } = entry;
    const [start, end] = [entry.offerStart.toISOString(), entry.offerEnd.toISOString()];
    await this.outbox.append(WAITLIST_OFFER_EXPIRED, { entryId, eventTypeId, userId, start, end });
  }

  private async related({ eventTypeId, hostIds }: Freed): Promise<string[]> {
    const type = eventTypeId === null ? null : await this.eventTypes.find(eventTypeId);
    const people = new Set([...hostIds, ...(type?.hosts ?? []).map(({ userId }) => userId)]);
    return this.eventTypes.idsNeeding([...people], type?.requiredBookableIds ?? []);
  }

  private async offerTo(candidate: WaitlistEntry, search: FreeSlots): Promise<void> {
    const now = this.clock.now();
    const found = await search.first(candidate, now);
    if (!found) return;
    const entry = await this.repository.lock(candidate.id);
    if (entry?.status !== 'waiting') return;
    const { id, eventTypeId, userId, seats } = entry;
    const [start, end] = [new Date(found.slot.start), new Date(found.slot.end)];
    const expiresAt = offerExpiry(now, start);
    const holdId = await this.slots.hold({ userId, expiresAt }, { type: found.type, start, end, seats, hostId: null });
    search.forget();
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
}

/**
 * Finds slots for entries. Entries of one type, duration and number of seats share an answer; where there is nothing
 * there will be nothing later, because offering only takes.
 */
class FreeSlots {
  private readonly types = new Map<string, EventTypeRecord | null>();
  private readonly offered = new Map<string, readonly Interval[]>();

  constructor(
    private readonly eventTypes: EventTypesApi,
    private readonly slots: SlotsApi,
    private readonly freed: Freed,
  ) {}

  async first(entry: WaitlistEntry, now: Date): Promise<{ type: EventTypeRecord; slot: Interval } | null> {
    const type = await this.typeOf(entry.eventTypeId);
    if (!type?.durations.includes(entry.durationMinutes) || entry.seats > type.seats) return null;
    const range = { start: entry.rangeStart.getTime(), end: entry.rangeEnd.getTime() };
    const within = startsWithin(range, entry.durationMinutes, now);
    const slots = await this.of(type, entry);
    const slot = slots.find(({ start }) => start >= within.start && start < within.end);
    if (!slot || !(await this.eventTypes.isVisible(type, entry.userId))) return null;
    return { type, slot };
  }

  /** Something was taken. */
  forget(): void {
    for (const [key, slots] of this.offered) if (slots.length > 0) this.offered.delete(key);
  }

  private async typeOf(id: string): Promise<EventTypeRecord | null> {
    const known = this.types.get(id);
    if (known !== undefined) return known;
    const type = await this.eventTypes.lock(id);
    this.types.set(id, type);
    return type;
  }

  private async of(type: EventTypeRecord, { durationMinutes, seats }: WaitlistEntry): Promise<readonly Interval[]> {
    const key = JSON.stringify([type.id, durationMinutes, seats]);
    const known = this.offered.get(key);
    if (known) return known;
    const reach = Object.keys(type.limits).length > 0 ? REACH_OF_LIMITS : REACH;
    const { from, to } = reachOf(this.freed, reach);
    const window = { start: from.getTime(), end: to.getTime() };
    const slots = await this.slots.offered({ type, durationMinutes, seats, window });
    this.offered.set(key, slots);
    return slots;
  }
}

function reachOf({ start, end }: Interval, reach: number): { from: Date; to: Date } {
  return { from: new Date(start - reach), to: new Date(end + reach) };
}
