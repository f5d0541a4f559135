import { DAY, SECOND } from '../../kernel/clock.js';
import { everyTransition, resolve, type Transition } from '../../../test/support/zone-transitions.js';
import { type Occurrence, occurrences } from './recurrence.js';
import { parseRule } from './recurrence-rule.js';
import { fromFloating } from './wall-time.js';

/*
 * Every transition of every zone from 2000 to 2037, found and understood by a second library.
 */

const DAILY = parseRule('FREQ=DAILY');

/** Local times at the edges of what is skipped or comes twice, and within. */
function around({ at, before, after }: Transition): { start: number; inside: number; end: number } {
  const [start = 0, end = 0] = [at + before, at + after].sort((a, b) => a - b);
  return { start, inside: start + Math.floor((end - start) / (3 * SECOND)) * SECOND, end };
}

/** Of those that begin at one moment the first on the clock is an instance. */
function expectedAt(locals: readonly number[], transition: Transition): Occurrence[] {
  return locals
    .toSorted((a, b) => a - b)
    .map((local) => ({ id: fromFloating(local), start: resolve(transition, local) }))
    .sort((a, b) => a.start - b.start)
    .filter(({ start }, index, all) => start !== all[index - 1]?.start);
}

it('agrees with another library about every transition of every zone from 2000 to 2037', () => {
  const deviations: object[] = [];
  const zones = new Set<string>();
  let count = 0;
  for (const { timeZone, transition } of everyTransition()) {
    zones.add(timeZone);
    count += 1;
    const { start, inside, end } = around(transition);
    const expected = expectedAt([start - DAY, start, inside, end, start + DAY], transition);
    const rdates = [inside, end].map(fromFloating);
    const expanded = occurrences({ start: fromFloating(start - DAY), timeZone, rule: DAILY, rdates, exdates: [] });
    const found = expected.map(() => expanded.next().value);
    if (JSON.stringify(found) !== JSON.stringify(expected)) deviations.push({ timeZone, transition, found, expected });
  }
  expect(deviations).toEqual([]);
  // That there was something to compare.
  expect([zones.size > 200, count > 10_000]).toEqual([true, true]);
});
