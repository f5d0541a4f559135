import { MINUTE } from '../../../../kernel/clock.js';
import type { CalendarClaim } from '../../availability/availability.api.js';
import type { HostCount, Released, SeatingRecord, SlotCase } from './slot-case.js';
import { periodStart } from './periods.js';

/** Seatings, claims and counts without what is released. */
export class Occupancy {
  /** Seatings with a seat still taken. */
  readonly seatings: readonly SeatingRecord[];
  private readonly emptied: ReadonlySet<string>;
  private readonly givenBack: readonly Pick<Released, 'start' | 'end' | 'hostIds' | 'countedOn'>[];

  private readonly countsByHost = new Map<string, HostCount[]>();

  constructor(given: Pick<SlotCase, 'seatings' | 'counts' | 'released'>) {
    const seatings = given.seatings.map((seating) => ({
      ...seating,
      taken: seating.taken - seatsReleased(given, seating),
    }));
    const emptied = seatings.filter(({ taken }) => taken <= 0);
    this.seatings = seatings.filter(({ taken }) => taken > 0);
    this.emptied = new Set(emptied.map(({ id }) => id));
    this.givenBack = [...given.released.filter(({ seatingId }) => seatingId === null), ...emptied];
    for (const count of given.counts) {
      const counts = this.countsByHost.get(count.hostId);
      if (counts) counts.push(this.reduced(count));
      else this.countsByHost.set(count.hostId, [this.reduced(count)]);
    }
  }

  /** Whether the claim still counts. */
  holds({ seatingId }: CalendarClaim): boolean {
    return seatingId === null || !this.emptied.has(seatingId);
  }

  counts(hostId: string): readonly HostCount[] {
    return this.countsByHost.get(hostId) ?? [];
  }

  private reduced(count: HostCount): HostCount {
    const fewer = this.givenBack.filter(
      ({ hostIds, countedOn }) =>
        hostIds.includes(count.hostId) && periodStart(count.period, countedOn) === count.startsOn,
    );
    const minutes = fewer.reduce((sum, { start, end }) => sum + (end - start) / MINUTE, 0);
    return { ...count, bookings: count.bookings - fewer.length, minutes: count.minutes - minutes };
  }
}

function seatsReleased({ released }: Pick<SlotCase, 'released'>, { id }: SeatingRecord): number {
  return released.reduce((sum, { seatingId, seats }) => (seatingId === id ? sum + seats : sum), 0);
}
