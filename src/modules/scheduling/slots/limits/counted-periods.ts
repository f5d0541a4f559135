import { Temporal } from 'temporal-polyfill';
import type { CountedPeriod } from './booking-counter.entity.js';

/** The periods that a local day (`2027-01-31`) counts for, by their first days; weeks begin on Monday (ISO 8601). */
export function countedPeriods(day: string): Record<CountedPeriod, string> {
  const date = Temporal.PlainDate.from(day);
  return {
    day,
    week: date.subtract({ days: date.dayOfWeek - 1 }).toString(),
    month: date.with({ day: 1 }).toString(),
  };
}

/** The local day of a moment. */
export function localDay(moment: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
