import { type Interval, whereAtLeast } from '../../kernel/intervals.js';

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
  return whereAtLeast(capacity, [...lanes.values()]);
}
