import type { RecurrenceRule, Weekday } from './recurrence-rule.js';

/** What a language says of a recurrence rule, part by part. */
export interface RuleWords {
  every(interval: number, frequency: RecurrenceRule['frequency']): string;
  readonly everyWorkday: string;
  /** @param position null for each of them, else which of the period, counted from its end when it is negative */
  weekday(weekday: Weekday, position: number | null): string;
  onWeekdays(days: string): string;
  onMonthDays(days: readonly number[]): string;
  onYearDays(days: readonly number[]): string;
  inWeeks(weeks: readonly number[]): string;
  inMonths(months: readonly number[]): string;
  clockTime(hour: number, minute: number, second: number): string;
  at(times: string): string;
  onlyThe(positions: readonly number[]): string;
  times(count: number): string;
  /** @param date of which the parts in UTC count */
  until(date: Date): string;
  list(items: readonly string[]): string;
}

export const twoDigits = (value: number) => `${value}`.padStart(2, '0');

/** @param month from 1 */
export function monthName(month: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2027, month - 1, 1));
}

export function listed(items: readonly string[], and: string): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${and} ${last}`;
}
