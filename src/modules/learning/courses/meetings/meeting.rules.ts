import { RULE_NEVER_OCCURS } from '../../../../infra/calendar/recurrence.errors.js';
import { occurrences } from '../../../../infra/calendar/recurrence.js';
import {
  assertSchedulable,
  parseRule,
  type RecurrenceRule,
  RuleFault,
} from '../../../../infra/calendar/recurrence-rule.js';
import {
  fromFloating,
  toFloating,
  toInstant,
  toWallTime,
  type WallTime,
} from '../../../../infra/calendar/wall-time.js';
import { DAY, MINUTE, SECOND } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { Faults } from '../../../../kernel/faults.js';
import type { Interval } from '../../../../kernel/intervals.js';

/** Minutes of a meeting. */
export const MEETING_MINUTES = { min: 5, max: 720 } as const;
/** Meetings that one call makes. */
export const MOST_IN_A_SET = 200;
/** Offerings that meet together. */
export const MOST_TOGETHER = 10;
/** Rooms and devices of a meeting. */
export const MOST_ROOMS = 5;
/** Days of a timetable that are read at once. */
export const LONGEST_TIMETABLE_DAYS = 62;

/**
 * What becomes of a date of a timetable: it is made, or it is a holiday or over, nobody is assigned, or host or room are
 * taken.
 */
export const MEETING_OUTCOMES = ['created', 'holiday', 'past', 'no_facilitator', 'host_taken', 'room_taken'] as const;
export type MeetingOutcome = (typeof MEETING_OUTCOMES)[number];

/** A conflict: what keeps the whole timetable from being made, unless such dates are left out. */
export function isConflict(outcome: MeetingOutcome): boolean {
  return outcome !== 'created' && outcome !== 'holiday' && outcome !== 'past';
}

/** First and last day. */
export interface Days {
  readonly startDate: string;
  readonly endDate: string;
}

/** Whether it is on one of the days. */
export function isOn(day: string): (days: Days) => boolean {
  return ({ startDate, endDate }) => startDate <= day && day <= endDate;
}

export interface MeetingDate extends Interval {
  /** The day on which it begins, at the institution. */
  readonly day: string;
}

export interface WantedDates {
  readonly start: Date;
  readonly durationMinutes: number;
  /** Undefined for a single meeting. */
  readonly rrule?: string;
}

/** A rule as it was planned by. */
export interface PlannedRule {
  /** RFC 5545, section 3.3.10. */
  readonly rrule: string;
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly timeZone: string;
  readonly durationMinutes: number;
  /** Later ones were cancelled together; null: the rule says itself when it ends. */
  readonly lastDay: string | null;
}

/** The day that it is at a moment, in a zone. */
export function dayAt(instant: number, timeZone: string): string {
  return dayOfWall(toWallTime(instant, timeZone));
}

function dayOfWall(wall: WallTime): string {
  return `${wall.slice(0, 4)}-${wall.slice(4, 6)}-${wall.slice(6, 8)}`;
}

/**
 * The dates of a timetable within the days of the offerings. A rule without an end goes on until their last day; dates
 * that are asked for and lie outside are refused.
 * @throws CodedError validation_failed, unsupported_rule, rule_never_occurs
 */
export function datesOf({ start, durationMinutes, rrule }: WantedDates, days: Days, timeZone: string): MeetingDate[] {
  const faults = new Faults();
  const first = dayAt(start.getTime(), timeZone);
  const isInside = (day: string) => days.startDate <= day && day <= days.endDate;
  faults.addIf(!isInside(first), '/start', 'is on no day of the offering', 'outside_offering');
  const rule = rrule === undefined ? null : ruleOf(rrule, faults);
  faults.throwIfAny();
  const length = durationMinutes * MINUTE;
  if (rrule === undefined || rule === null)
    return [{ start: start.getTime(), end: start.getTime() + length, day: first }];
  assertSchedulable(rule);
  const dates: MeetingDate[] = [];
  const wall = toWallTime(start.getTime(), timeZone);
  const isWhole = start.getTime() % SECOND === 0;
  faults.addIf(!isWhole, '/start', 'must be a full second', 'is_full_second');
  const isSecondOfBoth = isWhole && toInstant(wall, timeZone) !== start.getTime();
  const twice = 'is a local time that comes twice, and must be the first of both';
  faults.addIf(isSecondOfBoth, '/start', twice, 'is_first_of_both');
  faults.throwIfAny();
  let end = -Infinity;
  for (const { start: at } of occurrences({ start: wall, timeZone, rule, rdates: [], exdates: [] })) {
    const day = dayAt(at, timeZone);
    if (!isInside(day)) {
      const hasEnd = rule.count !== null || rule.until !== null;
      faults.addIf(hasEnd, '/rrule', 'reaches beyond the days of the offering', 'outside_offering');
      break;
    }
    faults.addIf(at < end, '/rrule', 'has dates that overlap each other', 'instances_overlap');
    faults.addIf(dates.length === MOST_IN_A_SET, '/rrule', `gives more than ${MOST_IN_A_SET} meetings`, 'too_many');
    faults.throwIfAny();
    end = at + length;
    dates.push({ start: at, end, day });
  }
  faults.throwIfAny();
  if (dates.length === 0) throw new CodedError(RULE_NEVER_OCCURS);
  faults.addIf(dates[0]?.start !== start.getTime(), '/start', 'is not given by the rule', 'start_by_rule');
  faults.throwIfAny();
  return dates;
}

/** The times of day that a rule gives on some days, also where an offering had other days when it was planned. */
export function timesOf({ rrule, start, timeZone, lastDay }: PlannedRule, days: Days): WallTime[] {
  const set = { start: toWallTime(start, timeZone), timeZone, rule: parseRule(rrule), rdates: [], exdates: [] };
  const last = lastDay !== null && lastDay < days.endDate ? lastDay : days.endDate;
  const times: WallTime[] = [];
  for (const { id } of occurrences(set)) {
    const day = dayOfWall(id);
    if (day > last || times.length === MOST_IN_A_SET) break;
    if (day >= days.startDate) times.push(id);
  }
  return times;
}

/** The same time of day so many days later: a time that clocks skip is as much later. */
export function daysLater(wall: WallTime, days: number): WallTime {
  return fromFloating(toFloating(wall) + days * DAY);
}

/** What takes place at a time of day in a zone. */
export function dateAt(wall: WallTime, length: number, timeZone: string): MeetingDate {
  const start = toInstant(wall, timeZone);
  return { start, end: start + length, day: dayAt(start, timeZone) };
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
