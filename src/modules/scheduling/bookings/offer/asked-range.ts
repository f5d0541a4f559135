import { invalidParameter } from '../../../../kernel/invalid.js';
import { DAY } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import type { Interval } from '../../../../kernel/intervals.js';
import { dayOfDate, toInstant, toLocal } from '../../../../kernel/zoned-time.js';
import { LONGEST_RANGE_DAYS, RANGE_TOO_LONG } from '../../slots/slots.api.js';

/**
 * Resolves `from` and `to`: instants, or whole local dates of the zone, both inclusive.
 * @throws CodedError validation_failed, range_too_long
 */
export function askedRange(from: string, to: string, timeZone: string): Interval {
  const start = isDate(from) ? startOfDay(from, timeZone, 0) : Date.parse(from);
  const end = isDate(to) ? startOfDay(to, timeZone, 1) : Date.parse(to);
  if (end <= start) throw invalidParameter('to', 'must be after from', 'is_after_from');
  if (end > toInstant(timeZone, toLocal(timeZone, start) + LONGEST_RANGE_DAYS * DAY))
    throw new CodedError(RANGE_TOO_LONG, { detail: `Ask for at most ${LONGEST_RANGE_DAYS} days.` });
  return { start, end };
}

function isDate(text: string): boolean {
  return !text.includes('T');
}

function startOfDay(date: string, timeZone: string, daysLater: number): number {
  return toInstant(timeZone, (dayOfDate(date) + daysLater) * DAY);
}
