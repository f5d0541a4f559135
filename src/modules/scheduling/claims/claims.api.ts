import type { Interval } from '../../../kernel/intervals.js';

export {
  bookablesOfSeating,
  claimCountOf,
  claimsMeeting,
  hasExpired,
  hasTimeOf,
  lasts,
  movingTime,
  releasingTime,
  takingTime,
  takingWithinCapacity,
} from './claim-statements.js';
export { SLOT_TAKEN } from './claims.errors.js';

/** The owner of claims. */
export interface Claimer {
  readonly kind: 'booking' | 'hold' | 'seating';
  readonly id: string;
}

/** The owner of new claims. */
export interface Claimant extends Claimer {
  /** Expiry, for holds only. */
  readonly expiresAt: Date | null;
}

export interface WantedTime {
  readonly bookableId: string;
  /** 0: the time itself; 1: the buffer before or after it. */
  readonly kind: 0 | 1;
  readonly start: Date;
  readonly end: Date;
}

/** Claimed time of a bookable. */
export interface ClaimedTime extends Interval {
  readonly bookableId: string;
  /** 0: booked time; 1: a buffer around it. */
  readonly kind: 0 | 1;
  /** Set for claims of a shared slot (seats). */
  readonly seatingId: string | null;
}

/** A claim of a booking, or of a slot that several bookings share. */
export interface BookedTime {
  readonly bookingId: string | null;
  readonly seatingId: string | null;
  readonly start: string;
  readonly end: string;
}

/**
 * Claimed time, as other features see it. The database decides who gets time, in the statement that claims it; callers
 * have to check the result for what could not be claimed or was gone. Everything here runs in the transaction of the
 * caller. Statements that write more than claims are composed of the fragments of `claim-statements.ts`.
 */
export abstract class ClaimsApi {
  /**
   * Claims time of people: all or none, in one statement and in one order, against deadlocks.
   * @returns false on a conflict with another claim; nothing is claimed then
   */
  abstract take(claimant: Claimant, organizationId: string | null, wanted: readonly WantedTime[]): Promise<boolean>;

  /**
   * `take` for who has nothing else to try: the statement fails, and the transaction with it, so that others can be sent
   * behind it before there is an answer.
   * @throws CodedError slot_taken
   */
  abstract takeOrFail(claimant: Claimant, organizationId: string | null, wanted: readonly WantedTime[]): Promise<void>;

  /**
   * Moves the booking's claims, all or none, in one statement: its former claims do not conflict with the new ones.
   * @returns false on a conflict with another claim; roll back then
   */
  abstract move(bookingId: string, start: Date, end: Date): Promise<boolean>;

  /**
   * Transfers the claims of a hold to the booking it was made for.
   * @returns how many; the others have expired, or were deleted by somebody who needed the time
   */
  abstract handOver(holdId: string, bookingId: string): Promise<number>;

  /** Extends the hold. @returns how many claims were extended */
  abstract prolong(holdId: string, expiresAt: Date): Promise<number>;

  abstract release(claimer: Claimer): Promise<void>;

  /** The distinct bookables that it has claims on, by id. */
  abstract bookablesOf(claimer: Claimer): Promise<string[]>;

  /**
   * Unexpired claims, unordered.
   * @param without bookings and holds whose claims are ignored
   */
  abstract within(
    bookableIds: readonly string[],
    window: Interval,
    without?: readonly string[],
  ): Promise<ClaimedTime[]>;

  /**
   * Claims of bookings, without buffers and holds, ascending.
   * @param during a `tstzrange` in PostgreSQL's text form
   */
  abstract bookedIn(bookableId: string, during: string, limit: number): Promise<BookedTime[]>;

  /** Deletes expired claims. Waits for transactions that turn them into a booking, or extend them, at this moment. */
  abstract clearExpired(bookableId: string): Promise<void>;

  /** After a change to capacity 1: puts future claims under the exclusion constraints. */
  abstract guard(bookableId: string, now: Date): Promise<void>;

  /** After a change to a capacity above 1: exempts future claims from the constraints, to be counted. */
  abstract count(bookableId: string, now: Date): Promise<void>;
}
