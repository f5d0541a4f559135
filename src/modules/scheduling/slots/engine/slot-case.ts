import type { Interval } from '../../../../kernel/intervals.js';
import type { BookableCalendar } from '../../availability/availability.api.js';
import type { EventTypeRecord, LimitPeriod } from '../../event-types/event-types.api.js';

/** The settings of an event type that decide about its slots. */
export type SlotType = Pick<
  EventTypeRecord,
  | 'timeZone'
  | 'isActive'
  | 'slotIntervalMinutes'
  | 'bufferBeforeMinutes'
  | 'bufferAfterMinutes'
  | 'minimumNoticeMinutes'
  | 'bookingWindow'
  | 'limits'
  | 'seats'
  | 'assignment'
  | 'requiredBookableIds'
> & { readonly hosts: readonly { readonly userId: string }[] };

/** A shared slot with at least one seat taken. */
export interface SeatingRecord extends Interval {
  readonly id: string;
  /** All hosts; the first is its key. */
  readonly hostIds: readonly string[];
  readonly capacity: number;
  readonly taken: number;
  /** Local date for the limits. */
  readonly countedOn: string;
}

/** Counter of a host's bookings of this type in a period. A shared slot counts once. */
export interface HostCount {
  readonly hostId: string;
  readonly period: LimitPeriod;
  /** First local date of the period, such as `2027-01-31`; weeks begin on Monday. */
  readonly startsOn: string;
  readonly bookings: number;
  readonly minutes: number;
}

/** A booking to be moved, a hold to be booked, or an expired hold: what it took counts as free. */
export interface Released extends Interval {
  /** Id of the booking or hold. */
  readonly id: string;
  /** Its shared slot; then time and counts are those of the seating. */
  readonly seatingId: string | null;
  readonly seats: number;
  /** Hosts whose limits it counts for. */
  readonly hostIds: readonly string[];
  /** Local date for the limits. */
  readonly countedOn: string;
}

/** Complete input of the evaluation, which is pure: no clock, no database. */
export interface SlotCase {
  readonly type: SlotType;
  readonly durationMinutes: number;
  /** Where slots may start; the calendars cover these slots and their buffers. */
  readonly window: Interval;
  readonly now: number;
  /** Seats wanted in one slot. */
  readonly seats: number;
  /** Only these of the hosts; null: all. Collective types always need all of theirs. */
  readonly hostIds: readonly string[] | null;
  /** Excluded as hosts and stand-ins: nobody hosts what they attend. */
  readonly exceptHostIds: readonly string[];
  /** Calendars of hosts, stand-ins and required bookables; without what is released. */
  readonly calendars: ReadonlyMap<string, BookableCalendar>;
  /** Shared slots of this type that overlap the window. */
  readonly seatings: readonly SeatingRecord[];
  /** Counters of this type for the periods of the window. */
  readonly counts: readonly HostCount[];
  readonly released: readonly Released[];
}
