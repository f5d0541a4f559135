import { type Interval, intersect, subtract } from '../../kernel/intervals.js';

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
  for (const gap of subtract([within], busy)) {
    if (gap.end - gap.start < duration) continue;
    const start = Math.min(Math.max(wanted.start, gap.start), gap.end - duration);
    if (nearest === undefined || Math.abs(start - wanted.start) < Math.abs(nearest - wanted.start)) nearest = start;
  }
  return nearest === undefined ? undefined : { start: nearest, end: nearest + duration };
}

/**
 * What keeps a booking of this length from beginning anywhere it finds no lane that is free throughout, though each of
 * its moments may be free in some lane. O(capacity · n).
 */
export function withoutLane(
  claims: readonly (Interval & { readonly lane: number })[],
  capacity: number,
  length: number,
): Interval[] {
  // The starts that meet a claim lie less than the length before it: in whole milliseconds, from start - length + 1 on.
  const starts = Array.from({ length: capacity }, (_one, lane) =>
    claims.filter((claim) => claim.lane === lane).map(({ start, end }) => ({ start: start - length + 1, end })),
  );
  const blocked = starts.slice(1).reduce<Interval[]>(intersect, [...(starts[0] ?? [])]);
  return blocked.map(({ start, end }) => {
    const first = start + length - 1;
    return { start: Math.min(first, end - 1), end: Math.max(first + 1, end) };
  });
}
