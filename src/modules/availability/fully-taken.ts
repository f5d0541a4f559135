import { type Interval, merge } from '../../kernel/intervals.js';

export interface LaneInterval extends Interval {
  readonly lane: number;
}

/** When no lane is left: claims on all of the lanes 0 to capacity - 1. In the order of time. O(n log n). */
export function fullyTaken(claims: readonly LaneInterval[], capacity: number): Interval[] {
  const lanes = new Map<number, LaneInterval[]>();
  for (const claim of claims) {
    if (claim.lane >= capacity) continue;
    const lane = lanes.get(claim.lane);
    if (lane) lane.push(claim);
    else lanes.set(claim.lane, [claim]);
  }
  if (lanes.size < capacity) return [];
  const edges = [...lanes.values()].flatMap(merge).flatMap(({ start, end }) => [
    { at: start, change: 1 },
    { at: end, change: -1 },
  ]);
  // What ends makes room before what begins takes it; touching intervals are merged afterwards.
  edges.sort((a, b) => a.at - b.at || a.change - b.change);
  const taken: Interval[] = [];
  let count = 0;
  let since = 0;
  for (const { at, change } of edges) {
    if (count === capacity) taken.push({ start: since, end: at });
    count += change;
    if (count === capacity) since = at;
  }
  return merge(taken);
}
