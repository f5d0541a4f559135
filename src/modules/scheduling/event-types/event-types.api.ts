import type { SessionLanguage } from '../../learning/sessions/sessions.api.js';

export const ASSIGNMENTS = ['single', 'round_robin', 'collective'] as const;
/** `single`: the one host. `round_robin`: one of the hosts, by fairness. `collective`: all hosts together. */
export type Assignment = (typeof ASSIGNMENTS)[number];

export const QUESTION_TYPES = [
  'text',
  'long_text',
  'number',
  'boolean',
  'choice',
  'choices',
  'email',
  'phone',
  'url',
] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

/** A question of the booking form. */
export interface Question {
  /** The name of the answer: lower case, unique among the questions. */
  readonly key: string;
  readonly label: string;
  readonly type: QuestionType;
  readonly required: boolean;
  /** What can be chosen; for `choice` and `choices` only. */
  readonly options?: readonly string[];
}

/** How far ahead one can book: a number of days from now, or between two local dates, both inclusive. */
export type BookingWindow =
  | { readonly kind: 'rolling'; readonly days: number }
  | { readonly kind: 'range'; readonly from: string; readonly to: string };

export const LIMIT_PERIODS = ['day', 'week', 'month'] as const;
export type LimitPeriod = (typeof LIMIT_PERIODS)[number];

/** Most bookings or minutes per host in a period of the type's time zone; absent: unlimited. */
export interface Limit {
  readonly bookings?: number;
  readonly minutes?: number;
}
export type Limits = Readonly<Partial<Record<LimitPeriod, Limit>>>;

export interface Host {
  readonly userId: string;
  /** Null: the host's default schedule. */
  readonly scheduleId: string | null;
  /** Share of the bookings in a round robin, relative to the other hosts. */
  readonly weight: number;
  /** Hosts of a higher priority are chosen first. */
  readonly priority: number;
}

/** An event type that is not archived. Lengths are in minutes. */
export interface EventTypeRecord {
  readonly id: string;
  readonly ownerId: string;
  readonly organizationId: string | null;
  /** The event type that this one is a managed copy of. */
  readonly parentId: string | null;
  readonly slug: string;
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
  /** IANA name: in it the periods of limits and the dates of the booking window are counted. */
  readonly timeZone: string;
  readonly isPublic: boolean;
  readonly isActive: boolean;
  /** The first one is the default. */
  readonly durations: readonly number[];
  /** Null: as long as the booking. */
  readonly slotIntervalMinutes: number | null;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly minimumNoticeMinutes: number;
  readonly bookingWindow: BookingWindow | null;
  readonly limits: Limits;
  /** People who can share one time; 1: nobody shares. */
  readonly seats: number;
  readonly requiresConfirmation: boolean;
  /** Whether each booking has a room where people write and run code together. */
  readonly withSession: boolean;
  /** Of that room; null: the usual one. */
  readonly sessionLanguage: SessionLanguage | null;
  readonly questions: readonly Question[];
  /** Where guests go on to after the booking; null: nowhere. */
  readonly successRedirectUrl: string | null;
  /** Whether that address gets parameters that say what was booked by whom. */
  readonly redirectsWithBooking: boolean;
  /** Whether they go on from a page in a frame, too. */
  readonly redirectsInFrames: boolean;
  /** Minutes before the start; null: the default of the installation. */
  readonly reminderMinutes: readonly number[] | null;
  readonly assignment: Assignment;
  readonly fairnessWindowDays: number;
  /** By priority, the highest first; empty when every host has left the organization. */
  readonly hosts: readonly Host[];
  /** All of them are required. */
  readonly requiredBookableIds: readonly string[];
  readonly version: number;
}

/** Whoever has the link of a video call may come, so it is told after the booking only. */
export function isOnline(location: string | null): boolean {
  return location !== null && /https?:\/\//i.test(location);
}

/** An event type that somebody hosts or manages. */
export interface RunType {
  readonly id: string;
  readonly isHost: boolean;
}

/** The event types feature, as other features see it. Archived types are not found. */
export abstract class EventTypesApi {
  abstract find(id: string): Promise<EventTypeRecord | null>;
  abstract findBySlug(slug: string): Promise<EventTypeRecord | null>;
  /** Questions by id of the type: also of archived ones, whose bookings may still take place. In one query. */
  abstract questionsOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly Question[]>>;
  /** Titles by id of the type, also of archived ones; in one query. */
  abstract titlesByIds(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The ids of the types that any of these people host, or that need any of these bookables. */
  abstract idsNeeding(hostIds: readonly string[], bookableIds: readonly string[]): Promise<string[]>;
  /** Shared row lock (FOR SHARE), in a transaction: until it ends the type does not change. */
  abstract lock(id: string): Promise<EventTypeRecord | null>;
  /** Public and active, or the person owns it, hosts it, or belongs to its organization. */
  abstract isVisible(type: EventTypeRecord, userId: string | null): Promise<boolean>;
  /** `isVisible`, and for strangers only while a host is active: for pages and waitlists; a booking finds out by itself. */
  abstract isOffered(type: EventTypeRecord, userId: string | null): Promise<boolean>;
  /** The type for one of its hosts, or for who manages it; null for everybody else. */
  abstract findRunBy(userId: string, id: string): Promise<EventTypeRecord | null>;
  /** All that `findRunBy` finds for the person; in one query. */
  abstract runBy(userId: string): Promise<RunType[]>;
  /** Whether the person manages it: its owner, while a member of its organization, or an owner or admin of that. */
  abstract manages(type: EventTypeRecord, userId: string): Promise<boolean>;
  /**
   * @param pointer where the answers stand in the body, for error messages: `/answers`
   * @returns the answers in their stored form: trimmed, without empty ones
   * @throws CodedError validation_failed
   */
  abstract checkAnswers(
    type: EventTypeRecord,
    answers: Readonly<Record<string, unknown>>,
    pointer: string,
  ): Record<string, unknown>;
}
