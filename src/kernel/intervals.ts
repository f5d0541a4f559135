/** Milliseconds since the epoch, half-open: the end belongs to what follows. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Sorts the intervals and joins those that overlap or touch; empty ones disappear. O(n log n). */
export function merge(intervals: readonly Interval[]): Interval[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of intervals.toSorted((a, b) => a.start - b.start)) {
    if (end <= start) continue;
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** What `minus` leaves of `from`, in the order of time. O(n log n). */
export function subtract(from: readonly Interval[], minus: readonly Interval[]): Interval[] {
  const taken = merge(minus);
  const left: Interval[] = [];
  let index = 0;
  for (const { start, end } of merge(from)) {
    let free = start;
    while (index < taken.length && taken[index]!.end <= start) index += 1;
    for (let at = index; at < taken.length && taken[at]!.start < end; at += 1) {
      if (taken[at]!.start > free) left.push({ start: free, end: taken[at]!.start });
      free = Math.max(free, taken[at]!.end);
    }
    if (free < end) left.push({ start: free, end });
  }
  return left;
}

/** What both have, in the order of time. O(n log n). */
export function intersect(one: readonly Interval[], other: readonly Interval[]): Interval[] {
  const a = merge(one);
  const b = merge(other);
  const common: Interval[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const start = Math.max(a[i]!.start, b[j]!.start);
    const end = Math.min(a[i]!.end, b[j]!.end);
    if (start < end) common.push({ start, end });
    if (a[i]!.end < b[j]!.end) i += 1;
    else j += 1;
  }
  return common;
}

export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

/**
 * Whether one of the intervals holds all of `wanted`. O(log n).
 * @param merged as `merge` returns them
 */
export function covers(merged: readonly Interval[], wanted: Interval): boolean {
  const index = lastStartingBy(merged, wanted.start);
  return index >= 0 && merged[index]!.end >= wanted.end;
}

/**
 * Whether `wanted` meets none of the intervals. O(log n).
 * @param merged as `merge` returns them
 */
export function isClear(merged: readonly Interval[], wanted: Interval): boolean {
  const index = lastStartingBy(merged, wanted.end - 1);
  return index < 0 || merged[index]!.end <= wanted.start;
}

/** @returns the index of the last interval that starts at or before the moment; -1 when there is none */
function lastStartingBy(merged: readonly Interval[], moment: number): number {
  let low = 0;
  let high = merged.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (merged[middle]!.start <= moment) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
