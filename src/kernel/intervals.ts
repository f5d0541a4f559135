/** Half-open interval in milliseconds since the epoch: `end` is not in it. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Sorts the intervals and joins those that overlap or touch; empty ones disappear. O(n log n), O(n) when sorted. */
export function merge(intervals: readonly Interval[]): Interval[] {
  const merged: { start: number; end: number }[] = [];
  let last: { start: number; end: number } | undefined;
  for (const { start, end } of intervals) {
    if (end <= start) continue;
    if (last && start < last.start) return merge(intervals.toSorted((a, b) => a.start - b.start));
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push((last = { start, end }));
  }
  return merged;
}

/** Difference: `from` without `minus`, ascending. O(n log n). */
export function subtract(from: readonly Interval[], minus: readonly Interval[]): Interval[] {
  if (minus.length === 0) return merge(from);
  const gaps = merge(minus);
  const left: Interval[] = [];
  let next = 0;
  for (const { start, end } of merge(from)) {
    let since = start;
    while ((gaps[next]?.end ?? Infinity) <= start) next += 1;
    for (let gap = gaps[next]; gap && gap.start < end; gap = gaps[next]) {
      if (gap.start > since) left.push({ start: since, end: gap.start });
      since = gap.end;
      // A gap that goes on may overlap the next interval, too.
      if (gap.end >= end) break;
      next += 1;
    }
    if (since < end) left.push({ start: since, end });
  }
  return left;
}

/** Intersection, ascending. O(n log n). */
export function intersect(one: readonly Interval[], other: readonly Interval[]): Interval[] {
  const [a, b] = [merge(one), merge(other)];
  const common: Interval[] = [];
  for (let i = 0, j = 0; ;) {
    const [first, second] = [a[i], b[j]];
    if (!first || !second) return common;
    const start = Math.max(first.start, second.start);
    const end = Math.min(first.end, second.end);
    if (start < end) common.push({ start, end });
    if (first.end < second.end) i += 1;
    else j += 1;
  }
}

/** Where at least `count` of the intervals overlap, ascending. O(n log n). */
export function whereAtLeast(count: number, intervals: readonly Interval[]): Interval[] {
  const edges = intervals.flatMap(({ start, end }) => [
    { at: start, change: 1 },
    { at: end, change: -1 },
  ]);
  // At the same moment ends come before starts; intervals that touch are merged afterwards.
  edges.sort((a, b) => a.at - b.at || a.change - b.change);
  const found: Interval[] = [];
  let depth = 0;
  let since = 0;
  for (const { at, change } of edges) {
    if (change < 0 && depth === count) found.push({ start: since, end: at });
    depth += change;
    if (change > 0 && depth === count) since = at;
  }
  return merge(found);
}

export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

/**
 * Whether one of the intervals contains `wanted`. O(log n).
 * @param merged as `merge` returns them
 */
export function covers(merged: readonly Interval[], wanted: Interval): boolean {
  const last = lastStartingBy(merged, wanted.start);
  return last !== undefined && last.end >= wanted.end;
}

/**
 * Whether `wanted` overlaps none of the intervals. O(log n).
 * @param merged as `merge` returns them
 */
export function isClear(merged: readonly Interval[], wanted: Interval): boolean {
  const last = lastStartingBy(merged, wanted.end - 1);
  return last === undefined || last.end <= wanted.start;
}

function lastStartingBy(merged: readonly Interval[], moment: number): Interval | undefined {
  let low = 0;
  let high = merged.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((merged[middle]?.start ?? Infinity) <= moment) low = middle + 1;
    else high = middle;
  }
  return merged[low - 1];
}
