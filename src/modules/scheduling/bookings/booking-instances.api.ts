import type { Actor } from '../../../infra/access/actor.js';

export { type InstanceOrigin, SeriesOfInstances } from './instances/instance-series.js';
export { ALREADY_CANCELLED } from './bookings.errors.js';
export { hasInstances } from './instances/instance-statements.js';
export { LONGEST_BOOKING_DAYS, METADATA_MAX_BYTES } from './booking/booking.rules.js';

/** Somebody who is invited to every instance: an account, or an address. */
export interface InstancePerson {
  readonly userId: string | null;
  readonly email: string | null;
  readonly name: string | null;
}

/** Whom somebody wants to invite: either an account or an address, which stands for the account that it has. */
export interface Invitee {
  readonly userId?: string;
  readonly email?: string;
  /** Only with an address. */
  readonly name?: string;
}

/** What all instances of a series have in common. */
export interface InstanceTemplate {
  readonly seriesId: string;
  readonly organizerId: string;
  readonly organizationId: string | null;
  /** What the series has told calendars of itself so far. */
  readonly sequence: number;
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
  readonly timeZone: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly attendees: readonly InstancePerson[];
}

export interface InstanceTime {
  /** `20270131T090000` */
  readonly recurrenceId: string;
  readonly start: Date;
  readonly end: Date;
}

export interface Instance extends InstanceTime {
  readonly bookingId: string;
  readonly seriesId: string;
  readonly status: 'confirmed' | 'cancelled';
  /** Was changed by itself; changes of the series leave it alone. */
  readonly isOverride: boolean;
}

/** An instance as a calendar has to show it beside the rule. */
export interface InstanceDetails extends Instance {
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
  /** Newer than what its series told. */
  readonly sequence: number;
  readonly attendees: ReadonlyArray<InstancePerson & { readonly status: 'needs_action' | 'accepted' | 'declined' }>;
  /** Who has it in the calendar by itself, and not with the series. */
  readonly apart: ReadonlyArray<Pick<InstancePerson, 'userId' | 'email'>>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface InstanceAdoption {
  /** As it was before. */
  readonly instance: Instance;
  readonly recurrenceId: string;
}

export interface InstanceMove {
  readonly instance: Instance;
  readonly start: Date;
  readonly end: Date;
}

/** What is the same for many instances; what is left out stays. */
export interface InstanceChange {
  readonly title?: string;
  readonly description?: string | null;
  readonly location?: string | null;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** Who comes to a series, and who goes. */
export interface PeopleChange {
  readonly added: readonly InstancePerson[];
  readonly removed: readonly InstancePerson[];
}

/** A change of one instance alone. */
export interface SingleInstanceChange {
  readonly title?: string;
  readonly description?: string | null;
  readonly location?: string | null;
  readonly metadata?: Record<string, unknown>;
  readonly start?: Date;
  readonly end?: Date;
  readonly attendees?: Invitee[];
}

/**
 * Bookings that are instances of a series, many at a time. The people of a series hear from the series: none of this
 * writes to them, except for what is said of one instance alone. Who has an instance and not the series is told of its
 * changes and of its end by itself. Everything runs in the transaction of the caller, who
 * holds the lock of the series.
 */
export abstract class BookingInstancesApi {
  /** Who is meant; an address whose owner has an account is that account. @throws CodedError validation_failed */
  abstract resolvePeople(organizerId: string, people: readonly Invitee[]): Promise<InstancePerson[]>;
  /**
   * Books the times that are free, in one statement; a booking that was made before stays as it is.
   * @param times in the order of time
   * @returns the recurrence ids of those that are there now, whoever made them
   */
  abstract insert(template: InstanceTemplate, times: readonly InstanceTime[]): Promise<Set<string>>;
  /** From a recurrence id on and by it; nobody else changes one of them before the transaction ends. */
  abstract lock(seriesId: string, from: string): Promise<Instance[]>;
  /** As `lock`, what is confirmed and not over. */
  abstract lockUpcoming(seriesId: string, now: Date): Promise<Instance[]>;
  abstract find(seriesId: string, recurrenceId: string): Promise<Instance | null>;
  /** Confirmed and not over, by start. */
  abstract upcoming(seriesId: string, now: Date, limit: number): Promise<Instance[]>;
  /** Recurrence ids of those that were cancelled, the latest ones first. */
  abstract cancelled(seriesId: string, limit: number): Promise<string[]>;
  /** Changed by themselves and not over, by recurrence id. */
  abstract overrides(seriesId: string, now: Date, limit: number): Promise<InstanceDetails[]>;
  /**
   * The SEQUENCE for the next word about the series, greater than every one that it or one of its instances was told
   * under: calendars that keep one for the series take no news for old (RFC 5546, section 2.1.5).
   * @param sequence of the last word about the series
   */
  abstract nextSequence(seriesId: string, sequence: number): Promise<number>;
  /** What is told of single instances from now on is newer than what the series told under that sequence. */
  abstract continueFrom(seriesId: string, sequence: number): Promise<void>;
  /** Makes them instances of the series under new recurrence ids. */
  abstract adopt(actorId: string, seriesId: string, adoptions: readonly InstanceAdoption[]): Promise<void>;
  /** @param before what they all have now */
  abstract change(
    actorId: string,
    instances: readonly Instance[],
    before: InstanceChange,
    change: InstanceChange,
  ): Promise<void>;
  /** Lets people come and go in all of them, whether they were changed by themselves or not. */
  abstract changePeople(actorId: string, instances: readonly Instance[], change: PeopleChange): Promise<void>;
  /**
   * Gives all of them up before any takes its new time, so that they never stand in each other's way.
   * @param actorId null when it happens by itself
   * @returns those whose new time is taken: they have no time any more, and are to be cancelled or rolled back
   */
  abstract move(actorId: string | null, moves: readonly InstanceMove[]): Promise<Instance[]>;
  abstract cancel(actorId: string | null, instances: readonly Instance[], reason: string | null): Promise<void>;
  /** People are told of this one instance. @throws CodedError as a change of any booking */
  abstract changeOne(actor: Actor, bookingId: string, change: SingleInstanceChange): Promise<void>;
  /** People are told of this one instance. @throws CodedError already_cancelled */
  abstract cancelOne(actor: Actor, bookingId: string, reason: string | undefined): Promise<void>;
  /** Deletes the person's bookings that nobody else takes part in. */
  abstract deleteUnsharedOf(organizerId: string): Promise<void>;
}
