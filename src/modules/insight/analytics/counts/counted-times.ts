import { HOUR } from '../../../../kernel/clock.js';

/** Lengths of roll-up periods: each is a multiple of the next smaller; all are aligned to 1970 in UTC. */
export const COUNTED_HOURS = [16 * 24, 24, 1] as const;

export const LONGEST_HOURS = COUNTED_HOURS[0];

export interface CountedTimes {
  readonly hours: number;
  readonly from: Date;
  readonly to: Date;
}

/** A span split into roll-up periods, and the partial hours at its ends. */
export interface SpanInTimes {
  readonly counted: readonly CountedTimes[];
  /** The whole hours of the span; empty (`from` equals `to`) when there is none. */
  readonly wholeHours: { readonly from: Date; readonly to: Date };
}

/** Covers the span with as few periods as possible: at most fifteen days and 23 hours at each end. */
export function spanInTimes({ from, to }: { readonly from: Date; readonly to: Date }): SpanInTimes {
  const [first, end] = [ceiling(from.getTime(), HOUR), floor(to.getTime(), HOUR)];
  if (first >= end) return { counted: [], wholeHours: { from: to, to } };
  return { counted: within(first, end, COUNTED_HOURS), wholeHours: { from: new Date(first), to: new Date(end) } };
}

/** End of the longest period that contains the moment. */
export function endOfLongest(moment: Date): Date {
  const size = LONGEST_HOURS * HOUR;
  return new Date(floor(moment.getTime(), size) + size);
}

function within(from: number, to: number, [hours, ...smaller]: readonly number[]): CountedTimes[] {
  if (hours === undefined || from >= to) return [];
  const [first, end] = [ceiling(from, hours * HOUR), floor(to, hours * HOUR)];
  if (first >= end) return within(from, to, smaller);
  const whole = { hours, from: new Date(first), to: new Date(end) };
  return [...within(from, first, smaller), whole, ...within(end, to, smaller)];
}

function floor(time: number, size: number): number {
  return Math.floor(time / size) * size;
}

function ceiling(time: number, size: number): number {
  return Math.ceil(time / size) * size;
}
