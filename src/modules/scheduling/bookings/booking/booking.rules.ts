import { DAY } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { invalid } from '../../../../kernel/invalid.js';
import { IN_THE_PAST } from '../../slots/slots.api.js';
import { ALREADY_CANCELLED, ALREADY_DECLINED, NOT_CANCELLED } from '../bookings.errors.js';

/** `pending`: awaits confirmation by a host; it takes its time like a confirmed one. */
export const BOOKING_STATUSES = ['pending', 'confirmed', 'cancelled', 'declined'] as const;
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

export const ATTENDEE_STATUSES = ['needs_action', 'accepted', 'declined'] as const;
export type AttendeeStatus = (typeof ATTENDEE_STATUSES)[number];

/** `booker`: booked an event type, and may move and cancel the booking; `host`: a host besides the organizer. */
export const ATTENDEE_ROLES = ['attendee', 'booker', 'host'] as const;
export type AttendeeRole = (typeof ATTENDEE_ROLES)[number];

export const BOOKING_HISTORY_ACTIONS = [
  'created',
  'updated',
  'rescheduled',
  'cancelled',
  'restored',
  'confirmed',
  'declined',
  'reassigned',
  'attendance_recorded',
  'attendee_added',
  'attendee_removed',
  'attendee_responded',
] as const;
export type BookingHistoryAction = (typeof BOOKING_HISTORY_ACTIONS)[number];

/** Old and new value of each changed field. */
export type Changes = Record<string, { readonly from: unknown; readonly to: unknown }>;

export const LONGEST_BOOKING_DAYS = 30;
export const MOST_ATTENDEES = 100;
/** Resources per booking. */
export const MOST_BOOKABLES = 10;
export const METADATA_MAX_BYTES = 8192;
export const ANSWERS_MAX_BYTES = 16_384;
/** Guests per booking of an event type. */
/** Of the text of a booker for the hosts. */
export const LONGEST_NOTES = 2_000;
export const MOST_GUESTS = 10;

/** Half-open interval. */
export interface Period {
  readonly start: Date;
  readonly end: Date;
}

/** @throws CodedError validation_failed when the end is not after the start, or too far from it */
export function assertPeriod({ start, end }: Period): void {
  const duration = end.getTime() - start.getTime();
  if (duration <= 0) throw invalidEnd('must be after start', 'is_after_start');
  if (duration > LONGEST_BOOKING_DAYS * DAY)
    throw invalidEnd(`must be at most ${LONGEST_BOOKING_DAYS} days after start`, 'max_duration');
}

/** @throws CodedError in_the_past */
export function assertNotPast({ start }: Pick<Period, 'start'>, now: Date): void {
  if (start < now) throw new CodedError(IN_THE_PAST, { detail: `${start.toISOString()} has passed.` });
}

/** @throws CodedError in_the_past */
export function assertNotOverYet({ end }: Pick<Period, 'end'>, now: Date): void {
  if (end <= now) throw new CodedError(IN_THE_PAST, { detail: `It ended at ${end.toISOString()}.` });
}

/**
 * A running booking may be prolonged or shortened, so its start has to be in the future only when it changes.
 * @throws CodedError in_the_past
 */
export function assertMovable(before: Period, after: Period, now: Date): void {
  if (before.start.getTime() !== after.start.getTime()) assertNotPast(after, now);
  else if (after.end < now) throw new CodedError(IN_THE_PAST, { detail: `${after.end.toISOString()} has passed.` });
}

export function liesWithin(inner: Period, outer: Period): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Time after a move; without a new end the duration stays. */
export function movedPeriod(before: Period, { start = before.start, end }: Partial<Period>): Period {
  const duration = before.end.getTime() - before.start.getTime();
  return { start, end: end ?? new Date(start.getTime() + duration) };
}

export function samePeriod(a: Period, b: Period): boolean {
  return a.start.getTime() === b.start.getTime() && a.end.getTime() === b.end.getTime();
}

/** @throws CodedError already_cancelled, already_declined */
export function assertNotOver(status: BookingStatus): void {
  if (status === 'cancelled') throw new CodedError(ALREADY_CANCELLED);
  if (status === 'declined') throw new CodedError(ALREADY_DECLINED);
}

/** @throws CodedError not_cancelled, already_declined: declined requests cannot be restored */
export function assertCancelled(status: BookingStatus): void {
  if (status === 'declined') throw new CodedError(ALREADY_DECLINED);
  if (status !== 'cancelled') throw new CodedError(NOT_CANCELLED);
}

/** Whether the booking takes its time: pending or confirmed. */
export function isLive(status: BookingStatus): boolean {
  return status === 'pending' || status === 'confirmed';
}

/**
 * RECURRENCE-ID is a local time in the zone of the series, so instances keep that zone.
 * @throws CodedError validation_failed
 */
export function assertZoneOfSeries(
  booking: { readonly seriesId: string | null; readonly timeZone: string },
  wanted: string | undefined,
): void {
  if (booking.seriesId === null || wanted === undefined || wanted === booking.timeZone) return;
  const message = 'is that of the series and cannot be changed';
  throw invalid([{ pointer: '/timeZone', field: 'timeZone', message, code: 'zone_of_series' }]);
}

/** Fields in iTIP messages, besides time and people. */
const CALENDAR_FIELDS: readonly string[] = ['title', 'description', 'location'];

export function isShownInCalendars(fields: readonly string[]): boolean {
  return fields.some((field) => CALENDAR_FIELDS.includes(field));
}

/** Live and not over. */
export function isAhead({ status, end }: { readonly status: BookingStatus; readonly end: string }, now: Date): boolean {
  return isLive(status) && now.getTime() < Date.parse(end);
}

/** Whether a reminder planned for this start is still valid. */
export function isReminderWanted(
  { status, start }: { readonly status: BookingStatus; readonly start: string },
  plannedFor: string,
  now: Date,
): boolean {
  return status === 'confirmed' && Date.parse(start) === Date.parse(plannedFor) && now.getTime() < Date.parse(start);
}

/** Fields of `wanted` that differ from `current`. */
export function changesBetween<T extends object>(current: T, wanted: { readonly [K in keyof T]?: unknown }): Changes {
  const keys = Object.keys(wanted) as (keyof T & string)[];
  return Object.fromEntries(
    keys
      .filter((key) => wanted[key] !== undefined && JSON.stringify(wanted[key]) !== JSON.stringify(current[key]))
      .map((key) => [key, { from: current[key], to: wanted[key] }]),
  );
}

function invalidEnd(message: string, code: string): CodedError {
  return invalid([{ pointer: '/end', field: 'end', message, code }]);
}
