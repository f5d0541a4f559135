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
  return sweep(from, minus, (inFrom, inMinus) => inFrom && !inMinus);
}

/** What both have, in the order of time. O(n log n). */
export function intersect(one: readonly Interval[], other: readonly Interval[]): Interval[] {
  return sweep(one, other, (inOne, inOther) => inOne && inOther);
}

/** Walks over both sets from edge to edge and keeps what `wanted` says. */
function sweep(
  a: readonly Interval[],
  b: readonly Interval[],
  wanted: (inA: boolean, inB: boolean) => boolean,
): Interval[] {
  const edges = [...edgesOf(a, 'a'), ...edgesOf(b, 'b')].sort((one, other) => one.at - other.at);
  const kept: Interval[] = [];
  const inside = { a: false, b: false };
  let since: number | null = null;
  edges.forEach(({ at, set, enters }, index) => {
    inside[set] = enters;
    if (edges[index + 1]?.at === at) return;
    const keeps = wanted(inside.a, inside.b);
    if (keeps && since === null) since = at;
    if (keeps || since === null) return;
    kept.push({ start: since, end: at });
    since = null;
  });
  return kept;
}

function edgesOf<Set extends 'a' | 'b'>(intervals: readonly Interval[], set: Set) {
  return merge(intervals).flatMap(({ start, end }) => [
    { at: start, set, enters: true },
    { at: end, set, enters: false },
  ]);
}

export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

/**
 * Whether one of the intervals holds all of `wanted`. O(log n).
 * @param merged as `merge` returns them
 */
export function covers(merged: readonly Interval[], wanted: Interval): boolean {
  const last = lastStartingBy(merged, wanted.start);
  return last !== undefined && last.end >= wanted.end;
}

/**
 * Whether `wanted` meets none of the intervals. O(log n).
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
