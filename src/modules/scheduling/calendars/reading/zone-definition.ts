import { ruleTimes } from '../../../../infra/calendar/rule-expansion.js';
import { parsePattern } from '../../../../infra/calendar/recurrence-rule.js';
import { DAY } from '../../../../kernel/clock.js';
import { type Component, propertiesOf, propertyOf, textOf } from './calendar-component.js';
import { FIRST_YEAR, readOffset, readTime, type WrittenTime } from './calendar-values.js';

/** From a local time, written as the milliseconds that it would have in UTC, to the instant. */
export type ToInstant = (local: number) => number;

interface Onset {
  /** Start of the offset, in milliseconds since the epoch. */
  readonly at: number;
  readonly offset: number;
  readonly offsetBefore: number;
}

/** Bound: clocks change twice a year, for a while four times. */
const MOST_ONSETS = 2000;
/** Onsets before that are not needed. */
const EARLIEST = Date.UTC(1970, 0, 1);
/** Replaces years before the Gregorian calendar: a leap year, so that every date exists. */
const YEAR_OF_OLD = '1584';
/** Onsets are expanded until this long after `until`. */
const AFTER = 400 * DAY;

/**
 * A VTIMEZONE (RFC 5545, section 3.6.5). Local times in a gap are read with the offset before the gap, ambiguous ones
 * as the first of the two (section 3.3.5).
 * @param until the last moment that matters
 * @returns null for a malformed definition
 */
export function zoneDefinedBy(definition: Component, until: number): ToInstant | null {
  try {
    const observances = definition.components.filter(({ name }) => name === 'STANDARD' || name === 'DAYLIGHT');
    const onsets = observances.flatMap((observance) => onsetsOf(observance, until + AFTER)).sort((a, b) => a.at - b.at);
    return onsets.length === 0 ? null : (local) => instantOf(onsets, local);
  } catch {
    return null;
  }
}

/** @throws Error for a malformed observance */
function onsetsOf(observance: Component, until: number): Onset[] {
  const start = readOnset(textOf(observance, 'DTSTART') ?? '');
  const offset = readOffset(textOf(observance, 'TZOFFSETTO'));
  const offsetBefore = readOffset(textOf(observance, 'TZOFFSETFROM')) ?? offset;
  if (!start || offset === null || offsetBefore === null) throw new Error('The observance cannot be read.');
  // Onsets are local times by the offset before (section 3.6.5).
  const locals = new Set([
    start.local,
    ...added(observance),
    ...repeated(observance, start.local, offsetBefore, until),
  ]);
  if (locals.size > MOST_ONSETS) throw new Error('The observance has too many onsets.');
  return [...locals].map((local) => ({ at: local - offsetBefore, offset, offsetBefore }));
}

/** Some programs write year 1 or 1601 for "long ago". */
function readOnset(text: string): WrittenTime | null {
  return readTime(text.trim().replace(/^\d{4}/, (year) => (Number(year) < FIRST_YEAR ? YEAR_OF_OLD : year)));
}

function added(observance: Component): number[] {
  return propertiesOf(observance, 'RDATE').flatMap(({ value }) =>
    value.split(',').map((text) => {
      const time = readOnset(text.split('/')[0] ?? '');
      if (!time) throw new Error('The onset cannot be read.');
      return time.local;
    }),
  );
}

function repeated(observance: Component, start: number, offsetBefore: number, until: number): number[] {
  const rule = propertyOf(observance, 'RRULE')?.value;
  if (rule === undefined) return [];
  const { pattern, until: text } = parsePattern(rule);
  const last = text === null ? null : readOnset(text);
  if (text !== null && !last) throw new Error('The end of the rule cannot be read.');
  const end = Math.min(until, last ? last.local + (last.isUtc ? offsetBefore : last.isDate ? DAY - 1 : 0) : Infinity);
  const locals: number[] = [];
  for (const local of ruleTimes(pattern, start, EARLIEST)) {
    if (local > end || locals.length > MOST_ONSETS) break;
    locals.push(local);
  }
  return locals;
}

function instantOf(onsets: readonly Onset[], local: number): number {
  const before = offsetAt(onsets, local - DAY);
  const after = offsetAt(onsets, local + DAY);
  if (before === after || offsetAt(onsets, local - before) === before) return local - before;
  return offsetAt(onsets, local - after) === after ? local - after : local - before;
}

function offsetAt(onsets: readonly Onset[], instant: number): number {
  let [low, high] = [0, onsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((onsets[middle]?.at ?? Infinity) <= instant) low = middle + 1;
    else high = middle;
  }
  return onsets[low - 1]?.offset ?? onsets[0]?.offsetBefore ?? 0;
}
