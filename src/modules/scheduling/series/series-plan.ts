import type { Occurrence, RecurrenceSet } from '../../../infra/calendar/recurrence.js';
import { occurrences } from '../../../infra/calendar/recurrence.js';
import { toInstant } from '../../../infra/calendar/wall-time.js';
import { DAY } from '../../../kernel/clock.js';
import { HORIZON_DAYS, MOST_UPCOMING } from './series.rules.js';

export interface SeriesState {
  readonly now: Date;
  /** The last date that was decided on; null when none was. */
  readonly decidedThrough: string | null;
  /** When the instances begin that are booked and not over; ascending. */
  readonly upcoming: readonly Date[];
}

export interface SeriesPlan {
  /** What comes into reach, in the order of time. */
  readonly due: readonly Occurrence[];
  /** When to look again; null when the series has no further dates. */
  readonly extendAt: Date | null;
}

/**
 * Which dates are to be booked now: those within the horizon as long as there are not too many, and the next one when
 * there is none. Dates that passed before anybody looked are lost.
 */
export function planSeries(set: RecurrenceSet, { now, decidedThrough, upcoming }: SeriesState): SeriesPlan {
  const from = decidedThrough === null ? -Infinity : toInstant(decidedThrough, set.timeZone) - DAY;
  const horizon = now.getTime() + HORIZON_DAYS * DAY;
  const booked = upcoming.map((start) => start.getTime());
  const due: Occurrence[] = [];
  for (const occurrence of occurrences(set, Math.max(from, now.getTime()))) {
    if (decidedThrough !== null && occurrence.id <= decidedThrough) continue;
    const [first] = booked;
    const last = booked.at(-1);
    if (first !== undefined && booked.length >= MOST_UPCOMING) return { due, extendAt: new Date(first) };
    if (last !== undefined && occurrence.start > horizon)
      return { due, extendAt: new Date(Math.min(occurrence.start - HORIZON_DAYS * DAY, last)) };
    due.push(occurrence);
    booked.push(occurrence.start);
  }
  return { due, extendAt: null };
}
