import { DAY } from '../../../../kernel/clock.js';
import { type Interval, subtract } from '../../../../kernel/intervals.js';

/** A free time that a refusal suggests. */
export interface Alternative {
  readonly start: string;
  readonly end: string;
}

/** Most suggestions of a refusal. */
export const ALTERNATIVES = 3;
/** Search radius around the wanted time. */
const REACH = 7 * DAY;

/** Search window for alternatives. @param since lower bound */
export function around({ start, end }: Interval, since: number): Interval {
  return { start: Math.max(start - REACH, since), end: end + REACH };
}

export function toAlternative({ start, end }: Interval): Alternative {
  return { start: new Date(start).toISOString(), end: new Date(end).toISOString() };
}

/**
 * The offered slots nearest to the wanted start; of two equally near ones the earlier.
 * @returns at most `count`, ascending
 */
export function nearestSlots(offered: readonly Interval[], wantedStart: number, count: number): Interval[] {
  const distance = ({ start }: Interval) => Math.abs(start - wantedStart);
  return offered
    .toSorted((a, b) => distance(a) - distance(b) || a.start - b.start)
    .slice(0, count)
    .sort((a, b) => a.start - b.start);
}

export interface FreeTimeSearch {
  /** Unordered; they may overlap. */
  readonly busy: readonly Interval[];
  readonly wanted: Interval;
  /** Search window. */
  readonly within: Interval;
  readonly count: number;
}

/**
 * Free intervals of the wanted length without overlaps, greedily the nearest to the wanted start; of two equally near
 * ones the earlier. O(count · n log n).
 * @returns at most `count`, ascending
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
