import type { ChangeSchedule, DayInterval, ScheduleDetails, WeeklyInterval } from '@lyceum/sdk';

/** Monday is 1, Sunday 7. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;
const USUAL: DayInterval = { start: '09:00', end: '17:00' };

/** What most begin with. */
export const USUAL_WEEK: WeeklyInterval[] = [1, 2, 3, 4, 5].map((day) => ({ day, ...USUAL }));

/** What is typed of a schedule until it is saved; its dates are saved one by one. */
export interface ScheduleDraft extends Required<Pick<ChangeSchedule, 'name' | 'timeZone'>> {
  readonly weekly: readonly WeeklyInterval[];
}

export function draftOf({ name, timeZone, weekly }: ScheduleDetails): ScheduleDraft {
  return { name, timeZone, weekly: weekly.map(({ day, ...times }) => ({ day, ...editable(times) })) };
}

/** Fields for a time know no `24:00`; an end of `00:00` is the same midnight. */
export function editable({ start, end }: DayInterval): DayInterval {
  return { start, end: end === '24:00' ? '00:00' : end };
}

export function intervalsOn(weekly: readonly WeeklyInterval[], day: Weekday): DayInterval[] {
  return weekly.filter((interval) => interval.day === day).map(({ start, end }) => ({ start, end }));
}

/** Other intervals on these days, and in the order of days. */
export function withIntervals(
  weekly: readonly WeeklyInterval[],
  days: readonly Weekday[],
  intervals: readonly DayInterval[],
): WeeklyInterval[] {
  return WEEKDAYS.flatMap((day) =>
    (days.includes(day) ? intervals : intervalsOn(weekly, day)).map((interval) => ({ day, ...interval })),
  );
}

/** What an added interval begins with: an hour after the last one, or nothing where the day has no such hour. */
export function nextInterval(intervals: readonly DayInterval[]): DayInterval {
  const last = intervals.at(-1);
  if (!last) return USUAL;
  const start = minutesOf(last.end);
  const isPossible = last.end > last.start && start + HOUR_MINUTES < DAY_MINUTES;
  return isPossible ? { start: last.end, end: timeOf(start + HOUR_MINUTES) } : { start: '', end: '' };
}

export function hoursOf(weekly: readonly WeeklyInterval[]): number {
  const lengths = weekly.map(({ start, end }) => {
    const length = minutesOf(end) - minutesOf(start);
    return length > 0 ? length : length + DAY_MINUTES;
  });
  return lengths.reduce((sum, length) => sum + length, 0) / HOUR_MINUTES;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * HOUR_MINUTES + minutes;
}

function timeOf(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / HOUR_MINUTES))}:${two(minutes % HOUR_MINUTES)}`;
}
