import { Temporal } from 'temporal-polyfill';
import { invalidParameter } from '../../../../kernel/invalid.js';

const LONGEST_DAYS = 366;
const USUAL_DAYS = 28;
/** The deadline of the present week is among what is shown by itself. */
const AHEAD_DAYS = 7;

export interface BoardDays {
  /** First and last day, `2027-01-31`. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  /** Instants of the first midnight, and of the one after the last day. */
  readonly start: Date;
  readonly end: Date;
}

/**
 * The days on which what is shown is due, in local time of the institution.
 * @throws CodedError validation_failed
 */
export function boardDays(
  { from, to }: { readonly from?: string; readonly to?: string },
  timeZone: string,
  now: Date,
): BoardDays {
  const first = from === undefined ? undefined : Temporal.PlainDate.from(from);
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  const last =
    to === undefined
      ? (first?.add({ days: USUAL_DAYS - 1 }) ?? today.add({ days: AHEAD_DAYS }))
      : Temporal.PlainDate.from(to);
  const begin = first ?? last.subtract({ days: USUAL_DAYS - 1 });
  const days = begin.until(last).days + 1;
  if (days < 1) throw invalidParameter('to', 'must not be before from', 'is_after_from');
  if (days > LONGEST_DAYS)
    throw invalidParameter('to', `must be less than ${LONGEST_DAYS} days after from`, 'max_span');
  const midnight = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(timeZone).epochMilliseconds);
  return {
    ...{ from: begin.toString(), to: last.toString(), timeZone },
    ...{ start: midnight(begin), end: midnight(last.add({ days: 1 })) },
  };
}
