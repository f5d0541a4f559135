import { DAY } from '../../kernel/clock.js';
import type { RecurrenceRule } from './recurrence-rule.js';
import { ruleTimes } from './rule-expansion.js';
import { fromFloating, toFloating, toInstant, toWallTime, type WallTime } from './wall-time.js';

/** Recurrence set (RFC 5545). Times are wall times of the zone: new zone data moves instants, never identities. */
export interface RecurrenceSet {
  /** DTSTART; an instance only when the rule generates it (RFC 5545 leaves open what it is otherwise). */
  readonly start: WallTime;
  readonly timeZone: string;
  readonly rule: RecurrenceRule;
  /** RDATE: further instances. */
  readonly rdates: readonly WallTime[];
  /** EXDATE: no instances, whether from the rule or from RDATE. */
  readonly exdates: readonly WallTime[];
}

export interface Occurrence {
  /** RECURRENCE-ID: the wall time that the rule generates, which need not exist on that day. */
  readonly id: WallTime;
  /** Milliseconds since the epoch. */
  readonly start: number;
}

/** Offsets of a zone differ by at most a day: so far may wall times be out of the order of their instants. */
const LARGEST_SHIFT = DAY;

/**
 * The instances of the set that begin at `from` or later, ascending, computed lazily: a rule
 * without an end is fine as long as the caller stops. Of instances that begin together only the first counts.
 *
 * The rule is expanded in wall time, without any zone, and the zone is asked afterwards: a time that it skips is read
 * with the offset before, of a time that comes twice the first counts. (RFC 5545 says so in 3.8.5.3 and the contrary
 * in 3.3.10, which would lose a daily booking once a year.)
 */
export function* occurrences(set: RecurrenceSet, from = -Infinity): Generator<Occurrence, void, undefined> {
  const excluded = new Set(set.exdates.map((wall) => toInstant(wall, set.timeZone)));
  let last = -Infinity;
  for (const occurrence of inOrder(candidates(set, from))) {
    const { start } = occurrence;
    if (start < from || start === last) continue;
    last = start;
    if (!excluded.has(start)) yield occurrence;
  }
}

/** The first instance at `from` or later. */
export function nextOccurrence(set: RecurrenceSet, from = -Infinity): Occurrence | null {
  return occurrences(set, from).next().value ?? null;
}

/** The instance with that RECURRENCE-ID, when the set has it. */
export function findOccurrence(set: RecurrenceSet, id: WallTime): Occurrence | null {
  const start = toInstant(id, set.timeZone);
  const found = nextOccurrence(set, start);
  return found?.id === id ? found : null;
}

/** How many instances the rule itself generates before the wall time; for rules with COUNT, which are bounded. */
export function countBefore({ start, rule }: RecurrenceSet, before: WallTime): number {
  let count = 0;
  for (const time of ruleTimes(rule, toFloating(start))) {
    if (time >= toFloating(before)) break;
    count += 1;
  }
  return count;
}

/** Instances of the rule and RDATE, merged by wall time, from a little before `from` on. */
function* candidates(set: RecurrenceSet, from: number): Generator<Occurrence, void, undefined> {
  const { timeZone, rule } = set;
  const earliest = from === -Infinity ? -Infinity : toFloating(toWallTime(from, timeZone)) - LARGEST_SHIFT;
  const rdates = set.rdates
    .map(toFloating)
    .filter((time) => time >= earliest)
    .sort((a, b) => a - b);
  const at = (time: number): Occurrence => {
    const id = fromFloating(time);
    return { id, start: toInstant(id, timeZone) };
  };
  for (const time of ruleTimes(rule, toFloating(set.start), earliest)) {
    for (let rdate = rdates[0]; rdate !== undefined && rdate < time; rdate = rdates[0]) {
      rdates.shift();
      yield at(rdate);
    }
    const occurrence = at(time);
    // Wall times may stand in another order than their instants: the next one may still be before UNTIL.
    if (rule.until !== null && occurrence.start > rule.until) {
      if (occurrence.start > rule.until + LARGEST_SHIFT) break;
      continue;
    }
    yield occurrence;
  }
  for (const time of rdates) yield at(time);
}

/** Sorts by instant: a gap may shift an instance behind its successors. */
function* inOrder(source: Iterable<Occurrence>): Generator<Occurrence, void, undefined> {
  const waiting: Occurrence[] = [];
  for (const occurrence of source) {
    const place = waiting.findLastIndex(({ start }) => start <= occurrence.start) + 1;
    waiting.splice(place, 0, occurrence);
    const settled = waiting.findIndex(({ start }) => start > occurrence.start - 2 * LARGEST_SHIFT);
    yield* waiting.splice(0, settled);
  }
  yield* waiting;
}
