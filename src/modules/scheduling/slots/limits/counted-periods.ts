import { dateOfDay, dayOf, dayOfDate, toLocal, weekdayOf } from '../../../../kernel/zoned-time.js';
import type { CountedPeriod } from './booking-counter.entity.js';

/** The periods of a local date (`2027-01-31`), by their first dates; weeks begin on Monday (ISO 8601). */
export function countedPeriods(day: string): Record<CountedPeriod, string> {
  const days = dayOfDate(day);
  return { day, week: dateOfDay(days - weekdayOf(days) + 1), month: `${day.slice(0, 8)}01` };
}

/** The local date of an instant. */
export function localDay(moment: Date, timeZone: string): string {
  return dateOfDay(dayOf(toLocal(timeZone, moment.getTime())));
}
