import type { Interval } from '../../../../kernel/intervals.js';
import type { BookableCalendar } from '../../availability/availability.api.js';
import type { EventTypeRecord, LimitPeriod } from '../../event-types/event-types.api.js';

/** What of an event type decides about its slots. */
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

/** A shared slot in which somebody has a seat. */
export interface SeatingRecord extends Interval {
  readonly id: string;
  /** Everybody who gives it; the first is the one by whom it is found. */
  readonly hostIds: readonly string[];
  readonly capacity: number;
  readonly taken: number;
  /** The local date that it counts for. */
  readonly countedOn: string;
}

/** How much of this type a host has in a period. A shared slot counts once, whoever sits in it. */
export interface HostCount {
  readonly hostId: string;
  readonly period: LimitPeriod;
  /** First local date of the period, such as `2027-01-31`; weeks begin on Monday. */
  readonly startsOn: string;
  readonly bookings: number;
  readonly minutes: number;
}

/** A booking that is to be moved, a hold that is to be booked, or one that has expired: what it took counts as free. */
export interface Released extends Interval {
  /** Of the booking or hold. */
  readonly id: string;
  /** Where it has seats; then the time and the counts are those of the seating. */
  readonly seatingId: string | null;
  readonly seats: number;
  /** Whose limits it counts for. */
  readonly hostIds: readonly string[];
  /** The local date that it counts for. */
  readonly countedOn: string;
}

/** Everything that decides which starts are free: no clock, no database, no other source. */
export interface SlotCase {
  readonly type: SlotType;
  readonly durationMinutes: number;
  /** When slots may start; the calendars reach as far as these slots and their buffers do. */
  readonly window: Interval;
  readonly now: number;
  /** How many seats are wanted together. */
  readonly seats: number;
  /** Only these of the hosts; null: all. Collective types always need all of theirs. */
  readonly hostIds: readonly string[] | null;
  /** Who gives none of it, neither as a host nor in place of one: nobody hosts what they take part in. */
  readonly exceptHostIds: readonly string[];
  /** Of the hosts, of those who stand in for them, and of the required bookables; without what is released. */
  readonly calendars: ReadonlyMap<string, BookableCalendar>;
  /** Those of this type that meet the window. */
  readonly seatings: readonly SeatingRecord[];
  /** Those of this type for the periods of the window. */
  readonly counts: readonly HostCount[];
  readonly released: readonly Released[];
}
