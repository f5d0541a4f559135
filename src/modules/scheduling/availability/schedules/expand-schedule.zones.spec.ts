import { DAY, MINUTE } from '../../../../kernel/clock.js';
import { dayOf } from '../../../../kernel/zoned-time.js';
import { everyTransition, resolve, shown, type Transition } from '../../../../../test/support/zone-transitions.js';
import { expandSchedule } from './expand-schedule.js';
import type { DayInterval } from './schedule.rules.js';

/*
 * Every transition of every zone from 2000 to 2037, found and understood by a second library.
 */

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
  const zones = new Set<string>();
  let count = 0;
  for (const { timeZone, transition } of everyTransition()) {
    zones.add(timeZone);
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
      const rule = { timeZone, weekly: [], overrides: new Map([[day, [interval]]]), travels: [] };
      const expanded = expandSchedule(rule, { start: transition.at - 2 * DAY, end: transition.at + 2 * DAY });
      const [first] = expanded;
      const agrees = exists
        ? expanded.length === 1 && first?.start === expected.start && first.end === expected.end
        : expanded.length === 0;
      if (!agrees) deviations.push({ timeZone, at: new Date(transition.at), interval, expanded, expected, exists });
    }
  }
  expect(deviations).toEqual([]);
  // That there was something to compare.
  expect([zones.size > 200, count > 10_000]).toEqual([true, true]);
});
