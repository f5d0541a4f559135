import { CodedError } from '../../kernel/coded-error.js';
import { RULE_NEVER_OCCURS, UNSUPPORTED_RULE } from './recurrence.errors.js';

export const FREQUENCIES = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];
/** Values of FREQ that bookings may have. */
const SCHEDULABLE = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A value of BYDAY. `2MO`: the second Monday; `-1FR`: the last Friday; `position` null: every one. */
export interface WeekdayPosition {
  readonly position: number | null;
  readonly weekday: Weekday;
}

/**
 * A recurrence rule of RFC 5545, section 3.3.10, without UNTIL, which is no local time. Empty lists are rule parts that
 * are absent; lists of numbers are ascending.
 */
export interface RulePattern {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  readonly bySecond: readonly number[];
  readonly byMinute: readonly number[];
  readonly byHour: readonly number[];
  readonly byDay: readonly WeekdayPosition[];
  readonly byMonthDay: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byWeekNo: readonly number[];
  readonly byMonth: readonly number[];
  readonly bySetPos: readonly number[];
  readonly weekStart: Weekday;
}

export interface RecurrenceRule extends RulePattern {
  /** UNTIL: the last moment at which an instance may begin, in milliseconds since the epoch; null without one. */
  readonly until: number | null;
}

/** A malformed rule; the caller knows which field it came from. */
export class RuleFault extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'RuleFault';
  }
}

/** Rules that recur more often within a day are refused. */
export const MOST_TIMES_A_DAY = 24;
export const LARGEST_INTERVAL = 1000;
export const LARGEST_COUNT = 2000;

const NUMBER_PARTS = {
  BYSECOND: { field: 'bySecond', min: 0, max: 60, signed: false },
  BYMINUTE: { field: 'byMinute', min: 0, max: 59, signed: false },
  BYHOUR: { field: 'byHour', min: 0, max: 23, signed: false },
  BYMONTHDAY: { field: 'byMonthDay', min: 1, max: 31, signed: true },
  BYYEARDAY: { field: 'byYearDay', min: 1, max: 366, signed: true },
  BYWEEKNO: { field: 'byWeekNo', min: 1, max: 53, signed: true },
  BYMONTH: { field: 'byMonth', min: 1, max: 12, signed: false },
  BYSETPOS: { field: 'bySetPos', min: 1, max: 366, signed: true },
} as const;
type NumberPart = keyof typeof NUMBER_PARTS;

/** Rule parts of RFC 7529 (non-Gregorian calendars). */
const UNSUPPORTED_PARTS = new Set(['RSCALE', 'SKIP']);
/** Longest rule of our own series. */
const MOST_CHARACTERS = 1000;
/** Longest rule of any event: BYYEARDAY with all of its numbers has 2,600. */
const MOST_CHARACTERS_OF_ALL = 8000;

/**
 * Parses a rule and checks what RFC 5545 demands of one whose DTSTART is a local time with a zone.
 * @throws RuleFault when it is malformed; CodedError unsupported_rule for RFC 7529
 */
export function parseRule(text: string): RecurrenceRule {
  assertLength(text, MOST_CHARACTERS);
  const { pattern, until } = parsePattern(text);
  if (pattern.count !== null && until !== null)
    throw new RuleFault('count_and_until', 'must not have both COUNT and UNTIL');
  return { ...pattern, until: untilOf(until) };
}

/**
 * Parses a rule of any event. What UNTIL must be depends on its DTSTART, so it is not parsed. It may stand beside
 * COUNT, which the RFC forbids and some programs write: the rule ends with whatever comes first.
 * @throws RuleFault when it is malformed; CodedError unsupported_rule for RFC 7529
 */
export function parsePattern(text: string): { readonly pattern: RulePattern; readonly until: string | null } {
  assertLength(text, MOST_CHARACTERS_OF_ALL);
  const parts = partsOf(
    text
      .trim()
      .toUpperCase()
      .replace(/^RRULE:/, ''),
  );
  const numbers = (name: NumberPart) => numbersOf(name, parts.get(name));
  const until = parts.get('UNTIL') ?? null;
  const pattern: RulePattern = {
    frequency: frequencyOf(parts.get('FREQ')),
    interval: positiveOf('INTERVAL', parts.get('INTERVAL')) ?? 1,
    count: positiveOf('COUNT', parts.get('COUNT')),
    bySecond: numbers('BYSECOND'),
    byMinute: numbers('BYMINUTE'),
    byHour: numbers('BYHOUR'),
    byDay: weekdaysOf(parts.get('BYDAY')),
    byMonthDay: numbers('BYMONTHDAY'),
    byYearDay: numbers('BYYEARDAY'),
    byWeekNo: numbers('BYWEEKNO'),
    byMonth: numbers('BYMONTH'),
    bySetPos: numbers('BYSETPOS'),
    weekStart: weekStartOf(parts.get('WKST')),
  };
  assertConsistent(pattern);
  return { pattern, until };
}

function assertLength(text: string, most: number): void {
  if (text.length > most) throw new RuleFault('max_length', `must have at most ${most} characters`);
}

/** The rule as text, its parts in the order of RFC 5545, without defaults. */
export function formatRule(rule: RecurrenceRule): string {
  const list = (name: NumberPart) => rule[NUMBER_PARTS[name].field].join(',');
  const parts: [name: string, value: string][] = [
    ['FREQ', rule.frequency],
    ['UNTIL', rule.until === null ? '' : formatInstant(rule.until)],
    ['COUNT', rule.count === null ? '' : `${rule.count}`],
    ['INTERVAL', rule.interval === 1 ? '' : `${rule.interval}`],
    ['BYSECOND', list('BYSECOND')],
    ['BYMINUTE', list('BYMINUTE')],
    ['BYHOUR', list('BYHOUR')],
    ['BYDAY', rule.byDay.map(({ position, weekday }) => `${position ?? ''}${weekday}`).join(',')],
    ['BYMONTHDAY', list('BYMONTHDAY')],
    ['BYYEARDAY', list('BYYEARDAY')],
    ['BYWEEKNO', list('BYWEEKNO')],
    ['BYMONTH', list('BYMONTH')],
    ['BYSETPOS', list('BYSETPOS')],
    ['WKST', rule.weekStart === 'MO' ? '' : rule.weekStart],
  ];
  return parts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}

/** `20270131T090000Z` */
export function formatInstant(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/**
 * Refuses rules that bookings cannot have, before any instance is computed.
 * @throws CodedError unsupported_rule, rule_never_occurs
 */
export function assertSchedulable(rule: RecurrenceRule): void {
  if (!SCHEDULABLE.some((frequency) => frequency === rule.frequency))
    throw unsupported(`FREQ=${rule.frequency} recurs too often: it may be ${SCHEDULABLE.join(', ')}.`);
  if (rule.interval > LARGEST_INTERVAL) throw unsupported(`INTERVAL may be at most ${LARGEST_INTERVAL}.`);
  if (rule.count !== null && rule.count > LARGEST_COUNT) throw unsupported(`COUNT may be at most ${LARGEST_COUNT}.`);
  const times = timesADay(rule);
  if (times > MOST_TIMES_A_DAY) throw unsupported(`The rule recurs ${times} times a day, ${MOST_TIMES_A_DAY} at most.`);
  if (rule.bySetPos.length > 0 && rule.bySetPos.every((position) => Math.abs(position) > largestSet(rule)))
    throw new CodedError(RULE_NEVER_OCCURS, { detail: 'BYSETPOS lies beyond what the other parts give.' });
}

function timesADay({ byHour, byMinute, bySecond }: RecurrenceRule): number {
  return [byHour, byMinute, bySecond].reduce((product, list) => product * Math.max(list.length, 1), 1);
}

/** Upper bound of the set of one period, from which BYSETPOS selects. */
function largestSet(rule: RecurrenceRule): number {
  const days = { DAILY: 1, WEEKLY: Math.max(rule.byDay.length, 1), MONTHLY: 31, YEARLY: 366 };
  return days[rule.frequency as keyof typeof days] * timesADay(rule);
}

function partsOf(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of text.replace(/;$/, '').split(';')) {
    const [, name = '', value = ''] = /^([A-Z-]+)=([^=]+)$/.exec(part) ?? [];
    if (name === '') throw new RuleFault('malformed_rule', 'must be parts such as FREQ=WEEKLY;BYDAY=MO');
    if (UNSUPPORTED_PARTS.has(name)) throw unsupported(`${name} is not supported.`);
    if (!KNOWN_PARTS.has(name)) throw new RuleFault('unknown_rule_part', `has the unknown part ${name.slice(0, 20)}`);
    if (parts.has(name)) throw new RuleFault('repeated_rule_part', `has ${name} more than once`);
    parts.set(name, value);
  }
  return parts;
}

const KNOWN_PARTS = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'WKST', ...Object.keys(NUMBER_PARTS)]);

function frequencyOf(value: string | undefined): Frequency {
  const frequency = FREQUENCIES.find((name) => name === value);
  if (!frequency) throw new RuleFault('rule_frequency', `must have FREQ with one of ${SCHEDULABLE.join(', ')}`);
  return frequency;
}

function positiveOf(name: string, value: string | undefined): number | null {
  if (value === undefined) return null;
  if (!/^\d{1,9}$/.test(value) || Number(value) === 0) throw outOfRange(name, 'a whole number from 1');
  return Number(value);
}

function numbersOf(name: NumberPart, value: string | undefined): number[] {
  if (value === undefined) return [];
  const { min, max, signed } = NUMBER_PARTS[name];
  const numbers = value.split(',').map((text) => {
    const number = (signed ? /^[+-]?\d{1,3}$/ : /^\d{1,2}$/).test(text) ? Number(text) : NaN;
    const size = Math.abs(number);
    if (!(size >= min && size <= max))
      throw outOfRange(name, `numbers from ${min} to ${max}${signed ? ', negative ones counted from the end' : ''}`);
    return number;
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function weekdaysOf(value: string | undefined): WeekdayPosition[] {
  if (value === undefined) return [];
  const seen = new Set<string>();
  return value.split(',').flatMap((text) => {
    const [, digits, day] = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text) ?? [];
    const position = digits === undefined ? null : Number(digits);
    if (day === undefined || position === 0 || Math.abs(position ?? 1) > 53)
      throw outOfRange('BYDAY', 'weekdays such as MO, 1MO or -1FR');
    const key = `${position ?? ''}${day}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ position, weekday: day as Weekday }];
  });
}

function weekStartOf(value: string | undefined): Weekday {
  if (value === undefined) return 'MO';
  const weekday = WEEKDAYS.find((name) => name === value);
  if (!weekday) throw outOfRange('WKST', 'one of MO, TU, WE, TH, FR, SA, SU');
  return weekday;
}

/** UNTIL must be in UTC where DTSTART is a local time with a zone (RFC 5545, section 3.3.10). */
function untilOf(value: string | null): number | null {
  if (value === null) return null;
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(value) ?? [];
  if (year === undefined)
    throw new RuleFault('rule_until', 'must have UNTIL as a time in UTC, such as 20271231T225959Z');
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(instant) || formatInstant(instant) !== value)
    throw new RuleFault('rule_until', 'must have UNTIL with a date that exists');
  return instant;
}

/** Refuses combinations of rule parts that RFC 5545, section 3.3.10, forbids. */
function assertConsistent({ frequency, ...rule }: RulePattern): void {
  const hasPosition = rule.byDay.some(({ position }) => position !== null);
  if (hasPosition && frequency !== 'MONTHLY' && frequency !== 'YEARLY')
    throw forbidden('numbers in BYDAY', `FREQ=${frequency}`);
  if (hasPosition && rule.byWeekNo.length > 0) throw forbidden('numbers in BYDAY', 'BYWEEKNO');
  if (rule.byMonthDay.length > 0 && frequency === 'WEEKLY') throw forbidden('BYMONTHDAY', 'FREQ=WEEKLY');
  if (rule.byYearDay.length > 0 && ['DAILY', 'WEEKLY', 'MONTHLY'].includes(frequency))
    throw forbidden('BYYEARDAY', `FREQ=${frequency}`);
  if (rule.byWeekNo.length > 0 && frequency !== 'YEARLY') throw forbidden('BYWEEKNO', `FREQ=${frequency}`);
  const others = [
    rule.bySecond,
    rule.byMinute,
    rule.byHour,
    rule.byDay,
    rule.byMonthDay,
    rule.byYearDay,
    rule.byWeekNo,
    rule.byMonth,
  ];
  if (rule.bySetPos.length > 0 && others.every((list) => list.length === 0))
    throw new RuleFault('rule_set_position', 'must have another BYxxx part beside BYSETPOS');
}

function outOfRange(name: string, expected: string): RuleFault {
  return new RuleFault('rule_part_range', `must have ${name} with ${expected}`);
}

function forbidden(part: string, context: string): RuleFault {
  return new RuleFault('rule_part_combination', `must not have ${part} with ${context}`);
}

function unsupported(detail: string): CodedError {
  return new CodedError(UNSUPPORTED_RULE, { detail });
}
