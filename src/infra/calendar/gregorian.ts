/*
 * Days of the Gregorian calendar as numbers: 1970-01-01 is day 0. Date is as right, but allocates on every call.
 */

const COMMON_MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const LEAP_MONTHS = COMMON_MONTHS.with(1, 29);

/** Day number of 1 January. */
export function firstDayOf(year: number): number {
  const before = year - 1;
  // The leap days up to the end of the year before, less the 477 up to the end of 1969.
  return 365 * (year - 1970) + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 477;
}

export function yearOfDay(day: number): number {
  let year = Math.floor(day / 365.2425) + 1970;
  while (firstDayOf(year) > day) year -= 1;
  while (firstDayOf(year + 1) <= day) year += 1;
  return year;
}

export function isLeapYear(year: number): boolean {
  return firstDayOf(year + 1) - firstDayOf(year) === 366;
}

/** The lengths of the twelve months. */
export function monthsOf(isLeap: boolean): readonly number[] {
  return isLeap ? LEAP_MONTHS : COMMON_MONTHS;
}

/** Monday is 0. */
export function weekdayOfDay(day: number): number {
  // 1970-01-01 was a Thursday.
  return (((day + 3) % 7) + 7) % 7;
}

/** Day number of the first of the month. @param month 12 * year + (0 for January) */
export function firstDayOfMonth(month: number): number {
  const year = Math.floor(month / 12);
  let day = firstDayOf(year);
  const lengths = monthsOf(isLeapYear(year));
  for (let index = month - 12 * year - 1; index >= 0; index -= 1) day += lengths[index] ?? 0;
  return day;
}

/** First day of week 1: the first week, from `weekStart` on, with at least four days in the year (RFC 5545, 3.3.10). */
export function firstWeekOf(year: number, weekStart: number): number {
  const first = firstDayOf(year);
  const into = (weekdayOfDay(first) - weekStart + 7) % 7;
  return into > 3 ? first + 7 - into : first - into;
}
