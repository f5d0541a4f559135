import { Temporal } from 'temporal-polyfill';

export interface ReportedWeek {
  /** ISO 8601 week, `2026-W13`. */
  readonly name: string;
  /** First and last day, `2026-03-23`. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Instants of Monday 00:00 and the next Monday 00:00 in the zone. */
  readonly from: Date;
  readonly to: Date;
  /** Monday 00:00 of the week before. */
  readonly previousFrom: Date;
}

/** The last whole ISO week before a moment, in local time of the zone. */
export function reportedWeek(moment: Date, timeZone: string): ReportedWeek {
  const today = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  const monday = today.subtract({ days: today.dayOfWeek - 1 + today.daysInWeek });
  const midnight = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(timeZone).epochMilliseconds);
  return {
    name: `${monday.yearOfWeek}-W${String(monday.weekOfYear).padStart(2, '0')}`,
    firstDay: monday.toString(),
    lastDay: monday.add({ days: 6 }).toString(),
    from: midnight(monday),
    to: midnight(monday.add({ weeks: 1 })),
    previousFrom: midnight(monday.subtract({ weeks: 1 })),
  };
}
