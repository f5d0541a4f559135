import type { Claimant, ClaimedTime } from '../claims/claims.api.js';
import type { Interval } from '../../../kernel/intervals.js';
import type { BookableKind } from './bookables/bookable.rules.js';

export { ensuringPerson } from './bookables/bookable-statements.js';
export type { BookableKind };

/** Something whose calendar is wanted, and the schedule that its working hours come from. */
export interface Subject {
  readonly bookableId: string;
  /** Null: the default schedule, which also stands in for one that is gone. */
  readonly scheduleId: string | null;
}

/** Time of the bookable that is taken. */
export type CalendarClaim = Omit<ClaimedTime, 'bookableId'>;

export interface Absence extends Interval {
  readonly standInId: string | null;
}

/** What decides whether a bookable is free at a time of the window. Lists are in the order of time, but for the claims. */
export interface BookableCalendar {
  readonly bookableId: string;
  readonly kind: BookableKind;
  /** False for archived resources and for people whose account is closed. */
  readonly isActive: boolean;
  readonly capacity: number;
  /** People without one have no working hours; resources without one are always open. */
  readonly hasSchedule: boolean;
  /** The working hours within the window, merged. */
  readonly open: readonly Interval[];
  /**
   * The same as their rules have it: each interval whole, though it may begin before the window or end after it, and
   * not merged with the next, so that a grid of slots counts from where the hours begin, whatever the window is. Of an
   * open resource without a schedule it is the window.
   */
  readonly shifts: readonly Interval[];
  readonly away: readonly Absence[];
  /** Expired ones are left out. */
  readonly claims: readonly CalendarClaim[];
  /** What external calendars say, merged. */
  readonly busy: readonly Interval[];
  /** When a person attends bookings of others, as far as that takes their time; merged. */
  readonly attending: readonly Interval[];
}

export interface TakenTime extends Interval {
  /** A room or a device otherwise. */
  readonly isPerson: boolean;
}

export interface BookableRecord {
  readonly id: string;
  readonly kind: BookableKind;
  /** Null for people, whose account has a name. */
  readonly name: string | null;
  readonly organizationId: string | null;
  /** Whom a resource belongs to that is no organization's. Null for people. */
  readonly ownerId: string | null;
  readonly isActive: boolean;
  readonly capacity: number;
  /** IANA name: where a resource is. Null for people, whose account has one. */
  readonly timeZone: string | null;
}

export interface ScheduleRecord {
  readonly id: string;
  readonly bookableId: string;
}

/** The availability feature, as other features see it. */
export abstract class AvailabilityApi {
  /**
   * In a bounded number of queries, whatever the number of subjects.
   * @param subjects each bookable once
   * @param window at most 62 days and buffers
   * @param without bookings and holds whose claims do not count
   * @returns by id of the bookable; what does not exist is left out, such as people who never had a schedule or booking
   */
  abstract calendars(
    subjects: readonly Subject[],
    window: Interval,
    without?: readonly string[],
  ): Promise<Map<string, BookableCalendar>>;

  /** The bookable of a person has the person's id and comes into being with its first use. */
  abstract ensurePeople(userIds: readonly string[]): Promise<void>;

  /** Inside a transaction, before the calendars are read: nobody becomes absent until it ends. Holds up nobody who books. */
  abstract lockPresence(bookableIds: readonly string[]): Promise<void>;

  /**
   * The same, and whoever wants one of the same bookables that takes several bookings at once waits, because those are
   * counted. Before anything is taken or given back, and in one order; others go on booking everybody and everything else.
   */
  abstract lock(bookableIds: readonly string[]): Promise<void>;

  /**
   * Takes the time of bookables of any kind: people first, then the others, each in the order of their ids, so that two
   * takers meet in one order.
   * @param bookableIds each once, and locked; holds that have expired are cleared away
   * @returns false when one of them has no room at some moment of the time: release what the claimant has then, or roll back
   */
  abstract take(
    claimant: Claimant,
    organizationId: string | null,
    bookableIds: readonly string[],
    time: { readonly start: Date; readonly end: Date },
  ): Promise<boolean>;

  /**
   * When the bookables are taken, in the order of time; what takes several bookings at once only where it is full.
   * @param exceptBookingId a booking whose own claims do not count
   * @returns also how far the answer reaches, because it is bounded
   */
  abstract takenTimes(
    bookableIds: readonly string[],
    window: Interval,
    exceptBookingId: string | null,
  ): Promise<{ readonly taken: TakenTime[]; readonly until: number }>;

  /** What an external calendar says now, instead of what it said before. In the transaction of the caller. */
  abstract replaceBusyTimes(bookableId: string, sourceId: string, times: readonly Interval[]): Promise<void>;

  abstract findSchedule(id: string): Promise<ScheduleRecord | null>;

  /** In one query; ids of nothing are left out. */
  abstract findBookables(ids: readonly string[]): Promise<Map<string, BookableRecord>>;

  /** @returns null unless the person plans its time: their own, and the resources that they or their organizations manage */
  abstract findPlannedBy(userId: string, bookableId: string): Promise<BookableRecord | null>;

  /** Of these, the rooms and devices that the person may book: their own, and those of their organizations. */
  abstract resourcesUsableBy(userId: string, bookableIds: readonly string[]): Promise<Set<string>>;

  /** Of these, the rooms and devices that the person manages: their own, and those of organizations that they lead. */
  abstract resourcesManagedBy(userId: string, bookableIds: readonly string[]): Promise<Set<string>>;

  /** Whether any of them is away at some moment of the time. Nobody becomes absent meanwhile after `lockPresence`. */
  abstract isAnyAway(bookableIds: readonly string[], time: Interval): Promise<boolean>;
}
