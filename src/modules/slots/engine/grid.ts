import { type Interval, overlaps } from '../../../kernel/intervals.js';

/**
 * The starts that a grid has in the window: steps of elapsed time from the start of each shift, as long as it lasts. A
 * booking never moves them, nor does the window, because shifts are whole.
 * @returns in the order of time, each once
 */
export function gridStarts(shifts: readonly Interval[], step: number, window: Interval): number[] {
  const starts = new Set<number>();
  for (const shift of shifts) {
    const until = Math.min(shift.end, window.end);
    const skipped = Math.max(0, Math.ceil((window.start - shift.start) / step));
    for (let start = shift.start + skipped * step; start < until; start += step) starts.add(start);
  }
  return [...starts].sort((a, b) => a - b);
}

/** Where every list has a shift; what only touches stays apart, so that it depends on nothing outside the window. */
export function commonShifts(lists: readonly (readonly Interval[])[]): Interval[] {
  const [first = [], ...others] = lists;
  return others.reduce<Interval[]>(meet, [...first]);
}

/** Of those that start together only the longest is kept, whose grid has all of theirs: so there are never many. */
function meet(one: readonly Interval[], other: readonly Interval[]): Interval[] {
  const endByStart = new Map<number, number>();
  for (const a of one)
    for (const b of other) {
      if (!overlaps(a, b)) continue;
      const start = Math.max(a.start, b.start);
      endByStart.set(start, Math.max(endByStart.get(start) ?? start, Math.min(a.end, b.end)));
    }
  return [...endByStart].map(([start, end]) => ({ start, end }));
}
