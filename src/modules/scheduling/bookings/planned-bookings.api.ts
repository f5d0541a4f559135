import type { Interval } from '../../../kernel/intervals.js';

export { plannedBookings } from './planned/planned-statements.js';
export { ALREADY_CANCELLED } from './bookings.errors.js';

/** What the bookings that are planned together share. */
export interface BookingPlan {
  readonly actorId: string;
  readonly organizationId: string;
  readonly title: string;
  readonly location: string | null;
  /** IANA name. */
  readonly timeZone: string;
  /** Rooms and devices that each of them takes. */
  readonly bookableIds: readonly string[];
  /** The room for code that they have together. */
  readonly sessionId: string | null;
}

export interface PlannedTime {
  readonly bookingId: string;
  /** The organizer, whose time it takes. */
  readonly hostId: string;
  readonly start: Date;
  readonly end: Date;
}

/** Where, when and by whom a booking is held after a change. */
export interface PlannedMove {
  readonly hostId: string;
  readonly bookableIds: readonly string[];
  readonly start: Date;
  readonly end: Date;
}

/** A booking as whoever planned it reads it. */
export interface PlannedState extends PlannedMove {
  readonly bookingId: string;
  readonly title: string;
  readonly isLive: boolean;
}

/** When a booking takes place after a change by its host. */
export interface PlannedPeriod {
  readonly start: Date;
  readonly end: Date;
  /** IANA name. */
  readonly timeZone: string;
}

/** Port of features that plan bookings (dependency inversion): found among the providers by its base class. */
export abstract class BookingPlanner {
  /** Ids of its bookings that a person hosts: they and what they say stay the organization’s when the person goes. */
  abstract heldBy(userId: string): Promise<string[]>;

  /** Before a host changes one of its bookings; of others nothing is said. @throws CodedError validation_failed */
  abstract assertPeriod(bookingId: string, period: PlannedPeriod): Promise<void>;
}

/**
 * Bookings that another feature plans for an organization: without attendees, because the feature knows its people and
 * tells them. Everything runs in the transaction of the caller, who has decided who may do it.
 */
export abstract class PlannedBookingsApi {
  /**
   * Claims and books what is free, in the order of time.
   * @param times ascending
   * @returns ids of those that are booked; of the others nothing is written
   */
  abstract book(plan: BookingPlan, times: readonly PlannedTime[]): Promise<ReadonlySet<string>>;

  /** When each of them is taken within the window; what is counted (a capacity above 1) only where it is full. */
  abstract takenTimes(bookableIds: readonly string[], window: Interval): Promise<ReadonlyMap<string, Interval[]>>;

  /** Whether any of them is out of office at some moment of the time. */
  abstract isAnyAway(bookableIds: readonly string[], time: Interval): Promise<boolean>;

  /** Locks one of them. @throws CodedError not_found */
  abstract lock(bookingId: string): Promise<PlannedState>;

  /**
   * Moves a booking that is locked, live and not over: another time, host or room. Hosts are told as of any booking.
   * @throws CodedError slot_taken, in_the_past, validation_failed
   */
  abstract move(actorId: string | null, bookingId: string, to: PlannedMove): Promise<void>;

  /** Cancels those that are live, and frees what they took. @returns ids of those that were */
  abstract cancel(
    actorId: string | null,
    bookingIds: readonly string[],
    reason: string | null,
  ): Promise<ReadonlySet<string>>;
}
