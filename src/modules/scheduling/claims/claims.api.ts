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

/** Who has time. */
export interface Claimer {
  readonly kind: 'booking' | 'hold' | 'seating';
  readonly id: string;
}

/** For whom time is taken. */
export interface Claimant extends Claimer {
  /** Holds only: when the time is free again. */
  readonly expiresAt: Date | null;
}

export interface WantedTime {
  readonly bookableId: string;
  /** 0: the time itself; 1: the buffer before or after it. */
  readonly kind: 0 | 1;
  readonly start: Date;
  readonly end: Date;
}

/** Time of a bookable that is taken. */
export interface ClaimedTime extends Interval {
  readonly bookableId: string;
  /** 0: booked time; 1: a buffer around it. */
  readonly kind: 0 | 1;
  /** The shared slot that takes it. */
  readonly seatingId: string | null;
}

/** A booking, or a slot that bookings share, that has time of a bookable. */
export interface BookedTime {
  readonly bookingId: string | null;
  readonly seatingId: string | null;
  readonly start: string;
  readonly end: string;
}

/**
 * Claimed time, as other features see it. Who gets time is decided by the database, in the statement that takes it; what
 * a method could not take or does not find any more shows in what it returns, which whoever calls has to look at.
 * Everything here runs in the transaction of the caller. Statements that write more than claims are made with the parts
 * that `claim-statements.ts` has.
 */
export abstract class ClaimsApi {
  /**
   * Takes time of people: all of the times or none, in one statement and in one order, so that two takers never deadlock.
   * @returns false when somebody else has part of it; nothing is taken then
   */
  abstract take(claimant: Claimant, organizationId: string | null, wanted: readonly WantedTime[]): Promise<boolean>;

  /**
   * Gives the booking's claims another time, all or none, in one statement: what it held is free before it takes.
   * @returns false when somebody else has part of the time; roll back then
   */
  abstract move(bookingId: string, start: Date, end: Date): Promise<boolean>;

  /**
   * The time of a hold becomes that of the booking it was made for.
   * @returns how many claims did; the others have expired, or made way for somebody who needed the time
   */
  abstract handOver(holdId: string, bookingId: string): Promise<number>;

  /** @returns how many claims of the hold last longer now */
  abstract prolong(holdId: string, expiresAt: Date): Promise<number>;

  abstract release(claimer: Claimer): Promise<void>;

  /** Whose time it has: each once, by id. */
  abstract bookablesOf(claimer: Claimer): Promise<string[]>;

  /**
   * What is taken and has not expired, in any order.
   * @param without bookings and holds whose claims are left out
   */
  abstract within(
    bookableIds: readonly string[],
    window: Interval,
    without?: readonly string[],
  ): Promise<ClaimedTime[]>;

  /**
   * What is booked of a bookable, without buffers and holds, in the order of time.
   * @param during as PostgreSQL writes ranges
   */
  abstract bookedIn(bookableId: string, during: string, limit: number): Promise<BookedTime[]>;

  /** What has expired makes way. Whoever makes a booking of it at this moment, or extends it, is waited for. */
  abstract clearExpired(bookableId: string): Promise<void>;

  /** What lies ahead of a bookable that takes one booking at a time from now on is guarded by the constraints again. */
  abstract guard(bookableId: string, now: Date): Promise<void>;

  /** What lies ahead of a bookable that takes several at once from now on is counted with what is taken beside it. */
  abstract count(bookableId: string, now: Date): Promise<void>;
}
