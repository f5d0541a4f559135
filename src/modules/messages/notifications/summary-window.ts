import { Temporal } from 'temporal-polyfill';
import { DAY } from '../../../kernel/clock.js';

/**
 * Start of a summary's day: the same local time one day earlier, that is, 25 hours after clocks were put back and 23
 * after they were put forward. Where a zone skipped the previous date (Samoa in 2011), it is 24.
 */
export function dayBefore(due: Date, timeZone: string): Date {
  const { epochMilliseconds } = Temporal.Instant.fromEpochMilliseconds(due.getTime())
    .toZonedDateTimeISO(timeZone)
    .subtract({ days: 1 });
  return new Date(epochMilliseconds < due.getTime() ? epochMilliseconds : due.getTime() - DAY);
}
