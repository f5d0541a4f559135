import { RRuleTemporal } from 'rrule-temporal';
import { toText } from 'rrule-temporal/totext';
import { Temporal } from 'temporal-polyfill';
import { DAY } from '../../kernel/clock.js';
import type { Frequency, RecurrenceRule } from './recurrence-rule.js';
import { fromFloating, toFloating, toInstant, toWallTime, type WallTime } from './wall-time.js';

/** When something recurs. Times are wall times of the zone, so that new zone data moves instants and never identities. */
export interface RecurrenceSet {
  /** DTSTART; an instance only when the rule gives it (RFC 5545 leaves open what it is otherwise). */
  readonly start: WallTime;
  readonly timeZone: string;
  readonly rule: RecurrenceRule;
  /** Further instances. */
  readonly rdates: readonly WallTime[];
  /** What is no instance, whoever brings it. */
  readonly exdates: readonly WallTime[];
}

export interface Occurrence {
  /** RECURRENCE-ID: the wall time that the rule gives, which need not exist on that day. */
  readonly id: WallTime;
  /** Milliseconds since the epoch. */
  readonly start: number;
}

/**
 * Days, weeks, months or years that are looked at for one further date: a rule without one among them is at its end.
 * 4,000 days bridge the pause from 29 February 2096 to that of 2104; dates repeat after 400 years.
 */
const MOST_PERIODS: Readonly<Record<Frequency, number>> = {
  SECONDLY: 2_000,
  MINUTELY: 2_000,
  HOURLY: 2_000,
  DAILY: 4_000,
  WEEKLY: 1_000,
  MONTHLY: 1_200,
  YEARLY: 400,
};
/** Periods that COUNT is counted in, from the start. */
const MOST_COUNTED_PERIODS = 10_000;

/** Later dates have no text of four digits for their year. */
const LAST_YEAR = 9998;

/** Offsets differ by at most a day, and so does the order of wall times from that of instants. */
const LARGEST_SHIFT = DAY;

/**
 * The instances of the set that begin at `from` or later, in the order of time, computed as they are asked for: a rule
 * without an end is fine as long as the caller stops. Of instances that begin together only the first is one.
 *
 * The rule is expanded in wall time, without any zone, and the zone is asked afterwards: a time that it skips is read
 * with the offset before, of a time that comes twice the first counts. (RFC 5545 says so in 3.8.5.3 and the contrary
 * in 3.3.10; the library follows the latter when it is told the zone, which would lose a daily booking once a year.)
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

/** The instance of that identity, when the set has it. */
export function findOccurrence(set: RecurrenceSet, id: WallTime): Occurrence | null {
  const start = toInstant(id, set.timeZone);
  const found = nextOccurrence(set, start);
  return found?.id === id ? found : null;
}

/** How many dates the rule itself gives before the wall time; for rules with COUNT, which are bounded. */
export function countBefore({ start, rule }: RecurrenceSet, before: WallTime): number {
  return countedTimes(start, rule).filter((time) => time < toFloating(before)).length;
}

/** `every week on Monday and Thursday at 9 AM`, in the zone of the set. */
export function describeRule({ start, timeZone, rule }: RecurrenceSet): string {
  const until = rule.until === null ? undefined : utcOf(toWallTime(rule.until, timeZone));
  return toText(expanderOf(start, rule).with({ until }), 'en', { excludeTzAbbreviation: true });
}

/** Rule and further dates, merged by wall time, from a little before `from` on. */
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
  for (const time of ruleTimes(set.start, rule, earliest)) {
    for (let rdate = rdates[0]; rdate !== undefined && rdate < time; rdate = rdates[0]) {
      rdates.shift();
      yield at(rdate);
    }
    const occurrence = at(time);
    // Wall times of one day may stand in another order than their instants: the next one may still be in time.
    if (rule.until !== null && occurrence.start > rule.until) {
      if (occurrence.start > rule.until + LARGEST_SHIFT) break;
      continue;
    }
    yield occurrence;
  }
  for (const time of rdates) yield at(time);
}

/** Puts right what a gap shifted behind its successors. */
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

/** The dates of the rule as if they were UTC, ascending, from `earliest` on. */
function* ruleTimes(start: WallTime, rule: RecurrenceRule, earliest: number): Generator<number, void, undefined> {
  if (rule.count !== null) {
    yield* countedTimes(start, rule).filter((time) => time >= earliest);
    return;
  }
  const expander = expanderOf(start, rule);
  let after = new Date(Math.max(earliest, toFloating(start)) - 1);
  for (;;) {
    const next = withinReach(() => expander.next(after));
    if (!next) return;
    after = new Date(next.epochMilliseconds);
    if (after.getUTCFullYear() > LAST_YEAR) return;
    yield after.getTime();
  }
}

function countedTimes(start: WallTime, rule: RecurrenceRule): number[] {
  const endless = { ...rule, count: null };
  // A rule that never occurs is not worth the longer look.
  if (!withinReach(() => expanderOf(start, endless).next(new Date(toFloating(start) - 1)))) return [];
  const expander = expanderOf(start, rule);
  const all = withinReach(() => expander.all());
  if (all) return all.map(({ epochMilliseconds }) => epochMilliseconds);
  // Twenty times as slow, and keeps what lies within reach.
  const times: number[] = [];
  withinReach(() => expander.all(({ epochMilliseconds }) => times.push(epochMilliseconds) < (rule.count ?? 0)));
  return times;
}

function expanderOf(start: WallTime, rule: RecurrenceRule): RRuleTemporal {
  const list = <T>(values: readonly T[]) => (values.length === 0 ? undefined : [...values]);
  return new RRuleTemporal({
    dtstart: utcOf(start),
    freq: rule.frequency,
    interval: rule.interval,
    count: rule.count ?? undefined,
    bySecond: list(rule.bySecond),
    byMinute: list(rule.byMinute),
    byHour: list(rule.byHour),
    byDay: list(rule.byDay.map(({ position, weekday }) => `${position ?? ''}${weekday}`)),
    byMonthDay: list(rule.byMonthDay),
    byYearDay: list(rule.byYearDay),
    byWeekNo: list(rule.byWeekNo),
    byMonth: list(rule.byMonth),
    bySetPos: list(rule.bySetPos),
    wkst: rule.weekStart === 'MO' ? undefined : rule.weekStart,
    maxIterations: rule.count === null ? MOST_PERIODS[rule.frequency] : MOST_COUNTED_PERIODS,
    cache: false,
  });
}

/** The wall time as if it were UTC, where no zone disturbs it. */
function utcOf(wall: WallTime): Temporal.ZonedDateTime {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime('UTC');
}

/** The library throws a plain error when it has looked far enough. */
function withinReach<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if (error instanceof Error && /^Maximum (iterations|candidate)/.test(error.message)) return null;
    throw error;
  }
}
