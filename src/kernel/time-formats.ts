/** RFC 3339 date-time with a mandatory offset: `2027-01-31T09:00:00+01:00`. */
export const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Hours and minutes: `09:30`. */
export const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether it is an existing calendar date (`2027-02-29` is none) from 1970 to 2199. */
export function isLocalDate(value: unknown): value is string {
  return typeof value === 'string' && /^(19[7-9]\d|2[01]\d\d)-\d{2}-\d{2}$/.test(value) && isOfCalendar(value);
}

/** Years that have no more digits in any zone, and that the database has. */
const YEARS = /^(19[7-9]|2[01]\d)\d-/;

/** Whether it is an RFC 3339 date-time on an existing date from 1970 to 2199: `Date` itself reads 30 February as 2 March. */
export function isInstant(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    ISO_INSTANT.test(value) &&
    YEARS.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    isOfCalendar(value.slice(0, 10))
  );
}

export function isDateOrInstant(value: unknown): value is string {
  return isLocalDate(value) || isInstant(value);
}

function isOfCalendar(date: string): boolean {
  const midnight = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
}
