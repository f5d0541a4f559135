import { countBefore, occurrences, type RecurrenceSet } from '../../../infra/calendar/recurrence.js';
import { type RecurrenceRule, type Weekday, WEEKDAYS } from '../../../infra/calendar/recurrence-rule.js';
import { fromFloating, toFloating, toInstant, toWallTime, type WallTime } from '../../../infra/calendar/wall-time.js';
import { DAY, SECOND } from '../../../kernel/clock.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { UNSUPPORTED_CHANGE } from './series.errors.js';
import { MOST_UPCOMING } from './series.rules.js';

/** Adds milliseconds to a wall time, without regard to the zone. */
export function shiftWall(wall: WallTime, shift: number): WallTime {
  return fromFloating(toFloating(wall) + shift);
}

/** The part of the set before a date (exclusive). */
export function headOf(set: RecurrenceSet, before: WallTime): RecurrenceSet {
  const until = toInstant(before, set.timeZone) - SECOND;
  return {
    ...set,
    rule: { ...set.rule, count: null, until: Math.min(until, set.rule.until ?? until) },
    rdates: set.rdates.filter((date) => date < before),
    exdates: set.exdates.filter((date) => date < before),
  };
}

/**
 * The part of the set from one of its dates on, with DTSTART there.
 * @throws CodedError unsupported_change when the rule cannot begin there
 */
export function tailOf(set: RecurrenceSet, from: WallTime): RecurrenceSet {
  const { count } = set.rule;
  const tail = {
    ...set,
    start: from,
    rule: { ...set.rule, count: count === null ? null : count - countBefore(set, from) },
    rdates: set.rdates.filter((date) => date >= from),
    exdates: set.exdates.filter((date) => date >= from),
  };
  const isPossible = tail.rule.count === null || tail.rule.count > 0;
  const start = toInstant(from, set.timeZone);
  if (isPossible && samePrefix(idsOf(set, start), idsOf(tail, -Infinity))) return tail;
  throw new CodedError(UNSUPPORTED_CHANGE, { detail: 'The series cannot be split at this date.' });
}

/**
 * The set with all dates moved in local time, in milliseconds.
 * @throws CodedError unsupported_change when no rule generates exactly these dates
 */
export function shiftSet(set: RecurrenceSet, shift: number): RecurrenceSet {
  if (shift === 0) return set;
  const start = shiftWall(set.start, shift);
  const days = Math.floor(toFloating(start) / DAY) - Math.floor(toFloating(set.start) / DAY);
  const until =
    set.rule.until === null
      ? null
      : toInstant(shiftWall(toWallTime(set.rule.until, set.timeZone), shift), set.timeZone);
  const shifted: RecurrenceSet = {
    ...set,
    start,
    rule: { ...shiftDays(set.rule, days), until },
    rdates: set.rdates.map((date) => shiftWall(date, shift)),
    exdates: set.exdates.map((date) => shiftWall(date, shift)),
  };
  const wanted = idsOf(set, -Infinity).map((id) => shiftWall(id, shift));
  if (samePrefix(wanted, idsOf(shifted, -Infinity))) return shifted;
  throw new CodedError(UNSUPPORTED_CHANGE, { detail: 'No rule gives the moved dates.' });
}

/** Shifts the days of the rule: exact for weeks; for months the result may be another pattern. */
function shiftDays(rule: RecurrenceRule, days: number): RecurrenceRule {
  if (days === 0) return rule;
  if (rule.frequency === 'WEEKLY')
    return {
      ...rule,
      byDay: rule.byDay.map(({ position, weekday }) => ({ position, weekday: shiftWeekday(weekday, days) })),
      weekStart: rule.byDay.length > 0 && rule.interval > 1 ? shiftWeekday(rule.weekStart, days) : rule.weekStart,
    };
  const byMonthDay = rule.byMonthDay.map((day) => day + days);
  const isWithin = byMonthDay.every((day, index) => Math.sign(day) === Math.sign(rule.byMonthDay[index] ?? 0));
  if (isWithin && byMonthDay.every((day) => Math.abs(day) <= 31)) return { ...rule, byMonthDay };
  throw new CodedError(UNSUPPORTED_CHANGE, { detail: 'No rule gives the moved dates.' });
}

function shiftWeekday(weekday: Weekday, days: number): Weekday {
  const index = (WEEKDAYS.indexOf(weekday) + days) % 7;
  return WEEKDAYS.at(index) ?? weekday;
}

/** RECURRENCE-IDs, as many as are ever booked ahead. */
function idsOf(set: RecurrenceSet, from: number): WallTime[] {
  const ids: WallTime[] = [];
  for (const { id } of occurrences(set, from)) {
    ids.push(id);
    if (ids.length === MOST_UPCOMING) break;
  }
  return ids;
}

function samePrefix(wanted: readonly WallTime[], found: readonly WallTime[]): boolean {
  return wanted.length === found.length && wanted.every((id, index) => id === found[index]);
}
