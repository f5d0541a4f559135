import type { Faults } from '../../../../kernel/faults.js';
import { DAY } from '../../../../kernel/clock.js';
import type { Interval } from '../../../../kernel/intervals.js';
import { dayOfDate, toInstant } from '../../../../kernel/zoned-time.js';

export const ABSENCE_REASONS = ['vacation', 'sick', 'public_holiday', 'maintenance', 'other'] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];

export const LONGEST_ABSENCE_DAYS = 731;

/** As many of them are shown. */
export const MOST_CONFLICTS = 100;

/** Instants that are stored lie within the years of dates. */
const EARLIEST = Date.parse('1970-01-01T00:00:00Z');
const LATEST = Date.parse('2200-01-01T00:00:00Z');

/** Either two moments or two dates, the last one included. */
export interface WrittenAbsence {
  readonly start?: Date;
  readonly end?: Date;
  readonly from?: string;
  readonly to?: string;
}

/** When it is, and how it was given. */
export interface AbsenceTime {
  readonly during: Interval;
  /** Null when it was given in moments. */
  readonly dates: { readonly from: string; readonly to: string; readonly timeZone: string } | null;
}

/** A time that somebody asks for. */
export interface AskedAbsence {
  readonly written: WrittenAbsence;
  /** In which dates are read; null: in that of today. */
  readonly timeZone: string | null;
}

/**
 * @param timeZone in which dates are read
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
    // A zone may have skipped all of it.
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
 * What a change leaves: one edge may stay as it is, as long as both are given in one way. What the change does not say
 * stays where it is, even when dates are read in another zone by now.
 * @returns the current time when that does not change
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
