import { DAY, SECOND } from '../../kernel/clock.js';
import { toInstant as instantOf, toLocal } from '../../kernel/zoned-time.js';

/**
 * A local date and time to the second, as iCalendar writes it (RFC 5545, section 3.3.5, form #1): `20270131T090000`.
 * Sorts as text.
 */
export type WallTime = string;

const WALL_TIME = /^\d{8}T\d{6}$/;

/** Whether the text is a wall time on an existing date. */
export function isWallTime(text: string): text is WallTime {
  return WALL_TIME.test(text) && fromFloating(toFloating(text)) === text;
}

/** Wall time of the zone at the instant, without fractions of a second. */
export function toWallTime(instant: number, timeZone: string): WallTime {
  return fromFloating(toLocal(timeZone, Math.floor(instant / SECOND) * SECOND));
}

/**
 * Instant of a wall time, in milliseconds since the epoch. A time in a gap is read with the offset before the gap, of
 * an ambiguous time the first counts (RFC 5545, section 3.3.5).
 */
export function toInstant(wall: WallTime, timeZone: string): number {
  return instantOf(timeZone, toFloating(wall));
}

/** The wall time as if it were UTC, in milliseconds since the epoch: for arithmetic that no zone disturbs. */
export function toFloating(wall: WallTime): number {
  const [year, month, day, hour, minute, second] = [0, 4, 6, 9, 11, 13].map((at, index) =>
    Number(wall.slice(at, at + (index === 0 ? 4 : 2))),
  ) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

export function fromFloating(milliseconds: number): WallTime {
  return new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:]/g, '');
}

/** The weekday of a wall time: Monday is 0. */
export function weekdayIndex(wall: WallTime): number {
  // 1970-01-01 was a Thursday.
  return (((Math.floor(toFloating(wall) / DAY) + 3) % 7) + 7) % 7;
}
