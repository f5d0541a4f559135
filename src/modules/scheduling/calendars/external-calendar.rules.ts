import { createHash } from 'node:crypto';
import { DAY, HOUR, MINUTE, SECOND } from '../../../kernel/clock.js';
import type { Interval } from '../../../kernel/intervals.js';
import type { EgressFailureReason } from '../../../infra/egress/egress-result.js';

/** Per person. */
export const MOST_EXTERNAL_CALENDARS = 20;
/** Consecutive failures after which the owner is notified. */
export const FAILURES_UNTIL_NOTICE = 3;

export const SYNC_STATUSES = ['ok', 'error'] as const;
export type SyncStatus = (typeof SYNC_STATUSES)[number];

/** Upper bound of back-off and `Retry-After`. */
const LONGEST_PAUSE = DAY;
/** After this an unchanged file is read again, because the window has moved on. */
const WHOLE_AGAIN_AFTER = 20 * HOUR;
const DAYS_BACK = 1;
const DAYS_AHEAD = 400;

export function busyWindow(now: Date): Interval {
  return { start: now.getTime() - DAYS_BACK * DAY, end: now.getTime() + DAYS_AHEAD * DAY };
}

/** Replaces the scheme `webcal:` by `https:`. */
export function fetchableUrl(url: string): string {
  return url.replace(/^webcals?:/i, 'https:');
}

/** Only the host: the rest of a calendar's URL is often a secret. */
export function maskedUrl(url: string): string {
  return `${new URL(url).origin.slice(0, 290)}/…`;
}

/** What busy times depend on besides the file. */
export interface ReadingBasis {
  /** Of floating times. */
  readonly timeZone: string;
  /** E-mail addresses of the person: events that they declined are not busy. */
  readonly addresses: readonly string[];
  /** Whether bookings that they attend make them busy by themselves. */
  readonly attendingCounts: boolean;
}

/** Version of the parser; to be increased when it reads files differently. */
const READING = 2;

/** @param zoneData the release of the zone data that this process computes with */
export function basisHash({ timeZone, addresses, attendingCounts }: ReadingBasis, zoneData: string): string {
  const basis = [READING, zoneData, timeZone, addresses, attendingCounts];
  return createHash('sha256').update(JSON.stringify(basis)).digest('hex');
}

/**
 * Whether a conditional request is enough: the basis is the same as at the last read. An unchanged file gives other
 * busy times in another time zone.
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
  /** Consecutive failures, this one included. */
  readonly failures: number;
  /** `Retry-After` of the server. */
  readonly retryAfterMs: number | null;
  /** Jitter from 0 to 1, so that calendars of one server are not read at the same moment. */
  readonly random: number;
}

/** Pause until the next sync: exponential back-off, at least `Retry-After`. */
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

/** What a request says about the server, whatever becomes of the calendar. */
export type ServerState = 'answers' | 'away' | 'not_asked';

const AWAY: ReadonlySet<EgressFailureReason> = new Set(['dns', 'connection', 'tls', 'timeout', 'protocol']);
const NOT_ASKED: ReadonlySet<EgressFailureReason> = new Set(['refused_url', 'refused_address']);

export function serverAfterFailure(reason: EgressFailureReason): ServerState {
  if (AWAY.has(reason)) return 'away';
  return NOT_ASKED.has(reason) ? 'not_asked' : 'answers';
}

/** Too Many Requests, and every 5xx. */
export function serverAfterStatus(status: number): ServerState {
  return status === 429 || status >= 500 ? 'away' : 'answers';
}

/** Pause of a calendar whose server is left alone: those of one server come back one after the other. */
export function pauseUntilServerIsAsked(retryInMs: number, random: number): number {
  return Math.round(Math.max(retryInMs, MINUTE) * (1 + random));
}

/** Lease of a worker; longer than one sync can take. */
export const LEASE_MS = 2 * MINUTE;
