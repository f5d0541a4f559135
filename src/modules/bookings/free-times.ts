/** Milliseconds since the epoch, half-open. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

export interface FreeTimeSearch {
  /** In any order, overlapping or not. */
  readonly busy: readonly Interval[];
  readonly wanted: Interval;
  /** Nothing begins before or ends after it. */
  readonly within: Interval;
  readonly count: number;
}

/**
 * Free intervals of the wanted length, each the nearest to the wanted start that is left when those before it are
 * taken; of two equally near ones the earlier. Costs O(count · n log n).
 * @returns at most `count`, in the order of time
 */
export function nearestFreeTimes({ busy, wanted, within, count }: FreeTimeSearch): Interval[] {
  const found: Interval[] = [];
  while (found.length < count) {
    const next = nearestFreeTime([...busy, ...found], wanted, within);
    if (!next) break;
    found.push(next);
  }
  return found.sort((a, b) => a.start - b.start);
}

function nearestFreeTime(busy: readonly Interval[], wanted: Interval, within: Interval): Interval | undefined {
  const duration = wanted.end - wanted.start;
  let nearest: number | undefined;
  for (const gap of gaps(busy, within)) {
    if (gap.end - gap.start < duration) continue;
    const start = Math.min(Math.max(wanted.start, gap.start), gap.end - duration);
    if (nearest === undefined || Math.abs(start - wanted.start) < Math.abs(nearest - wanted.start)) nearest = start;
  }
  return nearest === undefined ? undefined : { start: nearest, end: nearest + duration };
}

/** What the busy intervals leave free, in the order of time. */
function* gaps(busy: readonly Interval[], within: Interval): Generator<Interval> {
  let free = within.start;
  for (const { start, end } of busy.toSorted((a, b) => a.start - b.start)) {
    if (start > free) yield { start: free, end: Math.min(start, within.end) };
    free = Math.max(free, end);
    if (free >= within.end) return;
  }
  yield { start: free, end: within.end };
}
