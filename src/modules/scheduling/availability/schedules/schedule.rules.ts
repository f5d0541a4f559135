import type { Faults } from '../../../../kernel/faults.js';
import { DAY, MINUTE } from '../../../../kernel/clock.js';
import { dayOfDate } from '../../../../kernel/zoned-time.js';

export const MOST_SCHEDULES = 20;
export const MOST_INTERVALS = 50;
export const MOST_OVERRIDES = 400;
export const MOST_TRAVELS = 50;

const DAY_MINUTES = DAY / MINUTE;
const WEEK_MINUTES = 7 * DAY_MINUTES;

/** Minutes from local midnight, half-open. The end lies after the start and may lie on the next day: 22:00-26:00. */
export interface DayInterval {
  readonly start: number;
  readonly end: number;
}

export interface WeeklyInterval extends DayInterval {
  /** Monday is 1, Sunday 7. */
  readonly day: number;
}

/** As the API writes them: an end that is not after the start is on the next day. */
export interface WrittenInterval {
  readonly start: string;
  readonly end: string;
}

export interface WrittenTravel {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

export function readInterval(written: WrittenInterval): DayInterval {
  const [start, end] = [minutesOf(written.start), minutesOf(written.end)];
  return { start, end: end > start ? end : end + DAY_MINUTES };
}

export function writeInterval({ start, end }: DayInterval): WrittenInterval {
  return { start: timeOf(start), end: end === DAY_MINUTES ? '24:00' : timeOf(end % DAY_MINUTES) };
}

/** Overlaps within the week, also of Sunday night with Monday morning. */
export function findWeeklyFaults(weekly: readonly WeeklyInterval[], faults: Faults): void {
  const inWeek = ({ day, start, end }: WeeklyInterval) => {
    const monday = (day - 1) * DAY_MINUTES;
    return { start: monday + start, end: monday + end };
  };
  findOverlaps(weekly.map(inWeek), '/weekly', faults, WEEK_MINUTES);
}

/** Overlaps within one date; they are allowed with an interval that began the night before. */
export function findDayFaults(intervals: readonly DayInterval[], faults: Faults): void {
  findOverlaps(intervals, '/intervals', faults);
}

/** Dates in the wrong order, and overlapping travels. */
export function findTravelFaults(travels: readonly WrittenTravel[], faults: Faults): void {
  travels.forEach(({ from, to }, index) =>
    faults.addIf(to < from, `/travels/${index}/to`, 'must not be before from', 'is_after_from'),
  );
  const days = travels.map(({ from, to }) => ({ start: dayOfDate(from), end: dayOfDate(to) + 1 }));
  findOverlaps(days, '/travels', faults);
}

export function byDayAndTime(a: WeeklyInterval, b: WeeklyInterval): number {
  return a.day - b.day || a.start - b.start;
}

export function byTime(a: DayInterval, b: DayInterval): number {
  return a.start - b.start;
}

/** @param cycle period after which all intervals repeat */
function findOverlaps(intervals: readonly DayInterval[], list: string, faults: Faults, cycle?: number): void {
  const shifts = cycle === undefined ? [0] : [-cycle, 0, cycle];
  intervals.forEach((interval, index) => {
    const other = intervals
      .slice(0, index)
      .findIndex(({ start, end }) =>
        shifts.some((shift) => start + shift < interval.end && end + shift > interval.start),
      );
    faults.addIf(other >= 0, `${list}/${index}`, `overlaps ${list.slice(1)}[${other}]`, 'overlaps');
  });
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function timeOf(minutes: number): string {
  const pad = (number: number) => String(number).padStart(2, '0');
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
