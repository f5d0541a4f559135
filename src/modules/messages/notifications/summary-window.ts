import { Temporal } from 'temporal-polyfill';
import { DAY } from '../../../kernel/clock.js';

/**
 * Where the day of a summary begins: at the same time of the clock one day earlier, as the summary before was due. That is
 * 25 hours ago after clocks were put back, and 23 after they were put forward. Where the calendar left out the day before,
 * as that of Samoa did in 2011, it is 24.
 */
export function dayBefore(due: Date, timeZone: string): Date {
  const { epochMilliseconds } = Temporal.Instant.fromEpochMilliseconds(due.getTime())
    .toZonedDateTimeISO(timeZone)
    .subtract({ days: 1 });
  return new Date(epochMilliseconds < due.getTime() ? epochMilliseconds : due.getTime() - DAY);
}
