import { type Interval, isClear, merge } from '../../../../kernel/intervals.js';
import type { Reason } from './reasons.js';

/*
 * Every rule about slots is turned into the set of starts that it forbids, as merged intervals of milliseconds. So the
 * free starts of a month are found in one sweep, and the reasons why one start is not free are the sets that it is in.
 */

/** Starts that are forbidden for one reason. */
export interface Rule {
  readonly reason: Reason;
  /** Merged. */
  readonly forbidden: readonly Interval[];
}

/** The range of Date. */
export const ALWAYS: Interval = { start: -8.64e15, end: 8.64e15 };

export function forbids({ forbidden }: Pick<Rule, 'forbidden'>, start: number): boolean {
  return !isClear(forbidden, instant(start));
}

export function reasonsOf(rules: readonly Rule[], start: number): Reason[] {
  return rules.filter((rule) => forbids(rule, start)).map(({ reason }) => reason);
}

/** The starts that are not forbidden; both lists are ascending, for one sweep. */
export function clearStarts(starts: readonly number[], forbidden: readonly Interval[]): number[] {
  let next = 0;
  return starts.filter((start) => {
    while ((forbidden[next]?.end ?? Infinity) <= start) next += 1;
    return (forbidden[next]?.start ?? Infinity) > start;
  });
}

export function instant(at: number): Interval {
  return { start: at, end: at + 1 };
}

/** The starts `s` for which `[s - before, s + after)` overlaps one of the times. */
export function startsMeeting(times: readonly Interval[], before: number, after: number): Interval[] {
  return merge(times.map(({ start, end }) => ({ start: start - after + 1, end: end + before })));
}

/** The starts `s` for which `[s, s + length)` lies within one of the merged times. */
export function startsWithin(merged: readonly Interval[], length: number): Interval[] {
  return merge(merged.map(({ start, end }) => ({ start, end: end - length + 1 })));
}
