import { DAY } from '../../../kernel/clock.js';
import { type Interval, intersect } from '../../../kernel/intervals.js';
import { type EventTypeRecord, type EventTypesApi } from '../event-types/event-types.api.js';
import { type SlotsApi } from '../slots/slots.api.js';
import type { WaitlistEntry } from './entities/waitlist-entry.entity.js';
import { startsWithin } from './waitlist.rules.js';

/** Buffers and durations are a day at most, so freed time opens slots within two days of it. */
const REACH = 2 * DAY;
/** A limit that is not reached any more opens slots in its whole day, week or month. */
export const REACH_OF_LIMITS = 30 * DAY;
/** Searches are cached by cells of this length; a range overlaps at most four of them. */
const CELL = 31 * DAY;

/** A cached failure, which was reported the first time. */
export class KnownFailure extends Error {}

/**
 * Finds slots for entries, around the freed time. Entries of one type, duration and number of seats share a cached
 * result; an empty one stays valid, because offers only take slots.
 */
export class FreeSlots {
  private readonly types = new Map<string, EventTypeRecord | null>();
  private readonly offered = new Map<string, readonly Interval[]>();
  private readonly failed = new Set<string>();
  private lookCount = 0;

  constructor(
    private readonly eventTypes: EventTypesApi,
    private readonly slots: SlotsApi,
    private readonly freed: Interval,
  ) {}

  /** Number of searches so far. */
  get looks(): number {
    return this.lookCount;
  }

  /** The type with a shared row lock, cached. @returns null when it is archived */
  async typeOf({ eventTypeId: id }: WaitlistEntry): Promise<EventTypeRecord | null> {
    const known = this.types.get(id);
    if (known !== undefined) return known;
    const type = await this.once(id, () => this.eventTypes.lock(id));
    this.types.set(id, type);
    return type;
  }

  /** @returns the first slot for the entry; null when there is none */
  async first(entry: WaitlistEntry, type: EventTypeRecord, now: Date): Promise<Interval | null> {
    const wanted = this.wanted(entry, type, now);
    for (const cell of cellsOf(wanted)) {
      const slot = firstIn(wanted, await this.of(type, entry, cell));
      if (slot) return slot;
    }
    return null;
  }

  /** Whether cached results show that there is no slot for the entry. */
  isKnownToHaveNone(entry: WaitlistEntry, now: Date): boolean {
    const type = this.types.get(entry.eventTypeId);
    if (!type) return false;
    const wanted = this.wanted(entry, type, now);
    const answers = cellsOf(wanted).map((cell) => this.offered.get(keyOf(type, entry, cell)));
    return answers.length > 0 && answers.every((slots) => slots !== undefined && !firstIn(wanted, slots));
  }

  /** Clears the caches after a rollback, which has released the locks on types. */
  forgetAll(): void {
    this.types.clear();
    this.offered.clear();
  }

  /** Invalidates cached results after a slot was taken. */
  forget(): void {
    for (const [key, slots] of this.offered) if (slots.length > 0) this.offered.delete(key);
  }

  /** Where slots may start; null when the range of the entry is out of reach of the freed time. */
  private wanted(entry: WaitlistEntry, type: EventTypeRecord, now: Date): Interval | null {
    const range = { start: entry.rangeStart.getTime(), end: entry.rangeEnd.getTime() };
    const [wanted] = intersect([startsWithin(range, entry.durationMinutes, now)], [this.reachFor(type)]);
    return wanted ?? null;
  }

  private reachFor({ limits }: EventTypeRecord): Interval {
    return reachOf(this.freed, Object.keys(limits).length > 0 ? REACH_OF_LIMITS : REACH);
  }

  private async of(type: EventTypeRecord, entry: WaitlistEntry, cell: number): Promise<readonly Interval[]> {
    const { durationMinutes, seats } = entry;
    const key = keyOf(type, entry, cell);
    const known = this.offered.get(key);
    if (known) return known;
    const [window] = intersect([{ start: cell * CELL, end: (cell + 1) * CELL }], [this.reachFor(type)]);
    this.lookCount += 1;
    const slots = window
      ? await this.once(key, () => this.slots.offered({ type, durationMinutes, seats, window }))
      : [];
    this.offered.set(key, slots);
    return slots;
  }

  private async once<T>(key: string, look: () => Promise<T>): Promise<T> {
    if (this.failed.has(key)) throw new KnownFailure();
    try {
      return await look();
    } catch (error) {
      this.failed.add(key);
      throw error;
    }
  }
}

function keyOf({ id }: EventTypeRecord, { durationMinutes, seats }: WaitlistEntry, cell: number): string {
  return JSON.stringify([id, durationMinutes, seats, cell]);
}

function cellsOf(wanted: Interval | null): number[] {
  if (!wanted) return [];
  const first = Math.floor(wanted.start / CELL);
  return Array.from({ length: Math.ceil(wanted.end / CELL) - first }, (_cell, index) => first + index);
}

function firstIn(wanted: Interval | null, slots: readonly Interval[]): Interval | undefined {
  return wanted ? slots.find(({ start }) => start >= wanted.start && start < wanted.end) : undefined;
}

export function reachOf({ start, end }: Interval, reach: number): Interval {
  return { start: start - reach, end: end + reach };
}
