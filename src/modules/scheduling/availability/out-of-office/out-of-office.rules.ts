import type { Faults } from '../../../../kernel/faults.js';
import { DAY } from '../../../../kernel/clock.js';
import type { Interval } from '../../../../kernel/intervals.js';
import { dayOfDate, toInstant } from '../../../../kernel/zoned-time.js';

export const ABSENCE_REASONS = ['vacation', 'sick', 'public_holiday', 'maintenance', 'other'] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];

export const LONGEST_ABSENCE_DAYS = 731;

/** Most conflicting bookings that are shown. */
export const MOST_CONFLICTS = 100;

/** Range of stored instants, the same as of dates. */
const EARLIEST = Date.parse('1970-01-01T00:00:00Z');
const LATEST = Date.parse('2200-01-01T00:00:00Z');

/** As the API writes it: either two instants, or two dates, both inclusive. */
export interface WrittenAbsence {
  readonly start?: Date;
  readonly end?: Date;
  readonly from?: string;
  readonly to?: string;
}

/** The time of an absence, and how it was entered. */
export interface AbsenceTime {
  readonly during: Interval;
  /** Null when it was entered in instants. */
  readonly dates: { readonly from: string; readonly to: string; readonly timeZone: string } | null;
}

/** Input that is not read yet. */
export interface AskedAbsence {
  readonly written: WrittenAbsence;
  /** Time zone of the dates; null: the current one of the bookable. */
  readonly timeZone: string | null;
}

/**
 * @param timeZone of the dates
 * @returns null when there are faults
 */
export function readAbsence(
  { start, end, from, to }: WrittenAbsence,
  timeZone: string,
  faults: Faults,
): AbsenceTime | null {
  if (from !== undefined && to !== undefined && !start && !end) {
    const [first, next] = [dayOfDate(from), dayOfDate(to) + 1];
    faults.addIf(next <= first, '/to', 'must not be before from', 'is_after_from');
    faults.addIf(next - first > LONGEST_ABSENCE_DAYS, '/to', TOO_LONG, 'max_duration');
    const during = { start: toInstant(timeZone, first * DAY), end: toInstant(timeZone, next * DAY) };
    // The zone may have skipped the whole date.
    faults.addIf(next > first && during.end <= during.start, '/from', 'is no date in this time zone', 'is_local_date');
    return { during, dates: { from, to, timeZone } };
  }
  if (start && end && from === undefined && to === undefined) {
    const during = { start: start.getTime(), end: end.getTime() };
    faults.addIf(during.end <= during.start, '/end', 'must be after start', 'is_after_start');
    faults.addIf(during.end - during.start > LONGEST_ABSENCE_DAYS * DAY, '/end', TOO_LONG, 'max_duration');
    const isStored = EARLIEST <= during.start && during.end <= LATEST;
    faults.addIf(!isStored, '/start', 'must be between 1970 and 2199', 'out_of_range');
    return { during, dates: null };
  }
  faults.add('', 'needs either start and end or from and to', 'needs_times');
  return null;
}

const TOO_LONG = `must be at most ${LONGEST_ABSENCE_DAYS} days later`;

/**
 * Merges a change: one edge may be left out, as long as both are instants or both dates. What the change leaves out
 * stays as it is, even when the bookable has another time zone by now.
 * @returns the current time when it does not change
 */
export function changedAbsence(current: AbsenceTime, change: WrittenAbsence): AbsenceTime | AskedAbsence {
  const { during, dates } = current;
  const { start, end, from, to } = change;
  const isInMoments = start !== undefined || end !== undefined;
  const isInDates = from !== undefined || to !== undefined;
  if (!isInDates) {
    if (!isInMoments) return current;
    const written = { start: start ?? new Date(during.start), end: end ?? new Date(during.end) };
    return { written, timeZone: null };
  }
  const written = { start, end, from: from ?? dates?.from, to: to ?? dates?.to };
  if (!isInMoments && written.from === dates?.from && written.to === dates?.to) return current;
  const isOneEdge = from === undefined || to === undefined;
  return { written, timeZone: isOneEdge && dates ? dates.timeZone : null };
}
