import { DAY, HOUR, MINUTE, SECOND } from '../../../../kernel/clock.js';

/** A date or a time as a file writes it (RFC 5545, sections 3.3.4 and 3.3.5), without its zone. */
export interface WrittenTime {
  /** Local time, as the milliseconds that it would have in UTC. */
  readonly local: number;
  /** A DATE, whose local time is its midnight. */
  readonly isDate: boolean;
  readonly isUtc: boolean;
}

/** A date with `Z` is not allowed by the RFC, and read as the date. */
const TIME = /^(\d{4})(\d{2})(\d{2})(?:Z|T(\d{2})(\d{2})(\d{2})?(Z?))?$/;
/** First full year of the Gregorian calendar. */
export const FIRST_YEAR = 1583;

/** @returns null for what is no time, such as 30 February */
export function readTime(text: string): WrittenTime | null {
  const [all, year, month, day, hour, minute, second, z] = TIME.exec(text.trim().toUpperCase()) ?? [];
  if (all === undefined) return null;
  const isDate = hour === undefined;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (Number(year) < FIRST_YEAR || new Date(midnight).toISOString().slice(0, 10) !== `${year}-${month}-${day}`)
    return null;
  const [hours, minutes, seconds] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 60) return null;
  // Leap seconds are read as the second before (section 3.3.12).
  const local = midnight + hours * HOUR + minutes * MINUTE + Math.min(seconds, 59) * SECOND;
  return { local, isDate, isUtc: z === 'Z' };
}

/** In milliseconds. Nominal days may have 23 or 25 hours; the rest is exact (section 3.3.6). */
export interface Duration {
  readonly nominal: number;
  readonly exact: number;
}

const DURATION = /^([+-])?P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/;
/** Bound for the arithmetic of dates. */
const LONGEST = 100 * 366 * DAY;

/** @returns null for what is no duration */
export function readDuration(text: string): Duration | null {
  const match = DURATION.exec(text.trim().toUpperCase());
  const [sign, ...parts]: readonly (string | undefined)[] = match?.slice(1) ?? [];
  if (parts.every((part) => part === undefined)) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  const factor = sign === '-' ? -1 : 1;
  const nominal = factor * (weeks * 7 + days) * DAY;
  const exact = factor * (hours * HOUR + minutes * MINUTE + seconds * SECOND);
  return Math.abs(nominal) + Math.abs(exact) > LONGEST ? null : { nominal, exact };
}

/** UTC offset in milliseconds, positive east (section 3.3.14). @returns null for what is none */
export function readOffset(text: string | undefined): number | null {
  const [all, sign, hours, minutes, seconds = '0'] = /^([+-])(\d{2}):?(\d{2}):?(\d{2})?$/.exec(text ?? '') ?? [];
  if (all === undefined) return null;
  const size = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND;
  return sign === '-' ? -size : size;
}
