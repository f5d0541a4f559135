import type { RecurrenceRule, Weekday } from './recurrence-rule.js';
import { listed, monthName, type RuleWords, twoDigits } from './rule-words.js';

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
const ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIXES: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };

const list = (items: readonly string[]) => listed(items, 'and');
const month = (number: number) => monthName(number, 'en');
const ordinals = (positions: readonly number[]) => list(positions.map(ordinal));

/** `3rd`, `last`, `2nd to last`. */
function ordinal(position: number): string {
  if (position === -1) return 'last';
  const size = Math.abs(position);
  const text = `${size}${SUFFIXES[ORDINALS.select(size)] ?? 'th'}`;
  return position < 0 ? `${text} to last` : text;
}

function weeks(numbers: readonly number[]): string {
  const counted = numbers.filter((week) => week > 0).map(String);
  const fromEnd = numbers.filter((week) => week < 0).map((week) => `the ${ordinal(week)} week`);
  const named = counted.length > 0 ? [`${counted.length > 1 ? 'weeks' : 'week'} ${list(counted)}`] : [];
  return list([...named, ...fromEnd]);
}

export const ENGLISH_RULE_WORDS: RuleWords = {
  every: (interval, frequency) =>
    interval === 1 ? `every ${PERIODS[frequency]}` : `every ${interval} ${PERIODS[frequency]}s`,
  everyWorkday: 'every weekday',
  weekday: (weekday, position) =>
    position === null ? WEEKDAY_NAMES[weekday] : `the ${ordinal(position)} ${WEEKDAY_NAMES[weekday]}`,
  onWeekdays: (days) => `on ${days}`,
  onMonthDays: (days) => `on the ${ordinals(days)} day of the month`,
  onYearDays: (days) => `on the ${ordinals(days)} day of the year`,
  inWeeks: (numbers) => `in ${weeks(numbers)}`,
  inMonths: (months) => `in ${list(months.map(month))}`,
  /** `9 AM`, `9:30 PM`, `12:00:15 AM`: what is zero at the end goes without saying. */
  clockTime: (hour, minute, second) => {
    const rest = second > 0 ? `:${twoDigits(minute)}:${twoDigits(second)}` : minute > 0 ? `:${twoDigits(minute)}` : '';
    return `${hour % 12 === 0 ? 12 : hour % 12}${rest} ${hour < 12 ? 'AM' : 'PM'}`;
  },
  at: (times) => `at ${times}`,
  onlyThe: (positions) => `on the ${ordinals(positions)} of these dates`,
  times: (count) => (count === 1 ? 'once' : `${count} times`),
  until: (date) => `until ${month(date.getUTCMonth() + 1)} ${date.getUTCDate()}, ${date.getUTCFullYear()}`,
  list,
};
