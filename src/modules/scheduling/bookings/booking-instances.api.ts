import type { Actor } from '../../../infra/access/actor.js';

export { type InstanceOrigin, SeriesOfInstances } from './instances/instance-series.js';
export { ALREADY_CANCELLED } from './bookings.errors.js';
export { withRoom } from './rooms/with-room.js';
export { hasInstances } from './instances/instance-statements.js';
export { LONGEST_BOOKING_DAYS, METADATA_MAX_BYTES } from './booking/booking.rules.js';

/** Attendee of all instances: an account or an address. */
export interface InstancePerson {
  readonly userId: string | null;
  readonly email: string | null;
  readonly name: string | null;
}

/** An invitee: an account, or an address, which is resolved to the account with it. */
export interface Invitee {
  readonly userId?: string;
  readonly email?: string;
  /** Only with `email`. */
  readonly name?: string;
}

/** Properties that all instances of a series share. */
export interface InstanceTemplate {
  readonly seriesId: string;
  readonly organizerId: string;
  readonly organizationId: string | null;
  /** SEQUENCE of the series. */
  readonly sequence: number;
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
  readonly timeZone: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly attendees: readonly InstancePerson[];
  /** The room that they have together. */
  readonly sessionId: string | null;
}

export interface InstanceTime {
  /** RECURRENCE-ID: local time, `20270131T090000`. */
  readonly recurrenceId: string;
  readonly start: Date;
  readonly end: Date;
}

export interface Instance extends InstanceTime {
  readonly bookingId: string;
  readonly seriesId: string;
  readonly status: 'confirmed' | 'cancelled';
  /** Overridden instance (RFC 5545, RECURRENCE-ID), which changes of the series do not affect. */
  readonly isOverride: boolean;
}

/** An overridden instance, as a VEVENT beside that of the rule. */
export interface InstanceDetails extends Instance {
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
  /** SEQUENCE, greater than that of the series. */
  readonly sequence: number;
  readonly attendees: ReadonlyArray<InstancePerson & { readonly status: 'needs_action' | 'accepted' | 'declined' }>;
  /** Recipients who have it in their calendars as an event of its own, without the series. */
  readonly apart: ReadonlyArray<Pick<InstancePerson, 'userId' | 'email'>>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface InstanceAdoption {
  /** State before the move. */
  readonly instance: Instance;
  readonly recurrenceId: string;
}

export interface InstanceMove {
  readonly instance: Instance;
  readonly start: Date;
  readonly end: Date;
}

/** A bulk change; omitted members stay. */
export interface InstanceChange {
  readonly title?: string;
  readonly description?: string | null;
  readonly location?: string | null;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** Attendees added to, and removed from, a series. */
export interface PeopleChange {
  readonly added: readonly InstancePerson[];
  readonly removed: readonly InstancePerson[];
}

/** A change of a single instance. */
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
 * Bookings that are instances of a series, in bulk. Attendees of a series are notified by the series, so these methods
 * notify nobody, except about changes of single instances. Recipients of an instance without its series are notified of
 * changes and cancellations of it. Everything runs in the caller's transaction, which holds the lock of the series.
 */
export abstract class BookingInstancesApi {
  /** Resolves addresses of accounts. @throws CodedError validation_failed */
  abstract resolvePeople(organizerId: string, people: readonly Invitee[]): Promise<InstancePerson[]>;
  /**
   * Books the free times in one statement; existing instances stay as they are.
   * @param times ascending
   * @returns recurrence ids of the instances that exist now
   */
  abstract insert(template: InstanceTemplate, times: readonly InstanceTime[]): Promise<Set<string>>;
  /** Row locks on the instances from a recurrence id on, until the transaction ends. */
  abstract lock(seriesId: string, from: string): Promise<Instance[]>;
  /** As `lock`, for confirmed instances that have not ended. */
  abstract lockUpcoming(seriesId: string, now: Date): Promise<Instance[]>;
  abstract find(seriesId: string, recurrenceId: string): Promise<Instance | null>;
  /** Confirmed instances that have not ended, by start. */
  abstract upcoming(seriesId: string, now: Date, limit: number): Promise<Instance[]>;
  /** Recurrence ids of cancelled instances (EXDATE), latest first. */
  abstract cancelled(seriesId: string, limit: number): Promise<string[]>;
  /** Overridden instances that have not ended, by recurrence id. */
  abstract overrides(seriesId: string, now: Date, limit: number): Promise<InstanceDetails[]>;
  /**
   * SEQUENCE for the next message about the series, greater than all that it and its instances were sent with:
   * calendars that keep one SEQUENCE per series ignore lower ones (RFC 5546, section 2.1.5).
   * @param sequence of the last message about the series
   */
  abstract nextSequence(seriesId: string, sequence: number): Promise<number>;
  /**
   * Raises SEQUENCE of instances: later messages about single instances supersede the series' message with that
   * SEQUENCE.
   */
  abstract continueFrom(seriesId: string, sequence: number): Promise<void>;
  /** Moves instances into the series, with new recurrence ids. */
  abstract adopt(actorId: string, seriesId: string, adoptions: readonly InstanceAdoption[]): Promise<void>;
  /** @param before their common values */
  abstract change(
    actorId: string,
    instances: readonly Instance[],
    before: InstanceChange,
    change: InstanceChange,
  ): Promise<void>;
  /** Adds and removes attendees of all these instances, overridden ones included. */
  abstract changePeople(actorId: string, instances: readonly Instance[], change: PeopleChange): Promise<void>;
  /**
   * Moves instances: releases the claims of all before taking new ones, so that they do not conflict with each other.
   * @param actorId null for automatic moves
   * @returns those whose new time is taken: without claims, to be cancelled or rolled back
   */
  abstract move(actorId: string | null, moves: readonly InstanceMove[]): Promise<Instance[]>;
  abstract cancel(actorId: string | null, instances: readonly Instance[], reason: string | null): Promise<void>;
  /** Changes a single instance, and notifies its attendees. @throws CodedError as a change of any booking */
  abstract changeOne(actor: Actor, bookingId: string, change: SingleInstanceChange): Promise<void>;
  /** Cancels a single instance, and notifies its attendees. @throws CodedError already_cancelled */
  abstract cancelOne(actor: Actor, bookingId: string, reason: string | undefined): Promise<void>;
  /** Each reader's own link into the room of a series; null where it has none, or the reader does not come. */
  abstract roomUrlsOf(
    series: Pick<InstanceTemplate, 'sessionId' | 'organizerId'> & { readonly people: readonly InstancePerson[] },
  ): Promise<(reader: { readonly userId: string | null; readonly email: string }) => Promise<string | null>>;
  /** Deletes the person's bookings without other participants. */
  abstract deleteUnsharedOf(organizerId: string): Promise<void>;
}
