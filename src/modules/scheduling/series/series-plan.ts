import type { Occurrence, RecurrenceSet } from '../../../infra/calendar/recurrence.js';
import { occurrences } from '../../../infra/calendar/recurrence.js';
import { toInstant } from '../../../infra/calendar/wall-time.js';
import { DAY } from '../../../kernel/clock.js';
import { HORIZON_DAYS, MOST_UPCOMING } from './series.rules.js';

export interface SeriesState {
  readonly now: Date;
  /** RECURRENCE-ID up to which dates are decided; null for none. */
  readonly decidedThrough: string | null;
  /** Starts of booked future instances, ascending. */
  readonly upcoming: readonly Date[];
}

export interface SeriesPlan {
  /** Dates to be booked now, ascending. */
  readonly due: readonly Occurrence[];
  /** When to plan again; null when the series has no further dates. */
  readonly extendAt: Date | null;
}

/**
 * Selects the dates to be booked now: those within the horizon, up to a maximum, and at least the next one. Dates that
 * have passed meanwhile are lost.
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
