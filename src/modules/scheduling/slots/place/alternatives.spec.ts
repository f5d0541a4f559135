import type { Interval } from '../../../../kernel/intervals.js';
import fc from 'fast-check';
import { around, nearestFreeTimes, nearestSlots } from './alternatives.js';

const HORIZON = 60;
const interval = (start: number, end: number): Interval => ({ start, end });
const overlaps = (a: Interval, b: Interval) => a.start < b.end && b.start < a.end;

/** Tries every start there is. */
function bruteForce(busy: readonly Interval[], wanted: Interval, within: Interval, count: number): Interval[] {
  const duration = wanted.end - wanted.start;
  const found: Interval[] = [];
  while (found.length < count) {
    const free: Interval[] = [];
    for (let start = within.start; start + duration <= within.end; start += 1) {
      const candidate = interval(start, start + duration);
      if (![...busy, ...found].some((taken) => overlaps(taken, candidate))) free.push(candidate);
    }
    const distance = ({ start }: Interval) => Math.abs(start - wanted.start);
    const [nearest] = free.sort((a, b) => distance(a) - distance(b) || a.start - b.start);
    if (!nearest) break;
    found.push(nearest);
  }
  return found.sort((a, b) => a.start - b.start);
}

const anInterval = fc
  .tuple(fc.integer({ min: -5, max: HORIZON + 5 }), fc.integer({ min: 1, max: 20 }))
  .map(([start, length]) => interval(start, start + length));

describe('the nearest free times', () => {
  it('are those that trying every start finds', () => {
    fc.assert(
      fc.property(
        fc.array(anInterval, { maxLength: 12 }),
        anInterval,
        fc.tuple(fc.nat(HORIZON), fc.nat(HORIZON)),
        fc.integer({ min: 1, max: 4 }),
        (busy, wanted, [a, b], count) => {
          const within = interval(Math.min(a, b), Math.max(a, b));
          expect(nearestFreeTimes({ busy, wanted, within, count })).toEqual(bruteForce(busy, wanted, within, count));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('lie around a taken hour', () => {
    const found = nearestFreeTimes({
      busy: [interval(9, 10)],
      wanted: interval(9, 10),
      within: interval(0, 24),
      count: 3,
    });
    expect(found).toEqual([interval(7, 8), interval(8, 9), interval(10, 11)]);
  });

  it('are none when no gap is long enough', () => {
    const busy = [interval(0, 5), interval(6, 24)];
    expect(nearestFreeTimes({ busy, wanted: interval(2, 4), within: interval(0, 24), count: 3 })).toEqual([]);
  });
});

describe('the nearest slots', () => {
  it('are those around the wanted start, the earlier of two that are equally near', () => {
    const offered = [1, 5, 8, 9, 11, 12, 20].map((start) => interval(start, start + 1));
    expect(nearestSlots(offered, 10, 3)).toEqual([interval(8, 9), interval(9, 10), interval(11, 12)]);
  });
});

it('alternatives are looked for in the week before and the week after, and not in the past', () => {
  const [hour, day] = [3_600_000, 24 * 3_600_000];
  const wanted = interval(10 * day, 10 * day + hour);
  expect(around(wanted, 0)).toEqual(interval(3 * day, 17 * day + hour));
  expect(around(wanted, 9 * day)).toEqual(interval(9 * day, 17 * day + hour));
});
