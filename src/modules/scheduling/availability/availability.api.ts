import type { Claimant, ClaimedTime } from '../claims/claims.api.js';
import type { Interval } from '../../../kernel/intervals.js';
import type { BookableKind } from './bookables/bookable.rules.js';

export { ensuringPerson } from './bookables/bookable-statements.js';
export type { BookableKind };

/** A bookable whose calendar is wanted, and the schedule for its working hours. */
export interface Subject {
  readonly bookableId: string;
  /** Null: the default schedule, which is also the fallback for a deleted one. */
  readonly scheduleId: string | null;
}

/** Claimed time of the bookable. */
export type CalendarClaim = Omit<ClaimedTime, 'bookableId'>;

export interface Absence extends Interval {
  readonly standInId: string | null;
}

/** All that decides whether a bookable is free within the window. Lists are ascending, except the claims. */
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
   * The working hours as their rules have them: each interval whole, even if it begins before the window or ends after
   * it, and not merged with the next, so that the grid of slots is aligned to where the hours begin, whatever the
   * window is. For a resource without a schedule it is the window.
   */
  readonly shifts: readonly Interval[];
  readonly away: readonly Absence[];
  /** Expired ones are left out. */
  readonly claims: readonly CalendarClaim[];
  /** Busy times of external calendars, merged. */
  readonly busy: readonly Interval[];
  /** Bookings of others that the person attends and that make them busy; merged. */
  readonly attending: readonly Interval[];
}

export interface TakenTime extends Interval {
  /** False for a room or a device. */
  readonly isPerson: boolean;
}

export interface BookableRecord {
  readonly id: string;
  readonly kind: BookableKind;
  /** Null for people, whose account has a name. */
  readonly name: string | null;
  readonly organizationId: string | null;
  /** Owner of a resource that belongs to no organization. Null for people. */
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
   * @param without bookings and holds whose claims are ignored
   * @returns by id of the bookable, without unknown ones, such as people who never had a schedule or booking
   */
  abstract calendars(
    subjects: readonly Subject[],
    window: Interval,
    without?: readonly string[],
  ): Promise<Map<string, BookableCalendar>>;

  /** Creates the bookables of people, which have the person's id, if they do not exist yet. */
  abstract ensurePeople(userIds: readonly string[]): Promise<void>;

  /**
   * Shared row locks, before the calendars are read: no absence is entered until the transaction ends. Others can book.
   */
  abstract lockPresence(bookableIds: readonly string[]): Promise<void>;

  /**
   * `lockPresence`, and exclusive advisory locks on those of the bookables with a capacity above 1, because their
   * claims are counted. To be called before any claim is taken or released; locks are taken in one order.
   */
  abstract lock(bookableIds: readonly string[]): Promise<void>;

  /**
   * Claims time of bookables of any kind: people first, then the others, each in the order of their ids, against
   * deadlocks.
   * @param bookableIds each once, and locked; expired holds are deleted
   * @returns false when one of them has no capacity left at some moment: then release the claims of the claimant, or
   * roll back
   */
  abstract take(
    claimant: Claimant,
    organizationId: string | null,
    bookableIds: readonly string[],
    time: { readonly start: Date; readonly end: Date },
  ): Promise<boolean>;

  /**
   * When the bookables are taken, ascending; with a capacity above 1 only where it is used up.
   * @param exceptBookingId a booking whose own claims are ignored
   * @returns `until`: how far the result reaches, because it is bounded
   */
  abstract takenTimes(
    bookableIds: readonly string[],
    window: Interval,
    exceptBookingId: string | null,
  ): Promise<{ readonly taken: TakenTime[]; readonly until: number }>;

  /** Replaces the busy times of an external calendar. In the transaction of the caller. */
  abstract replaceBusyTimes(bookableId: string, sourceId: string, times: readonly Interval[]): Promise<void>;

  abstract findSchedule(id: string): Promise<ScheduleRecord | null>;

  /** In one query; unknown ids are left out. */
  abstract findBookables(ids: readonly string[]): Promise<Map<string, BookableRecord>>;

  /** @returns null unless the person may plan its time: their own, and the resources that they manage */
  abstract findPlannedBy(userId: string, bookableId: string): Promise<BookableRecord | null>;

  /** Those of the resources that the person may book: their own, and those of their organizations. */
  abstract resourcesUsableBy(userId: string, bookableIds: readonly string[]): Promise<Set<string>>;

  /** Those of the resources that the person manages: their own, and those of organizations that they lead. */
  abstract resourcesManagedBy(userId: string, bookableIds: readonly string[]): Promise<Set<string>>;

  /** Whether any of them is out of office at some moment of the time. After `lockPresence` no absence is entered. */
  abstract isAnyAway(bookableIds: readonly string[], time: Interval): Promise<boolean>;
}
