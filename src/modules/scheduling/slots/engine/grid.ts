import { type Interval, overlaps } from '../../../../kernel/intervals.js';

/**
 * Grid of starts in the window: steps of elapsed time from the start of each shift to its end. Neither bookings nor the
 * window move the grid, because shifts are whole.
 * @returns ascending, distinct
 */
export function gridStarts(shifts: readonly Interval[], step: number, window: Interval): number[] {
  const starts: number[] = [];
  let last = -Infinity;
  let isInOrder = true;
  for (const shift of shifts) {
    const until = Math.min(shift.end, window.end);
    for (let start = firstStart(shift, step, window); start < until; start += step) {
      isInOrder &&= start > last;
      starts.push((last = start));
    }
  }
  return isInOrder ? starts : [...new Set(starts)].sort((a, b) => a - b);
}

/** How many starts `gridStarts` would generate, without generating them. */
export function countStarts(shifts: readonly Interval[], step: number, window: Interval): number {
  return shifts.reduce((sum, shift) => {
    const length = Math.min(shift.end, window.end) - firstStart(shift, step, window);
    return sum + Math.max(0, Math.ceil(length / step));
  }, 0);
}

function firstStart(shift: Interval, step: number, window: Interval): number {
  return shift.start + Math.max(0, Math.ceil((window.start - shift.start) / step)) * step;
}

/** Intersection of shifts; touching ones are not merged, so that it does not depend on anything outside the window. */
export function commonShifts(lists: readonly (readonly Interval[])[]): Interval[] {
  const [first = [], ...others] = lists;
  return others.reduce<Interval[]>(meet, [...first]);
}

/** Of intersections that start together only the longest is kept, whose grid includes the others': so there are few. */
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
