import { parsePattern, RuleFault, type RulePattern } from '../../../infra/calendar/recurrence-rule.js';
import { ruleTimes, TooMuchWork } from '../../../infra/calendar/rule-expansion.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { DAY } from '../../../kernel/clock.js';
import type { Interval } from '../../../kernel/intervals.js';
import { dayOf } from '../../../kernel/zoned-time.js';
import { CalendarFault } from './calendar-fault.js';
import type { CalendarTime, CalendarZones } from './calendar-zones.js';
import { EventFault } from './event-fault.js';

export interface Repetition {
  readonly pattern: RulePattern;
  readonly until: CalendarTime | null;
}

/** Of one rule, within the window. */
const MOST_TIMES = 100_000;
/** No zone is further from UTC, and local times are never further out of the order of their instants. */
const FARTHEST = DAY;
/** What RFC 7529 adds means nothing new for these values. */
const PLAIN_PARTS = /(?:^|;)(?:RSCALE=GREGORIAN|SKIP=OMIT)(?=;|$)/gi;

/** @throws EventFault unreadable_rule, unsupported_rule */
export function readRule(text: string, zones: CalendarZones): Repetition {
  try {
    const { pattern, until } = parsePattern(text.replace(/\s+/g, '').replace(PLAIN_PARTS, '').replace(/^;/, ''));
    const last = until === null ? null : zones.read(until, null);
    if (until !== null && last === null) throw new EventFault('unreadable_rule');
    return { pattern, until: last };
  } catch (error) {
    if (error instanceof RuleFault) throw new EventFault('unreadable_rule');
    if (error instanceof CodedError) throw new EventFault('unsupported_rule');
    throw error;
  }
}

/**
 * When a rule makes an event begin, in local time, within a window; perhaps also a little before and after. Rules are
 * applied to the local time, so an event keeps its hour when the clocks change (RFC 5545, section 3.3.10). How long ago
 * the event began costs nothing.
 * @throws CalendarFault too_many_occurrences, EventFault unsupported_rule
 */
export function repetitions(
  { pattern, until }: Repetition,
  start: CalendarTime,
  zones: CalendarZones,
  window: Interval,
): number[] {
  const isOver = endOf(until, start, zones);
  const last = Math.min(window.end, until ? until.local + FARTHEST : Infinity) + FARTHEST;
  const times: number[] = [];
  try {
    for (const local of ruleTimes(pattern, start.local, window.start - FARTHEST)) {
      if (local > last) break;
      if (times.length >= MOST_TIMES) throw new CalendarFault('too_many_occurrences');
      if (!isOver(local)) times.push(local);
    }
  } catch (error) {
    if (error instanceof TooMuchWork) throw new EventFault('unsupported_rule');
    throw error;
  }
  return times;
}

/** The last moment that a rule names belongs to it; a date stands for its whole day, and whole days end with a day. */
function endOf(until: CalendarTime | null, start: CalendarTime, zones: CalendarZones): (local: number) => boolean {
  if (!until) return () => false;
  if (start.isDate || until.isDate) {
    const last = start.isDate ? zones.dayMeantBy(until) : dayOf(until.local);
    return (local) => dayOf(local) > last;
  }
  return until.isUtc ? (local) => start.toInstant(local) > until.local : (local) => local > until.local;
}
