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

/** What somebody wants to book of an event type. */
export interface PlacementRequest {
  /** Locked by the caller, so that it stays as it is until the transaction ends. */
  readonly type: EventTypeRecord;
  readonly start: Date;
  readonly end: Date;
  readonly seats: number;
  /** One of the hosts among whom the type chooses; null for any. */
  readonly hostId: string | null;
  /** Give none of it, neither as hosts nor in place of one: whoever gives the booking away, and who takes part in it. */
  readonly exceptHostIds?: readonly string[];
  /** Chosen when nobody else is free: who may take part, for all that the booker knows. */
  readonly lastHostIds?: readonly string[];
  /** Asked first, as the host of a booking that moves is. */
  readonly preferredHostId?: string;
  /** What the booking had before it moves; it counts as free. */
  readonly leaving?: { readonly bookingId: string; readonly placement: Placement };
}

/** What a booking or hold took; kept with it, so that it can be given back. */
export interface Placement {
  readonly eventTypeId: string;
  /** The first is the organizer. */
  readonly hostIds: readonly string[];
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly seats: number;
  /** The shared slot that has the claims; null when they are of the booking or hold itself. */
  readonly seatingId: string | null;
  /** Local day (`2027-01-31`) in the zone of the event type that it counts for in the limits. */
  readonly countedOn: string;
}

/** A slot that a booking has just got. */
export interface Placed extends Placement {
  /**
   * The rooms and devices whose time it has, each once: those that the type needs, or those of the shared slot that was
   * joined, which keeps what it was opened with.
   */
  readonly bookableIds: readonly string[];
}

/** Something that counts for another local day than before. */
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

/** Which slots are looked for. */
export interface SlotSearch {
  readonly type: EventTypeRecord;
  readonly durationMinutes: number;
  /** Wanted together. */
  readonly seats: number;
  /** When slots may start, in milliseconds since the epoch; at most 62 days. What has passed is not offered. */
  readonly window: Interval;
  /** Only of these of the hosts; null: of all. */
  readonly hostIds?: readonly string[] | null;
  /** Who may not give it, because they take part in it. */
  readonly exceptHostIds?: readonly string[];
  /** The booking that is to be moved: what it takes counts as free. */
  readonly released?: readonly Released[];
}

/** For whom a slot is kept, and how long. */
export interface Keeping {
  /** Null for guests. */
  readonly userId: string | null;
  readonly expiresAt: Date;
}

/** The slots feature, as other features see it. What writes runs in the transaction of the caller. */
export abstract class SlotsApi {
  /**
   * Takes a slot for a booking: hosts with their buffers, each required bookable, seats, room in the limits.
   * Decided by the same evaluation that offers slots, and then by the database.
   * @throws CodedError slot_taken, outside_availability, limit_reached, in_the_past, not_a_host
   */
  abstract place(bookingId: string, request: PlacementRequest): Promise<Placed>;

  /**
   * Gives a hold's slot to a booking.
   * Where its host is among `exceptHostIds`, who or what it has is absent by now, or the type needs other rooms and
   * devices than it has, it is placed anew: somebody else gives the slot, if anybody is free.
   * @throws CodedError hold_expired, hold_mismatch, and what `place` throws
   */
  abstract placeHeld(bookingId: string, request: PlacementRequest, use: HoldUse): Promise<Placed>;

  /**
   * Takes the bookables for a booking of no event type: people first and resources after them by their ids, as event
   * types do, so that two takers meet in one order.
   * @param bookableIds locked by `AvailabilityApi.lock` before anything was taken
   * @returns false when one of them has no room; roll back then
   */
  abstract takeBookables(
    bookingId: string,
    organizationId: string | null,
    bookableIds: readonly string[],
    period: { readonly start: Date; readonly end: Date },
  ): Promise<boolean>;

  /** What is offered now, in the order of time, however much work that is: for jobs. */
  abstract offered(search: SlotSearch): Promise<Interval[]>;

  /**
   * The same for somebody who waits for the answer while others wait for theirs.
   * @throws CodedError range_too_long when that is too much work
   */
  abstract list(search: SlotSearch): Promise<OfferedSlot[]>;

  /** Whether a start is free, and why not. */
  abstract explain(search: Omit<SlotSearch, 'window'>, start: number): Promise<Verdict>;

  /**
   * Keeps a slot for `placeHeld`; it lapses by itself.
   * @returns the id of the hold
   * @throws CodedError slot_taken, outside_availability, limit_reached, in_the_past, duration_not_offered
   */
  abstract hold(keeping: Keeping, request: PlacementRequest): Promise<string>;

  /** Ends a hold, whether it has expired or not; nothing happens when it is gone. */
  abstract releaseHold(holdId: string): Promise<void>;

  /**
   * Counts what is booked and held of a type by the dates of the zone that it has now.
   * @param bookings gives the bookings of the type their days, once holds cannot become bookings any more
   */
  abstract recountDays(
    type: Pick<EventTypeRecord, 'id' | 'timeZone'>,
    bookings: () => Promise<readonly RecountedDay[]>,
  ): Promise<void>;

  /** Gives everything back. */
  abstract release(bookingId: string, placement: Placement): Promise<void>;
}
