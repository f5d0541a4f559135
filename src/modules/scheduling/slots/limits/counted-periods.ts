import { Temporal } from 'temporal-polyfill';
import type { CountedPeriod } from './booking-counter.entity.js';

/** The periods of a local date (`2027-01-31`), by their first dates; weeks begin on Monday (ISO 8601). */
export function countedPeriods(day: string): Record<CountedPeriod, string> {
  const date = Temporal.PlainDate.from(day);
  return {
    day,
    week: date.subtract({ days: date.dayOfWeek - 1 }).toString(),
    month: date.with({ day: 1 }).toString(),
  };
}

/** The local date of an instant. */
export function localDay(moment: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
