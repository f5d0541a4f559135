import type { Interval } from '../../kernel/intervals.js';

/*
 * Range types of PostgreSQL (section 8.17 of its manual) in their text form, as the driver passes them.
 */

/** A `tstzrange` in a session whose zone is UTC: `["2031-06-02 07:00:00+00","2031-06-02 15:00:00.5+00")`. */
const TIMES = /^\["([^"]+)\+00","([^"]+)\+00"\)$/;
/** A `daterange`, which PostgreSQL always writes with an exclusive end: `[2031-06-02,2031-06-05)`. */
const DATES = /^\[(\d{4}-\d{2}-\d{2}),(\d{4}-\d{2}-\d{2})\)$/;

/** @throws Error for a range that is empty, without bounds, or not half-open */
export function parseTimes(range: string): Interval {
  const [, start, end] = TIMES.exec(range) ?? [];
  if (start === undefined || end === undefined) throw new Error(`This is no range of times: ${range}`);
  return { start: Date.parse(`${start.replace(' ', 'T')}Z`), end: Date.parse(`${end.replace(' ', 'T')}Z`) };
}

export function writeTimes({ start, end }: Interval): string {
  return `[${new Date(start).toISOString()},${new Date(end).toISOString()})`;
}

/** @returns the first date, and the first one after the range. @throws Error as `parseTimes` does */
export function parseDates(range: string): { readonly from: string; readonly until: string } {
  const [, from, until] = DATES.exec(range) ?? [];
  if (from === undefined || until === undefined) throw new Error(`This is no range of dates: ${range}`);
  return { from, until };
}

/** SQL for a moment in milliseconds: read faster than timestamps, and computed several times as fast as by `extract`. */
export const millisecondsOf = (moment: string) => `(date_part('epoch', ${moment}) * 1000)::bigint`;

/** Bytes of a moment as `packed`. */
export const PACKED_BYTES = 8;
/** PostgreSQL counts from here, in microseconds. */
const POSTGRES_EPOCH = Date.UTC(2000, 0, 1);

/** SQL for a moment as PostgreSQL sends it in binary: many of them take half the time of text to be made. */
export const packed = (moment: string) => `timestamptz_send(${moment})`;

/** @returns the packed moment at an offset, in milliseconds since the epoch */
export function unpackedMoment(bytes: Buffer, at: number): number {
  const microseconds = bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4);
  return Math.round(microseconds / 1000) + POSTGRES_EPOCH;
}
