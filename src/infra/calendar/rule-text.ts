import type { RecurrenceSet } from './recurrence.js';
import { type RecurrenceRule, type Weekday, WEEKDAYS } from './recurrence-rule.js';
import { toFloating, toWallTime, weekdayIndex } from './wall-time.js';

const WEEKDAY_NAMES: Readonly<Record<Weekday, string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};
const PERIODS: Readonly<Record<RecurrenceRule['frequency'], string>> = {
  SECONDLY: 'second',
  MINUTELY: 'minute',
  HOURLY: 'hour',
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
};
const WORKING_WEEK = 'MO,TU,WE,TH,FR';

/** `every week on Monday and Thursday at 9 AM`, in the zone of the set. */
export function describeRule({ start, timeZone, rule }: RecurrenceSet): string {
  const { frequency, interval, byMonth, byMonthDay, byYearDay, byWeekNo, bySetPos } = rule;
  const period = PERIODS[frequency];
  const isWorkingWeek = frequency === 'WEEKLY' && interval === 1 && namesOf(rule) === WORKING_WEEK;
  return [
    isWorkingWeek ? 'every weekday' : interval === 1 ? `every ${period}` : `every ${interval} ${period}s`,
    isWorkingWeek ? '' : weekdays(rule, start),
    byMonthDay.length > 0 ? `on the ${inWords(byMonthDay.map(ordinal))} day of the month` : '',
    byYearDay.length > 0 ? `on the ${inWords(byYearDay.map(ordinal))} day of the year` : '',
    byWeekNo.length > 0 ? `in ${weeks(byWeekNo)}` : '',
    byMonth.length > 0 ? `in ${inWords(byMonth.map(monthName))}` : '',
    `at ${inWords(timesOfDay(rule, start))}`,
    bySetPos.length > 0 ? `on the ${inWords(bySetPos.map(ordinal))} of these dates` : '',
    ending(rule, timeZone),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function namesOf({ byDay }: RecurrenceRule): string {
  return byDay.map(({ position, weekday }) => `${position ?? ''}${weekday}`).join(',');
}

function weekdays({ frequency, byDay }: RecurrenceRule, start: string): string {
  if (byDay.length > 0)
    return `on ${inWords(
      byDay.map(({ position, weekday }) => {
        const name = WEEKDAY_NAMES[weekday];
        return position === null ? name : `the ${ordinal(position)} ${name}`;
      }),
    )}`;
  const weekday = WEEKDAYS[weekdayIndex(start)];
  return frequency === 'WEEKLY' && weekday ? `on ${WEEKDAY_NAMES[weekday]}` : '';
}

function weeks(numbers: readonly number[]): string {
  const counted = numbers.filter((week) => week > 0).map(String);
  const fromEnd = numbers.filter((week) => week < 0).map((week) => `the ${ordinal(week)} week`);
  const named = counted.length > 0 ? [`${counted.length > 1 ? 'weeks' : 'week'} ${inWords(counted)}`] : [];
  return inWords([...named, ...fromEnd]);
}

/** In order, and as many as anybody reads. */
function timesOfDay({ byHour, byMinute, bySecond }: RecurrenceRule, start: string): string[] {
  const date = new Date(toFloating(start));
  const or = (list: readonly number[], value: number) => (list.length > 0 ? list : [value]);
  return or(byHour, date.getUTCHours()).flatMap((hour) =>
    or(byMinute, date.getUTCMinutes()).flatMap((minute) =>
      or(bySecond, date.getUTCSeconds()).map((second) => clockTime(hour, minute, second)),
    ),
  );
}

/** `9 AM`, `9:30 PM`, `12:00:15 AM`: what is zero at the end goes without saying. */
function clockTime(hour: number, minute: number, second: number): string {
  const two = (value: number) => `${value}`.padStart(2, '0');
  const rest = second > 0 ? `:${two(minute)}:${two(second)}` : minute > 0 ? `:${two(minute)}` : '';
  return `${hour % 12 === 0 ? 12 : hour % 12}${rest} ${hour < 12 ? 'AM' : 'PM'}`;
}

function ending({ count, until }: RecurrenceRule, timeZone: string): string {
  if (count !== null) return count === 1 ? 'once' : `${count} times`;
  if (until === null) return '';
  const date = new Date(toFloating(toWallTime(until, timeZone)));
  return `until ${monthName(date.getUTCMonth() + 1)} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
}

function monthName(month: number): string {
  return new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2027, month - 1, 1));
}

/** `3rd`, `last`, `2nd to last`. */
function ordinal(position: number): string {
  if (position === -1) return 'last';
  const size = Math.abs(position);
  const suffix = { one: 'st', two: 'nd', few: 'rd', other: 'th' } as Readonly<Record<string, string>>;
  const text = `${size}${suffix[ORDINALS.select(size)] ?? 'th'}`;
  return position < 0 ? `${text} to last` : text;
}

const ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' });

function inWords(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
