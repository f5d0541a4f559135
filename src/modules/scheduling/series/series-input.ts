import { countBefore, nextOccurrence, occurrences, type RecurrenceSet } from '../../../infra/calendar/recurrence.js';
import { RULE_NEVER_OCCURS } from '../../../infra/calendar/recurrence.errors.js';
import {
  assertSchedulable,
  parseRule,
  type RecurrenceRule,
  RuleFault,
} from '../../../infra/calendar/recurrence-rule.js';
import { toInstant, toWallTime, type WallTime } from '../../../infra/calendar/wall-time.js';
import { Faults } from '../../../kernel/faults.js';
import { DAY, MINUTE, SECOND } from '../../../kernel/clock.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { LONGEST_BOOKING_DAYS } from '../bookings/booking-instances.api.js';
import { IN_THE_PAST } from '../slots/slots.api.js';
import type { CreateSeriesDto } from './dto/change-series.dto.js';
import { INSTANCES_OVERLAP } from './series.errors.js';
import { MOST_UPCOMING } from './series.rules.js';

export interface SeriesTimes {
  readonly set: RecurrenceSet;
  readonly durationMinutes: number;
}

/** A hundred years. */
const FARTHEST_DAYS = 36_525;
const END_OF_TIME = '99990101T000000';
const IS_NEAR = ['must be at most a hundred years away', 'is_near'] as const;

/**
 * Reads and validates the recurrence set of a new series.
 * @throws CodedError validation_failed, unsupported_rule, rule_never_occurs, in_the_past, instances_overlap
 */
export function timesOfNew(wanted: CreateSeriesDto, timeZone: string, now: Date): SeriesTimes {
  const faults = new Faults();
  const durationMinutes = durationOf(wanted, faults);
  const rule = ruleOf(wanted.rrule, faults);
  const isEndFar = rule?.until != null && rule.until > now.getTime() && !isNear(rule.until, now);
  faults.addIf(isEndFar, '/rrule', 'must have UNTIL at most a hundred years away, or none', 'rule_until');
  const start = wallTimeOf(wanted.start, timeZone, '/start', now, faults);
  const rdates = (wanted.rdates ?? []).map((date, index) => {
    const wall = wallTimeOf(date, timeZone, `/rdates/${index}`, now, faults);
    faults.addIf(date < wanted.start, `/rdates/${index}`, 'must not be before start', 'is_not_before_start');
    return wall;
  });
  const exdates = (wanted.exdates ?? []).map((date, index) =>
    wallTimeOf(date, timeZone, `/exdates/${index}`, now, faults),
  );
  faults.throwIfAny();
  if (!rule || durationMinutes === null) throw new Error('A fault was not reported.');
  assertSchedulable(rule);
  const set = { start, timeZone, rule, rdates: distinct(rdates), exdates: distinct(exdates) };
  assertBegins(set);
  assertCountable(set);
  assertApart(set, durationMinutes);
  if (wanted.start < now) throw inThePast(wanted.start);
  return { set, durationMinutes };
}

/** Whether the instant is within a hundred years, which excludes years of five digits. */
export function isNear(instant: number, now: Date): boolean {
  return Math.abs(instant - now.getTime()) <= FARTHEST_DAYS * DAY;
}

/** @throws CodedError validation_failed */
export function assertNear(start: Date | undefined, now: Date): void {
  const faults = new Faults();
  faults.addIf(start !== undefined && !isNear(start.getTime(), now), '/start', ...IS_NEAR);
  faults.throwIfAny();
}

/**
 * The wall time of an instant; of an ambiguous local time only the first is accepted, because that is how all dates of
 * the rule are read.
 */
export function wallTimeOf(date: Date, timeZone: string, pointer: string, now: Date, faults: Faults): WallTime {
  const instant = date.getTime();
  if (!isNear(instant, now)) {
    faults.add(pointer, ...IS_NEAR);
    return toWallTime(now.getTime(), timeZone);
  }
  const wall = toWallTime(instant, timeZone);
  if (instant % SECOND !== 0) faults.add(pointer, 'must be a full second', 'is_full_second');
  else if (toInstant(wall, timeZone) !== instant)
    faults.add(pointer, 'is a local time that comes twice, and must be the first of both', 'is_first_of_both');
  return wall;
}

/** @throws CodedError instances_overlap */
export function assertApart(set: RecurrenceSet, durationMinutes: number): void {
  let end = -Infinity;
  let count = 0;
  for (const { id, start } of occurrences(set)) {
    if (start < end) throw new CodedError(INSTANCES_OVERLAP, { detail: `${id} begins before the one before it ends.` });
    end = start + durationMinutes * MINUTE;
    if (++count === MOST_UPCOMING) return;
  }
}

export function inThePast(start: Date): CodedError {
  return new CodedError(IN_THE_PAST, { detail: `${start.toISOString()} has passed.` });
}

function durationOf({ start, end, durationMinutes }: CreateSeriesDto, faults: Faults): number | null {
  if ((end === undefined) === (durationMinutes === undefined)) {
    faults.add('/durationMinutes', 'must be given, or end, and not both', 'one_of');
    return null;
  }
  if (!end) return durationMinutes ?? null;
  const minutes = (end.getTime() - start.getTime()) / MINUTE;
  faults.addIf(minutes <= 0, '/end', 'must be after start', 'is_after_start');
  faults.addIf(minutes > LONGEST_BOOKING_DAYS * 1440, '/end', 'must be at most 30 days after start', 'max_duration');
  faults.addIf(!Number.isInteger(minutes), '/end', 'must be full minutes after start', 'is_full_minutes');
  return minutes;
}

function ruleOf(text: string, faults: Faults): RecurrenceRule | null {
  try {
    return parseRule(text);
  } catch (error) {
    if (!(error instanceof RuleFault)) throw error;
    faults.add('/rrule', error.message, error.code);
    return null;
  }
}

/**
 * RFC 5545 leaves open what DTSTART means when the rule does not generate it, so that is refused: except where it is
 * excluded by EXDATE, as in the RFC's own example of every Friday the 13th.
 */
function assertBegins(set: RecurrenceSet): void {
  const first = nextOccurrence({ ...set, rdates: [], exdates: [] });
  if (!first || !nextOccurrence(set)) throw new CodedError(RULE_NEVER_OCCURS);
  const faults = new Faults();
  if (first.id !== set.start && !set.exdates.includes(set.start))
    faults.add(
      '/start',
      `is not given by the rule, whose first date from there is ${new Date(first.start).toISOString()}`,
      'start_by_rule',
    );
  faults.throwIfAny();
}

/** Refuses a COUNT that the rule cannot reach before the end of the calendar. */
function assertCountable(set: RecurrenceSet): void {
  const { count } = set.rule;
  if (count === null) return;
  const faults = new Faults();
  faults.addIf(
    countBefore(set, END_OF_TIME) < count,
    '/rrule',
    'must have COUNT within the years to 9998',
    'rule_count',
  );
  faults.throwIfAny();
}

function distinct(dates: readonly WallTime[]): WallTime[] {
  return [...new Set(dates)].sort();
}
