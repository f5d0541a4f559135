import { DAY, MINUTE } from '../../../../kernel/clock.js';
import { type Interval, overlaps } from '../../../../kernel/intervals.js';
import { dayExists, dayOf, toInstant, weekdayOf } from '../../../../kernel/zoned-time.js';
import type { DayInterval, WeeklyInterval } from './schedule.rules.js';

/** Days are numbered from 1970-01-01. */
export interface ScheduleRule {
  readonly timeZone: string;
  readonly weekly: readonly WeeklyInterval[];
  /** By day: replaces the weekly intervals that start on it; empty: closed. */
  readonly overrides: ReadonlyMap<number, readonly DayInterval[]>;
  /** Days, both inclusive, on which times are in another zone; no two overlap. */
  readonly travels: readonly Travel[];
}

export interface Travel {
  readonly firstDay: number;
  readonly lastDay: number;
  readonly timeZone: string;
}

/**
 * Expands a schedule to the working intervals that touch the window, each whole and as its rule has it, ascending;
 * two may touch, or overlap where an override meets the night before. Each end is converted to an instant: a time in a
 * gap is read with the offset before the gap, of an ambiguous time it is the first, and an interval of which nothing is
 * left disappears. A date that the zone skips has no intervals.
 */
export function expandSchedule(rule: ScheduleRule, window: Interval): Interval[] {
  const weekdays = byWeekday(rule.weekly);
  const intervals: Interval[] = [];
  // Local dates lie at most a day off those of UTC, and an interval ends before the end of the next date.
  const last = dayOf(window.end) + 1;
  for (let day = dayOf(window.start) - 3; day <= last; day += 1) {
    const wanted = rule.overrides.get(day) ?? weekdays[weekdayOf(day)] ?? [];
    if (wanted.length === 0) continue;
    const timeZone = zoneOn(rule, day);
    if (!dayExists(timeZone, day)) continue;
    for (const { start, end } of wanted) {
      const interval = {
        start: toInstant(timeZone, day * DAY + start * MINUTE),
        end: toInstant(timeZone, day * DAY + end * MINUTE),
      };
      if (interval.start < interval.end && overlaps(interval, window)) intervals.push(interval);
    }
  }
  return intervals.sort((a, b) => a.start - b.start);
}

function byWeekday(weekly: readonly WeeklyInterval[]): WeeklyInterval[][] {
  const weekdays: WeeklyInterval[][] = Array.from({ length: 8 }, () => []);
  for (const interval of weekly) weekdays[interval.day]?.push(interval);
  return weekdays;
}

function zoneOn({ timeZone, travels }: ScheduleRule, day: number): string {
  return travels.find(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay)?.timeZone ?? timeZone;
}
