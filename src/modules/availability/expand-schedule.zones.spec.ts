import { IANAZone } from 'luxon';
import { DAY, MINUTE } from '../../kernel/clock.js';
import { dayOf } from '../../kernel/zoned-time.js';
import { expandSchedule } from './expand-schedule.js';
import type { DayInterval } from './schedule.rules.js';

/*
 * Every transition of every zone from 2000 to 2037, found and understood by a second library.
 */

interface Transition {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

const FROM = Date.UTC(2000, 0, 1);
const TO = Date.UTC(2038, 0, 1);
/** In 2000 parts of Brazil went and came back within a week; later the shortest such time is four weeks. */
const probeAfter = (moment: number) => moment + (moment < Date.UTC(2001, 0, 1) ? 6 : 14) * DAY;

const zones = Intl.supportedValuesOf('timeZone');

function transitionsOf(zone: IANAZone): Transition[] {
  const offsetAt = (moment: number) => zone.offset(moment) * MINUTE;
  const found: Transition[] = [];
  let before = offsetAt(FROM);
  for (let [last, probe] = [FROM, probeAfter(FROM)]; probe < TO; [last, probe] = [probe, probeAfter(probe)]) {
    const after = offsetAt(probe);
    if (after === before) continue;
    let [low, high] = [last, probe];
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / (2 * MINUTE)) * MINUTE;
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    found.push({ at: high, before, after });
    before = after;
  }
  return found;
}

/** What the clocks show around the transition, as the second library knows. */
const shown = ({ at, before, after }: Transition, moment: number) => moment + (moment < at ? before : after);

/** What the local time means by the policy. */
function resolve(transition: Transition, local: number): number {
  const candidates = [local - transition.before, local - transition.after];
  const meant = candidates.filter((moment) => shown(transition, moment) === local);
  return meant.length > 0 ? Math.min(...meant) : local - transition.before;
}

/** Whether the clocks show the date at any time around the transition. */
function hasDate(transition: Transition, day: number): boolean {
  const { at } = transition;
  return [at - DAY, at - MINUTE, at, at + DAY].some((moment) => dayOf(shown(transition, moment)) === day);
}

/** Local intervals before, into, within, out of, across and after what is skipped or comes twice. */
function around({ at, before, after }: Transition): DayInterval[] {
  const edges = [at + before, at + after].sort((a, b) => a - b);
  const [start = 0, end = 0] = edges.map((edge) => edge / MINUTE);
  const third = Math.max(1, Math.floor((end - start) / 3));
  const [inside, further] = [start + third, end - third];
  return [
    { start: start - 90, end: start - 30 },
    { start: start - 60, end: start },
    { start: start - 60, end: inside },
    { start: inside, end: Math.max(further, inside + 1) },
    { start, end },
    { start: inside, end: end + 60 },
    { start: start - 60, end: end + 60 },
    { start: end, end: end + 60 },
  ];
}

it('agrees with another library about every transition of every zone from 2000 to 2037', () => {
  const deviations: object[] = [];
  let count = 0;
  for (const name of zones) {
    for (const transition of transitionsOf(IANAZone.create(name))) {
      count += 1;
      for (const { start, end } of around(transition)) {
        const day = Math.floor((start * MINUTE) / DAY);
        const midnight = (day * DAY) / MINUTE;
        const expected = {
          start: resolve(transition, start * MINUTE),
          end: resolve(transition, end * MINUTE),
        };
        const exists = hasDate(transition, day) && expected.start < expected.end;
        const interval = { start: start - midnight, end: end - midnight };
        const rule = { timeZone: name, weekly: [], overrides: new Map([[day, [interval]]]), travels: [] };
        const expanded = expandSchedule(rule, { start: transition.at - 2 * DAY, end: transition.at + 2 * DAY });
        const [first] = expanded;
        const agrees = exists
          ? expanded.length === 1 && first?.start === expected.start && first.end === expected.end
          : expanded.length === 0;
        if (!agrees) deviations.push({ name, at: new Date(transition.at), interval, expanded, expected, exists });
      }
    }
  }
  expect(deviations).toEqual([]);
  // That there was something to compare.
  expect([zones.length > 400, count > 10_000]).toEqual([true, true]);
});
