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
  /** It has parts that were ignored. */
  readonly isUnclear: boolean;
}

/**
 * Why a recurrence rule is not expanded. The event's other instances count all the same: better busy than booked twice.
 */
export class UnfollowedRule extends Error {
  override readonly name = 'UnfollowedRule';

  constructor(readonly code: 'unreadable_rule' | 'unsupported_rule' | 'too_frequent') {
    super(code);
  }
}

/** Most instances of one event within the window: one that recurs more often would use up the total. */
export const MOST_TIMES = 20_000;
/** Bound of UTC offsets, and of how far local times are out of the order of their instants. */
const FARTHEST = DAY;
/** Parts of RFC 7529 with their default values, which change nothing. */
const PLAIN_PARTS = /(?:^|;)(?:RSCALE=GREGORIAN|SKIP=OMIT)(?=;|$)/gi;
/** Extension parts, which RFC 2445 allowed (section 4.3.10); they are ignored. */
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
 * Expands a rule to the starts of instances, in local time, within a window; perhaps also a little before and after.
 * Rules are applied to local time, so an event keeps its hour when the clocks change (RFC 5545, section 3.3.10). The
 * cost does not depend on how long ago the event began.
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

/** UNTIL is inclusive; a date means its whole day, and in all-day events a time means its day. */
function endOf(until: CalendarTime | null, start: CalendarTime, zones: CalendarZones): (local: number) => boolean {
  if (!until) return () => false;
  if (start.isDate || until.isDate) {
    const last = start.isDate ? zones.dayMeantBy(until) : dayOf(until.local);
    return (local) => dayOf(local) > last;
  }
  return until.isUtc ? (local) => start.toInstant(local) > until.local : (local) => local > until.local;
}
