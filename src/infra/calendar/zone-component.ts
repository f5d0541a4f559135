import { Temporal } from 'temporal-polyfill';
import { DAY } from '../../kernel/clock.js';
import { contentLine, textLine } from './content-line.js';
import { WEEKDAYS } from './recurrence-rule.js';
import { fromFloating, toFloating, type WallTime, weekdayIndex } from './wall-time.js';

/** Years for which the transitions of a zone without a yearly rule are listed. */
const YEARS = 20;
/** A zone has two a year, Morocco four for some time. */
const MOST_TRANSITIONS = 100;

/** A change of the zone's offset. Offsets are minutes, positive east; the onset is local time by the offset before. */
interface Transition {
  readonly onset: WallTime;
  readonly from: number;
  readonly to: number;
}

/**
 * VTIMEZONE (RFC 5545, section 3.6.5) of the zone from `from` on, for calendars that do not know its name. Changes that
 * fall on the same weekday of the same month each year become a rule; others are listed.
 * @param from milliseconds since the epoch
 */
export function zoneComponent(timeZone: string, from: number): string {
  const start = Temporal.Instant.fromEpochMilliseconds(from - 400 * DAY).toZonedDateTimeISO(timeZone);
  const transitions = transitionsAfter(start);
  const initial = minutes(start);
  const first = fromFloating(start.epochMilliseconds + initial * 60_000);
  return [
    'BEGIN:VTIMEZONE\r\n',
    textLine('TZID', timeZone),
    observance([{ onset: first, from: initial, to: initial }], false),
    ...byOffsets(transitions).map((group) => observance(group, true)),
    'END:VTIMEZONE\r\n',
  ].join('');
}

function transitionsAfter(start: Temporal.ZonedDateTime): Transition[] {
  const end = start.add({ years: YEARS }).epochMilliseconds;
  const transitions: Transition[] = [];
  let before = start;
  while (transitions.length < MOST_TRANSITIONS) {
    const next = before.getTimeZoneTransition('next');
    if (!next || next.epochMilliseconds > end) break;
    const from = minutes(before);
    // A transition may change only the zone's abbreviation.
    if (minutes(next) !== from)
      transitions.push({ onset: fromFloating(next.epochMilliseconds + from * 60_000), from, to: minutes(next) });
    before = next;
  }
  return transitions;
}

function byOffsets(transitions: readonly Transition[]): Transition[][] {
  const groups = new Map<string, Transition[]>();
  for (const transition of transitions) {
    const key = `${transition.from} ${transition.to}`;
    groups.set(key, [...(groups.get(key) ?? []), transition]);
  }
  return [...groups.values()];
}

function observance(group: readonly Transition[], mayRecur: boolean): string {
  const [first] = group;
  if (!first) return '';
  const { onset, from, to } = first;
  // Which of the two is called standard does not matter for computing: the greater offset is DAYLIGHT.
  const name = to > from ? 'DAYLIGHT' : 'STANDARD';
  const rule = mayRecur ? yearlyRule(group) : null;
  return [
    `BEGIN:${name}\r\n`,
    contentLine('DTSTART', onset),
    contentLine('TZOFFSETFROM', formatOffset(from)),
    contentLine('TZOFFSETTO', formatOffset(to)),
    rule === null ? '' : contentLine('RRULE', rule),
    // RDATE repeats DTSTART, one property per date: some programs read no more.
    ...(rule === null && group.length > 1 ? group.map((listed) => contentLine('RDATE', listed.onset)) : []),
    `END:${name}\r\n`,
  ].join('');
}

/** Recurrence rule of the group, when it has one for all years: the nth or the last weekday of a month. */
function yearlyRule(group: readonly Transition[]): string | null {
  if (group.length < YEARS - 1) return null;
  for (const position of [nthInMonth, lastInMonth]) {
    const rules = new Set(group.map(({ onset }) => `${onset.slice(9)} ${position(onset) ?? onset}`));
    const [rule] = rules;
    if (rules.size === 1 && rule !== undefined) return `FREQ=YEARLY;${rule.slice(7)}`;
  }
  return null;
}

function nthInMonth(onset: WallTime): string {
  return weekdayOf(onset, Math.ceil(Number(onset.slice(6, 8)) / 7));
}

function lastInMonth(onset: WallTime): string | null {
  const inAWeek = fromFloating(toFloating(onset) + 7 * DAY);
  return inAWeek.slice(4, 6) === onset.slice(4, 6) ? null : weekdayOf(onset, -1);
}

function weekdayOf(onset: WallTime, position: number): string {
  return `BYMONTH=${Number(onset.slice(4, 6))};BYDAY=${position}${WEEKDAYS[weekdayIndex(onset)]}`;
}

/** Offset in minutes; only historical local mean times have seconds, which are rounded. */
function minutes({ offsetNanoseconds }: Temporal.ZonedDateTime): number {
  return Math.round(offsetNanoseconds / 60e9);
}

function formatOffset(offset: number): string {
  const size = Math.abs(offset);
  const digits = [Math.floor(size / 60), size % 60].map((part) => `${part}`.padStart(2, '0'));
  return `${offset < 0 ? '-' : '+'}${digits.join('')}`;
}
