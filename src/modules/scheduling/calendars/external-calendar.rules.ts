import { createHash } from 'node:crypto';
import { DAY, HOUR, MINUTE, SECOND } from '../../../kernel/clock.js';
import type { Interval } from '../../../kernel/intervals.js';

/** One person may have this many. */
export const MOST_EXTERNAL_CALENDARS = 20;
/** After so many failures in a row the owner is told. */
export const FAILURES_UNTIL_NOTICE = 3;

export const SYNC_STATUSES = ['ok', 'error'] as const;
export type SyncStatus = (typeof SYNC_STATUSES)[number];

/** No pause is longer, whatever the server asks for and however often it failed. */
const LONGEST_PAUSE = DAY;
/** What was read is read again in whole after this, although it has not changed: the window has moved on. */
const WHOLE_AGAIN_AFTER = 20 * HOUR;
const DAYS_BACK = 1;
const DAYS_AHEAD = 400;

export function busyWindow(now: Date): Interval {
  return { start: now.getTime() - DAYS_BACK * DAY, end: now.getTime() + DAYS_AHEAD * DAY };
}

/** `webcal:` says what is done with the address, and means `https:`. */
export function fetchableUrl(url: string): string {
  return url.replace(/^webcals?:/i, 'https:');
}

/** The address of a calendar is often a permission by itself: only its host is shown. */
export function maskedUrl(url: string): string {
  return `${new URL(url).origin.slice(0, 290)}/…`;
}

/** What the busy times of a calendar depend on besides its file. */
export interface ReadingBasis {
  /** For times without a zone. */
  readonly timeZone: string;
  /** Of whom: what they declined takes none of their time. */
  readonly addresses: readonly string[];
  /** Whether bookings that they attend take their time by themselves. */
  readonly attendingCounts: boolean;
}

/** Grows whenever files are read in another way. */
const READING = 2;

/** @param zoneData the release of the zone data that this process computes with */
export function basisHash({ timeZone, addresses, attendingCounts }: ReadingBasis, zoneData: string): string {
  const basis = [READING, zoneData, timeZone, addresses, attendingCounts];
  return createHash('sha256').update(JSON.stringify(basis)).digest('hex');
}

/**
 * Whether the server may be asked for a change only: what it said last was read with what would be read with now. A file
 * that has not changed says something else to somebody who lives in another zone since.
 */
export function mayAskForChange(
  last: { readonly readAt: Date | null; readonly readWith: string | null },
  now: { readonly at: Date; readonly with: string },
): boolean {
  const { readAt, readWith } = last;
  return readAt !== null && readWith === now.with && now.at.getTime() - readAt.getTime() < WHOLE_AGAIN_AFTER;
}

export interface Pace {
  readonly everyMs: number;
  /** In a row, up to and with this time. */
  readonly failures: number;
  /** What the server asks for. */
  readonly retryAfterMs: number | null;
  /** From 0 to 1: keeps the calendars of one server from being asked for at the same moment. */
  readonly random: number;
}

/** How long to wait until the next look: doubling with every failure, and never less than the server asks for. */
export function pauseUntilNext({ everyMs, failures, retryAfterMs, random }: Pace): number {
  const pause = everyMs * 2 ** Math.min(failures > 0 ? failures - 1 : 0, 20) * (0.9 + 0.2 * random);
  return Math.min(Math.max(Math.round(pause), retryAfterMs ?? 0), LONGEST_PAUSE);
}

/** `Retry-After`: seconds or a date (RFC 9110, section 10.2.3). @returns milliseconds, null for what is neither */
export function parseRetryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * SECOND;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}

/** For how long a worker keeps a calendar to itself; longer than one look can take. */
export const LEASE_MS = 2 * MINUTE;
