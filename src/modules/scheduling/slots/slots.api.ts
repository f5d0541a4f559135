export {
  HOLD_EXPIRED,
  HOLD_MISMATCH,
  IN_THE_PAST,
  LIMIT_REACHED,
  NOT_A_HOST,
  OUTSIDE_AVAILABILITY,
} from './place/placement.errors.js';
export { SLOT_TAKEN } from '../claims/claims.api.js';
export { type Reason, REASON_CODES, type ReasonCode } from './engine/reasons.js';
export type { OfferedSlot, Verdict } from './engine/evaluate.js';
export type { Released } from './engine/slot-case.js';
export { ALTERNATIVES, around, nearestFreeTimes, toAlternative } from './place/alternatives.js';
export { LONGEST_RANGE_DAYS } from './offer/work-bound.js';
export { DURATION_NOT_OFFERED, RANGE_TOO_LONG } from './slots.errors.js';
export { unknownEventType } from './offer/slot-input.js';
export { slotCharges, slotOf } from './slot-charges.js';
import type { Interval } from '../../../kernel/intervals.js';
import type { EventTypeRecord } from '../event-types/event-types.api.js';
import type { OfferedSlot, Verdict } from './engine/evaluate.js';
import type { Released } from './engine/slot-case.js';

/** A wanted slot of an event type. */
export interface PlacementRequest {
  /** Locked by the caller, so that it does not change until the transaction ends. */
  readonly type: EventTypeRecord;
  readonly start: Date;
  readonly end: Date;
  readonly seats: number;
  /** The wanted host; null for any. */
  readonly hostId: string | null;
  /** Excluded as hosts and stand-ins: who hands the booking over, and attendees. */
  readonly exceptHostIds?: readonly string[];
  /** Chosen when nobody else is free: possible attendees. */
  readonly lastHostIds?: readonly string[];
  /** Preferred host, such as the current one of a booking that moves. */
  readonly preferredHostId?: string;
  /** For a booking that moves: its current placement, which counts as free. */
  readonly leaving?: { readonly bookingId: string; readonly placement: Placement };
  /**
   * Where only one host is possible, whether the slot was theirs to claim may be known with the end of the transaction
   * (`Transactions.unawaited`), which fails with slot_taken then.
   */
  readonly isUnawaited?: boolean;
}

/** What a booking or hold took; stored with it, for the release. */
export interface Placement {
  readonly eventTypeId: string;
  /** The first is the organizer. */
  readonly hostIds: readonly string[];
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly seats: number;
  /** The shared slot that owns the claims; null when the booking or hold itself does. */
  readonly seatingId: string | null;
  /** Local date (`2027-01-31`) in the zone of the event type, for the limits. */
  readonly countedOn: string;
}

/** The placement of a booking that was just placed. */
export interface Placed extends Placement {
  /**
   * Distinct resources that it has claims on: the required ones of the type, or those of the shared slot that was
   * joined, which keeps the ones that it was opened with.
   */
  readonly bookableIds: readonly string[];
}

/** A count that moves to another local date. */
export interface RecountedDay {
  readonly hostIds: readonly string[];
  readonly minutes: number;
  readonly from: string;
  readonly to: string;
}

export interface HoldUse {
  readonly holdId: string;
  /** Null for guests. */
  readonly userId: string | null;
}

/** A search for slots. */
export interface SlotSearch {
  readonly type: EventTypeRecord;
  readonly durationMinutes: number;
  /** Seats wanted in one slot. */
  readonly seats: number;
  /** Where slots may start, in milliseconds since the epoch; at most 62 days. Past slots are not offered. */
  readonly window: Interval;
  /** Only these of the hosts; null: all. */
  readonly hostIds?: readonly string[] | null;
  /** Excluded as hosts, because they attend it. */
  readonly exceptHostIds?: readonly string[];
  /** The booking to be moved, which counts as free. */
  readonly released?: readonly Released[];
}

/** Owner and expiry of a hold. */
export interface Keeping {
  /** Null for guests. */
  readonly userId: string | null;
  readonly expiresAt: Date;
}

/** The slots feature, as other features see it. Writes run in the transaction of the caller. */
export abstract class SlotsApi {
  /**
   * Places a booking: claims hosts with their buffers and required bookables, takes seats, counts against limits.
   * Decided by the same evaluation that offers slots, and then by the database.
   * @throws CodedError slot_taken, outside_availability, limit_reached, in_the_past, not_a_host
   */
  abstract place(bookingId: string, request: PlacementRequest): Promise<Placed>;

  /**
   * Places a booking by its hold.
   * When the hold's host is among `exceptHostIds`, one of its bookables is absent by now, or the type requires other
   * resources, it is placed anew, with another host if one is free.
   * @throws CodedError hold_expired, hold_mismatch, and what `place` throws
   */
  abstract placeHeld(bookingId: string, request: PlacementRequest, use: HoldUse): Promise<Placed>;

  /**
   * Claims bookables for a booking without an event type: people first, then resources, by id, as for event types,
   * against deadlocks.
   * @param bookableIds locked by `AvailabilityApi.lock` before anything was claimed
   * @returns false when one of them has no capacity left; roll back then
   */
  abstract takeBookables(
    bookingId: string,
    organizationId: string | null,
    bookableIds: readonly string[],
    period: { readonly start: Date; readonly end: Date },
  ): Promise<boolean>;

  /** Offered slots, ascending, with unbounded work: for jobs. */
  abstract offered(search: SlotSearch): Promise<Interval[]>;

  /**
   * Offered slots for requests, with bounded work.
   * @throws CodedError range_too_long when it is too much work
   */
  abstract list(search: SlotSearch): Promise<OfferedSlot[]>;

  /** Whether a start is free, and why not. */
  abstract explain(search: Omit<SlotSearch, 'window'>, start: number): Promise<Verdict>;

  /**
   * Holds a slot that is offered to somebody, for `placeHeld`; the hold expires by itself.
   * @returns the id of the hold
   * @throws CodedError slot_taken, outside_availability, limit_reached, in_the_past, duration_not_offered
   */
  abstract hold(keeping: Keeping, request: PlacementRequest): Promise<string>;

  /** Releases a hold, expired or not; a no-op when it does not exist. */
  abstract releaseHold(holdId: string): Promise<void>;

  /**
   * Recounts bookings and holds of a type by dates in its new time zone.
   * @param bookings recounts the bookings, called once holds are locked and cannot become bookings
   */
  abstract recountDays(
    type: Pick<EventTypeRecord, 'id' | 'timeZone'>,
    bookings: () => Promise<readonly RecountedDay[]>,
  ): Promise<void>;

  /** Releases claims, seats and counters of a booking. */
  abstract release(bookingId: string, placement: Placement): Promise<void>;
}
