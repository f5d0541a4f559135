import { Temporal } from 'temporal-polyfill';
import { invalidParameter } from '../../../../kernel/invalid.js';

/** What a report is divided by. */
export const REPORT_DIMENSIONS = ['week', 'eventType', 'host'] as const;
export type ReportDimension = (typeof REPORT_DIMENSIONS)[number];

/** A leap year. */
export const LONGEST_REPORT_DAYS = 366;
const USUAL_DAYS = 30;

export interface ReportedDays {
  /** First and last day, `2027-01-31`. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  /** Instants of the first midnight, and of the one after the last day. */
  readonly start: Date;
  readonly end: Date;
}

/**
 * The days of a report, in local time of the zone: what is left out makes it the last 30 days, or 30 up to or from the
 * given one.
 * @throws CodedError validation_failed
 */
export function reportedDays(
  { from, to }: { readonly from?: string; readonly to?: string },
  timeZone: string,
  now: Date,
): ReportedDays {
  const first = from === undefined ? undefined : Temporal.PlainDate.from(from);
  const last =
    to === undefined
      ? (first?.add({ days: USUAL_DAYS - 1 }) ??
        Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate())
      : Temporal.PlainDate.from(to);
  const begin = first ?? last.subtract({ days: USUAL_DAYS - 1 });
  const days = begin.until(last).days + 1;
  if (days < 1) throw invalidParameter('to', 'must not be before from', 'is_after_from');
  if (days > LONGEST_REPORT_DAYS)
    throw invalidParameter('to', `must be less than ${LONGEST_REPORT_DAYS} days after from`, 'max_span');
  const midnight = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(timeZone).epochMilliseconds);
  return {
    from: begin.toString(),
    to: last.toString(),
    timeZone,
    start: midnight(begin),
    end: midnight(last.add({ days: 1 })),
  };
}

/** Mondays of the ISO weeks that have one of the days, in order. */
export function weeksOf({ from, to }: Pick<ReportedDays, 'from' | 'to'>): string[] {
  const first = Temporal.PlainDate.from(from);
  const last = Temporal.PlainDate.from(to);
  const weeks: string[] = [];
  let monday = first.subtract({ days: first.dayOfWeek - 1 });
  while (Temporal.PlainDate.compare(monday, last) <= 0) {
    weeks.push(monday.toString());
    monday = monday.add({ weeks: 1 });
  }
  return weeks;
}
