import { DAY } from '../../../../kernel/clock.js';
import type { Interval } from '../../../../kernel/intervals.js';
import { dateOfDay, dayOfDate, toInstant, weekdayOf } from '../../../../kernel/zoned-time.js';
import type { LimitPeriod } from '../../event-types/event-types.api.js';

/** The first local date of the period that a local date belongs to; weeks begin on Monday (ISO 8601). */
export function periodStart(period: LimitPeriod, date: string): string {
  if (period === 'month') return `${date.slice(0, 8)}01`;
  const day = dayOfDate(date);
  return period === 'week' ? dateOfDay(day - weekdayOf(day) + 1) : date;
}

/** Interval of a period in a zone, by its first local date. */
export function periodInterval(period: LimitPeriod, startsOn: string, timeZone: string): Interval {
  return datesInterval(startsOn, dateOfDay(lastDay(period, startsOn)), timeZone);
}

/** From the start of the first local date to the end of the last. */
export function datesInterval(first: string, last: string, timeZone: string): Interval {
  return {
    start: toInstant(timeZone, dayOfDate(first) * DAY),
    end: toInstant(timeZone, (dayOfDate(last) + 1) * DAY),
  };
}

function lastDay(period: LimitPeriod, startsOn: string): number {
  const day = dayOfDate(startsOn);
  if (period === 'day') return day;
  if (period === 'week') return day + 6;
  const date = new Date(day * DAY);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0) / DAY;
}
