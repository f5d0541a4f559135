import { DAY, HOUR, MINUTE, SECOND } from '../../kernel/clock.js';
import { firstDayOf, firstDayOfMonth, firstWeekOf, weekdayOfDay, yearOfDay } from './gregorian.js';
import { type Frequency, type RulePattern, WEEKDAYS } from './recurrence-rule.js';
import { RuleDays } from './rule-days.js';

/** Last year that is expanded, so that every instant has a year of four digits. */
export const LAST_YEAR = 9998;
const LAST_DAY = firstDayOf(LAST_YEAR + 1) - 1;

/**
 * The Gregorian calendar repeats after 400 years, which are full weeks. After so many empty periods in a row the rule
 * is empty, whatever the interval is: its steps are back at the same day of the 400 years by then.
 */
const PERIODS_OF_400_YEARS = { DAILY: 146_097, WEEKLY: 20_871, MONTHLY: 4_800, YEARLY: 400 } as const;

/** Days that may be tried before a date is found, where each costs something: some 10 ms. */
const MOST_WORK = 40_000;

/** The search for the rule's next date was given up, to bound its time. */
export class TooMuchWork extends Error {
  constructor() {
    super('The rule has no date within reach.');
    this.name = 'TooMuchWork';
  }
}

/** The times of one period, also those before DTSTART: each of `outer`, counted in `unit` from `base`, with each of `inner`. */
interface Period {
  readonly base: number;
  readonly unit: number;
  readonly outer: readonly number[];
  readonly inner: Times;
  /** Indexes that BYSETPOS selects; null when it selects all. */
  readonly selected: readonly number[] | null;
}

interface Times {
  readonly length: number;
  at(index: number): number | undefined;
}

/** Days of a period; `indexes` count from `first`. */
interface Days {
  readonly first: number;
  readonly indexes: readonly number[];
}

/**
 * Expands a recurrence rule (RFC 5545, section 3.3.10) from `from` on, ascending, up to the end of 9998. Times are
 * local times, written as the milliseconds that they would have in UTC, with full seconds; no zone is known here, and
 * UNTIL, which needs one, is up to the caller. DTSTART is an instance only where the rule generates it.
 *
 * Without COUNT periods before `from` are skipped; with it, they are counted without expanding their dates.
 * @throws TooMuchWork instead of looking for a date without an end
 */
export function* ruleTimes(pattern: RulePattern, start: number, from = -Infinity): Generator<number, void, undefined> {
  const earliest = Math.max(start, from);
  let left = pattern.count ?? Infinity;
  let work = 0;
  let empty = 0;
  for (const period of periodsOf(pattern, start, pattern.count === null ? earliest : start)) {
    const size = sizeOf(period);
    empty = size === 0 ? empty + 1 : 0;
    if (!isSubDaily(pattern.frequency) && empty > PERIODS_OF_400_YEARS[pattern.frequency]) return;
    const first = placeOf(period, earliest);
    left -= first - (earliest === start ? first : placeOf(period, start));
    work = first < size ? 0 : work + (size === 0 || isSubDaily(pattern.frequency) ? 1 : period.outer.length);
    if (work > MOST_WORK) throw new TooMuchWork();
    for (let index = first; index < size && left > 0; index += 1, left -= 1) yield timeAt(period, index);
    if (left <= 0) return;
  }
}

function sizeOf({ outer, inner, selected }: Period): number {
  return selected ? selected.length : outer.length * inner.length;
}

function timeAt({ base, unit, outer, inner, selected }: Period, place: number): number {
  const index = selected ? (selected[place] ?? NaN) : place;
  const minor = index % inner.length;
  return base + (outer[(index - minor) / inner.length] ?? NaN) * unit + (inner.at(minor) ?? NaN);
}

/** How many times of the period lie before `time`, by binary search. */
function placeOf(period: Period, time: number): number {
  const size = sizeOf(period);
  if (size === 0 || timeAt(period, 0) >= time) return 0;
  if (timeAt(period, size - 1) < time) return size;
  let [low, high] = [0, size];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeAt(period, middle) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The periods of the rule, ascending, from the one with `from` in it, or earlier. Empty ones may be left out. */
function periodsOf(pattern: RulePattern, start: number, from: number): Iterable<Period> {
  if (Math.floor(from / DAY) > LAST_DAY) return [];
  const rule = completed(pattern, start);
  switch (rule.frequency) {
    case 'SECONDLY':
    case 'MINUTELY':
    case 'HOURLY':
      return subDailyPeriods(rule, rule.frequency, start, from);
    case 'DAILY':
    case 'WEEKLY':
    case 'MONTHLY':
    case 'YEARLY':
      return periodsOfDays(rule, daysOf(rule, Math.floor(start / DAY), Math.floor(from / DAY)));
  }
}

/**
 * "Information, not contained in the rule, necessary to determine the various recurrence instance start time and dates
 * are derived from the Start Time (DTSTART)": what a weekly rule lacks is the weekday, and so for a yearly one that names
 * weeks (section 3.3.10: BYWEEKNO makes BYDAY a "special expand for WEEKLY").
 */
function completed(pattern: RulePattern, start: number): RulePattern {
  const { frequency, byDay, byMonth, byMonthDay, byWeekNo } = pattern;
  const date = new Date(start);
  const or = (list: readonly number[], value: number) => (list.length > 0 ? list : [value]);
  const isDaily = !isSubDaily(frequency);
  const rule = {
    ...pattern,
    byHour: isDaily ? or(pattern.byHour, date.getUTCHours()) : pattern.byHour,
    byMinute: isDaily || frequency === 'HOURLY' ? or(pattern.byMinute, date.getUTCMinutes()) : pattern.byMinute,
    bySecond: frequency === 'SECONDLY' ? pattern.bySecond : or(pattern.bySecond, date.getUTCSeconds()),
  };
  if (byDay.length > 0 || byMonthDay.length > 0 || pattern.byYearDay.length > 0) return rule;
  const weekday = WEEKDAYS[weekdayOfDay(Math.floor(start / DAY))] ?? 'MO';
  if (frequency === 'WEEKLY' || (frequency === 'YEARLY' && byWeekNo.length > 0))
    return { ...rule, byDay: [{ position: null, weekday }] };
  if (frequency === 'MONTHLY') return { ...rule, byMonthDay: [date.getUTCDate()] };
  if (frequency !== 'YEARLY') return rule;
  return { ...rule, byMonth: or(byMonth, date.getUTCMonth() + 1), byMonthDay: [date.getUTCDate()] };
}

function isSubDaily(frequency: Frequency): frequency is 'SECONDLY' | 'MINUTELY' | 'HOURLY' {
  return frequency === 'SECONDLY' || frequency === 'MINUTELY' || frequency === 'HOURLY';
}

/** "The numeric value in a BYDAY rule part ... corresponds to an offset within the month when the BYMONTH rule part is present". */
function daysAllowedBy(rule: RulePattern): RuleDays {
  return new RuleDays(rule, rule.frequency === 'YEARLY' && rule.byMonth.length === 0 ? 'year' : 'month');
}

function* periodsOfDays(rule: RulePattern, periods: Iterable<Days>): Generator<Period, void, undefined> {
  const inner = new ClockTimes(rule.byHour, rule.byMinute, secondsOf(rule.bySecond));
  const positions = new Positions(rule.bySetPos);
  // Days that are not allowed are filtered out before, so that all sets of a daily rule have the same size.
  if (rule.frequency === 'DAILY' && positions.of(inner.length)?.length === 0) return;
  for (const { first, indexes } of periods) {
    const selected = positions.of(indexes.length * inner.length);
    yield { base: first * DAY, unit: DAY, outer: indexes, inner, selected };
  }
}

/** Product of hours, minutes and seconds, not materialized: there may be 86,400. */
class ClockTimes implements Times {
  readonly length: number;

  constructor(
    private readonly hours: readonly number[],
    private readonly minutes: readonly number[],
    private readonly seconds: readonly number[],
  ) {
    this.length = hours.length * minutes.length * seconds.length;
  }

  at(index: number): number {
    const second = index % this.seconds.length;
    const rest = (index - second) / this.seconds.length;
    const minute = rest % this.minutes.length;
    const hour = (rest - minute) / this.minutes.length;
    return (
      (this.hours[hour] ?? NaN) * HOUR + (this.minutes[minute] ?? NaN) * MINUTE + (this.seconds[second] ?? NaN) * SECOND
    );
  }
}

/** "Implementations that do not support leap seconds SHOULD interpret the second 60 as equivalent to the second 59" (3.3.12). */
function secondsOf(bySecond: readonly number[]): number[] {
  return [...new Set(bySecond.map((second) => Math.min(second, 59)))];
}

/** The days of each period, from `from` on or a little earlier. */
function daysOf(rule: RulePattern, start: number, from: number): Iterable<Days> {
  const allowed = daysAllowedBy(rule);
  if (allowed.mostInAYear === 0) return [];
  switch (rule.frequency) {
    case 'YEARLY':
      return rule.byWeekNo.length > 0
        ? daysOfWeeks(rule, allowed, start, from)
        : daysOfYears(rule, allowed, start, from);
    case 'MONTHLY':
      return daysOfMonths(rule, allowed, start, from);
    case 'WEEKLY':
      return daysOfEachWeek(rule, allowed, start, from);
    default:
      return daysByDay(rule, allowed, start, from);
  }
}

function* daysOfYears({ interval }: RulePattern, allowed: RuleDays, start: number, from: number): Generator<Days> {
  for (let year = seek(yearOfDay(start), interval, yearOfDay(from)); year <= LAST_YEAR; year += interval)
    yield { first: firstDayOf(year), indexes: allowed.indexesIn(year) };
}

/**
 * The weeks of a year may begin in the December before and end in the January after it, and whole weeks are what
 * BYWEEKNO expands a year to; so these rules go from week 1 to week 1, and the days keep the year of their week.
 */
function* daysOfWeeks(rule: RulePattern, allowed: RuleDays, start: number, from: number): Generator<Days> {
  const weekStart = WEEKDAYS.indexOf(rule.weekStart);
  const yearOfWeek = (day: number) => {
    const year = yearOfDay(day);
    if (day < firstWeekOf(year, weekStart)) return year - 1;
    return day < firstWeekOf(year + 1, weekStart) ? year : year + 1;
  };
  for (let year = seek(yearOfWeek(start), rule.interval, yearOfWeek(from)); year <= LAST_YEAR; year += rule.interval) {
    const first = firstWeekOf(year, weekStart);
    const count = (firstWeekOf(year + 1, weekStart) - first) / 7;
    const weeks = rule.byWeekNo.map((week) => (week > 0 ? week : count + week + 1));
    const indexes = [...new Set(weeks)]
      .filter((week) => week >= 1 && week <= count)
      .sort((a, b) => a - b)
      .flatMap((week) => indexesWithin(allowed, first, 7 * (week - 1), 7 * week));
    yield { first, indexes };
  }
}

function* daysOfMonths({ interval }: RulePattern, allowed: RuleDays, start: number, from: number): Generator<Days> {
  const last = 12 * LAST_YEAR + 11;
  for (let month = seek(monthOfDay(start), interval, monthOfDay(from)); month <= last; month += interval) {
    const first = firstDayOfMonth(month);
    yield { first, indexes: indexesWithin(allowed, first, 0, firstDayOfMonth(month + 1) - first) };
  }
}

function* daysOfEachWeek(rule: RulePattern, allowed: RuleDays, start: number, from: number): Generator<Days> {
  const step = 7 * rule.interval;
  const begin = start - ((weekdayOfDay(start) - WEEKDAYS.indexOf(rule.weekStart) + 7) % 7);
  for (let first = seek(begin, step, from); first <= LAST_DAY; first += step)
    yield { first, indexes: indexesWithin(allowed, first, 0, 7) };
}

function indexesWithin(allowed: RuleDays, first: number, from: number, to: number): number[] {
  const indexes: number[] = [];
  for (let index = from; index < to; index += 1)
    if (allowed.has(first + index) && first + index <= LAST_DAY) indexes.push(index);
  return indexes;
}

function* daysByDay({ interval }: RulePattern, allowed: RuleDays, start: number, from: number): Generator<Days> {
  const indexes = [0];
  for (const first of daysInStep(allowed, start, interval, from)) yield { first, indexes };
}

/** Iterates over the allowed days or over the steps of the interval, whichever are fewer. */
function* daysInStep(allowed: RuleDays, start: number, interval: number, from: number): Generator<number> {
  if (interval === 1 || allowed.mostInAYear < 366 / interval) {
    for (const day of allowedDays(allowed, from)) if ((day - start) % interval === 0) yield day;
    return;
  }
  let missed = 0;
  const first = seek(start, interval, from);
  for (let day = first; day <= LAST_DAY && missed <= PERIODS_OF_400_YEARS.DAILY; day += interval)
    if (allowed.has(day)) {
      missed = 0;
      yield day;
    } else missed += 1;
}

function* allowedDays(allowed: RuleDays, from: number): Generator<number, void, undefined> {
  for (let year = yearOfDay(from); year <= LAST_YEAR; year += 1) {
    const first = firstDayOf(year);
    for (const index of allowed.indexesIn(year)) if (first + index >= from) yield first + index;
  }
}

/** The last of `start`, `start + step`, ... at `from` or before it. */
function seek(start: number, step: number, from: number): number {
  return start + Math.max(0, Math.floor((from - start) / step)) * step;
}

function monthOfDay(day: number): number {
  const date = new Date(day * DAY);
  return 12 * date.getUTCFullYear() + date.getUTCMonth();
}

const UNITS = { SECONDLY: SECOND, MINUTELY: MINUTE, HOURLY: HOUR } as const;

/**
 * Periods of HOURLY, MINUTELY and SECONDLY rules, one day at a time. Each unit expands to the same times, of which
 * BYSETPOS selects the same; and which units of a day are in step with the interval depends only on the phase at which
 * the day begins, so there are at most `interval` different days, of altogether not more units than a day has.
 */
function* subDailyPeriods(
  rule: RulePattern,
  frequency: keyof typeof UNITS,
  start: number,
  from: number,
): Generator<Period, void, undefined> {
  const unit = UNITS[frequency];
  const perDay = DAY / unit;
  const { interval } = rule;
  const allowed = daysAllowedBy(rule);
  const isAllowed = unitsAllowed(rule, unit);
  const within = timesWithin(rule, frequency);
  const selected = new Positions(rule.bySetPos).of(within.length);
  const inner: Times = selected ? selected.map((index) => within.at(index)) : within;
  const first = Math.floor(start / unit);
  const step = greatestDivisor(interval, perDay);
  let reached = remainder(first, step);
  while (reached < perDay && isAllowed[reached] !== 1) reached += step;
  if (inner.length === 0 || reached >= perDay || allowed.mostInAYear === 0) return;

  if (interval >= perDay) {
    let missed = 0;
    for (let at = seek(first, interval, Math.floor(from / unit)); at < (LAST_DAY + 1) * perDay; at += interval) {
      const day = Math.floor(at / perDay);
      if (allowed.has(day) && isAllowed[at - day * perDay] === 1) {
        missed = 0;
        yield { base: at * unit, unit, outer: [0], inner, selected: null };
      } else if ((missed += 1) > MOST_WORK) throw new TooMuchWork();
    }
    return;
  }
  const known: number[][] = [];
  for (const day of allowedDays(allowed, Math.floor(from / DAY))) {
    const phase = remainder(first - day * perDay, interval);
    const outer = (known[phase] ??= unitsInStep(isAllowed, phase, interval));
    yield { base: day * DAY, unit, outer, inner, selected: null };
  }
}

function unitsInStep(isAllowed: Uint8Array, phase: number, interval: number): number[] {
  const units: number[] = [];
  for (let index = phase; index < isAllowed.length; index += interval) if (isAllowed[index] === 1) units.push(index);
  return units;
}

/** 1 for the hours, minutes or seconds of a day that BYHOUR, BYMINUTE and BYSECOND allow, as far as they limit. */
function unitsAllowed({ byHour, byMinute, bySecond }: RulePattern, unit: number): Uint8Array {
  const units = new Uint8Array(DAY / unit);
  const all = (list: readonly number[], size: number) => (list.length > 0 ? list : Array.from({ length: size }).keys());
  for (const hour of all(byHour, 24))
    for (const minute of unit === HOUR ? [0] : all(byMinute, 60))
      for (const second of unit === SECOND ? all(secondsOf(bySecond), 60) : [0])
        units[(hour * HOUR + minute * MINUTE + second * SECOND) / unit] = 1;
  return units;
}

/** The times that one hour, minute or second expands to. */
function timesWithin({ byMinute, bySecond }: RulePattern, frequency: keyof typeof UNITS): ClockTimes {
  const seconds = frequency === 'SECONDLY' ? [0] : secondsOf(bySecond);
  return new ClockTimes([0], frequency === 'HOURLY' ? byMinute : [0], seconds);
}

function remainder(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** What BYSETPOS selects, which depends only on the size of the set. */
class Positions {
  private readonly known = new Map<number, readonly number[]>();

  constructor(private readonly bySetPos: readonly number[]) {}

  /** Indexes, ascending; null when the rule has no BYSETPOS. */
  of(size: number): readonly number[] | null {
    if (this.bySetPos.length === 0) return null;
    let indexes = this.known.get(size);
    if (!indexes) {
      const all = this.bySetPos.map((position) => (position > 0 ? position - 1 : size + position));
      indexes = [...new Set(all)].filter((index) => index >= 0 && index < size).sort((a, b) => a - b);
      this.known.set(size, indexes);
    }
    return indexes;
  }
}
