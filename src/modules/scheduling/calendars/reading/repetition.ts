import { parsePattern, RuleFault, type RulePattern } from '../../../../infra/calendar/recurrence-rule.js';
import { ruleTimes, TooMuchWork } from '../../../../infra/calendar/rule-expansion.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { DAY } from '../../../../kernel/clock.js';
import type { Interval } from '../../../../kernel/intervals.js';
import { dayOf } from '../../../../kernel/zoned-time.js';
import type { CalendarTime, CalendarZones } from './calendar-zones.js';

export interface Repetition {
  readonly pattern: RulePattern;
  readonly until: CalendarTime | null;
  /** It says more than was understood. */
  readonly isUnclear: boolean;
}

/** Why a rule is not followed. What its event says besides counts all the same, or its person could be booked then. */
export class UnfollowedRule extends Error {
  override readonly name = 'UnfollowedRule';

  constructor(readonly code: 'unreadable_rule' | 'unsupported_rule' | 'too_frequent') {
    super(code);
  }
}

/** Of one event, within the window: one that recurs more often is no appointment, and would leave others no room. */
export const MOST_TIMES = 20_000;
/** No zone is further from UTC, and local times are never further out of the order of their instants. */
const FARTHEST = DAY;
/** What RFC 7529 adds means nothing new for these values. */
const PLAIN_PARTS = /(?:^|;)(?:RSCALE=GREGORIAN|SKIP=OMIT)(?=;|$)/gi;
/** RFC 2445 lets programs add parts of their own (section 4.3.10), which nobody else has to understand. */
const OWN_PARTS = /(?:^|;)X-[A-Z0-9-]+=[^;]*/gi;

/** @throws UnfollowedRule unreadable_rule, unsupported_rule */
export function readRule(text: string, zones: CalendarZones): Repetition {
  const plain = text.replace(/\s+/g, '').replace(PLAIN_PARTS, '');
  const known = plain.replace(OWN_PARTS, '');
  try {
    const { pattern, until } = parsePattern(known.replace(/^;/, ''));
    const last = until === null ? null : zones.read(until, null);
    if (until !== null && last === null) throw new UnfollowedRule('unreadable_rule');
    const isUnclear = known !== plain || (pattern.count !== null && last !== null);
    return { pattern, until: last, isUnclear };
  } catch (error) {
    if (error instanceof RuleFault) throw new UnfollowedRule('unreadable_rule');
    if (error instanceof CodedError) throw new UnfollowedRule('unsupported_rule');
    throw error;
  }
}

/**
 * When a rule makes an event begin, in local time, within a window; perhaps also a little before and after. Rules are
 * applied to the local time, so an event keeps its hour when the clocks change (RFC 5545, section 3.3.10). How long ago
 * the event began costs nothing.
 * @throws UnfollowedRule too_frequent, unsupported_rule
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
      if (times.length >= MOST_TIMES) throw new UnfollowedRule('too_frequent');
      if (!isOver(local)) times.push(local);
    }
  } catch (error) {
    if (error instanceof TooMuchWork) throw new UnfollowedRule('unsupported_rule');
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
