import fc from 'fast-check';
import { covers, intersect, type Interval, isClear, merge, overlaps, subtract, whereAtLeast } from './intervals.js';

const HORIZON = 40;

const interval = fc
  .tuple(fc.nat(HORIZON), fc.nat(8))
  .map(([start, length]): Interval => ({ start, end: Math.min(start + length, HORIZON) }));
const intervals = fc.array(interval, { maxLength: 8 });

const holds = (list: readonly Interval[], moment: number) =>
  list.some(({ start, end }) => start <= moment && moment < end);
const moments = Array.from({ length: HORIZON }, (_, moment) => moment);
const picture = (list: readonly Interval[]) => moments.filter((moment) => holds(list, moment));

/** In order, apart from each other, none of them empty. */
function expectTidy(list: readonly Interval[]): void {
  list.forEach(({ start, end }, index) => {
    expect(start).toBeLessThan(end);
    if (index > 0) expect(list[index - 1]!.end).toBeLessThanOrEqual(start);
  });
}

describe('intervals, against a grid of moments', () => {
  it('are merged', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const merged = merge(list);
        expectTidy(merged);
        expect(picture(merged)).toEqual(picture(list));
        expect(merge(merged)).toEqual(merged);
      }),
    );
  });

  it('are subtracted and intersected', () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        const left = subtract(a, b);
        const common = intersect(a, b);
        expectTidy(left);
        expectTidy(common);
        expect(picture(left)).toEqual(moments.filter((moment) => holds(a, moment) && !holds(b, moment)));
        expect(picture(common)).toEqual(moments.filter((moment) => holds(a, moment) && holds(b, moment)));
      }),
    );
  });

  it('are counted', () => {
    fc.assert(
      fc.property(fc.array(intervals, { maxLength: 4 }), fc.integer({ min: 1, max: 4 }), (lists, count) => {
        const found = whereAtLeast(count, lists.flat());
        expectTidy(found);
        expect(picture(found)).toEqual(
          moments.filter((moment) => lists.flat().filter((one) => holds([one], moment)).length >= count),
        );
      }),
    );
  });

  it('are searched', () => {
    fc.assert(
      fc.property(
        intervals,
        interval.filter(({ start, end }) => start < end),
        (list, wanted) => {
          const merged = merge(list);
          const within = moments.slice(wanted.start, wanted.end);
          expect(covers(merged, wanted)).toBe(within.every((moment) => holds(list, moment)));
          expect(isClear(merged, wanted)).toBe(!within.some((moment) => holds(list, moment)));
          expect(isClear(merged, wanted)).toBe(!merged.some((taken) => overlaps(taken, wanted)));
        },
      ),
    );
  });
});
