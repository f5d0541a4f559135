import fc from 'fast-check';
import { fullyTaken } from './fully-taken.js';

const on = (lane: number, start: number, end: number) => ({ lane, start, end });

it('one lane is taken when anything takes it', () => {
  expect(fullyTaken([on(0, 5, 6), on(0, 1, 3), on(0, 2, 4)], 1)).toEqual([
    { start: 1, end: 4 },
    { start: 5, end: 6 },
  ]);
});

it('several lanes are taken while all of them are', () => {
  expect(fullyTaken([on(0, 1, 5), on(1, 3, 8)], 2)).toEqual([{ start: 3, end: 5 }]);
  expect(fullyTaken([on(0, 1, 5), on(1, 3, 8)], 3)).toEqual([]);
});

it('lanes beyond the capacity do not count', () => {
  expect(fullyTaken([on(0, 1, 5), on(4, 1, 5)], 1)).toEqual([{ start: 1, end: 5 }]);
  expect(fullyTaken([on(1, 1, 5)], 1)).toEqual([]);
});

it('is what counting at each moment finds', () => {
  const moment = fc.integer({ min: 0, max: 20 });
  const claim = fc.record({ lane: fc.integer({ min: 0, max: 3 }), start: moment, end: moment });
  fc.assert(
    fc.property(fc.array(claim, { maxLength: 15 }), fc.integer({ min: 1, max: 3 }), (claims, capacity) => {
      const taken = fullyTaken(claims, capacity);
      for (let at = 0; at < 20; at += 1) {
        const lanes = claims.filter(({ lane, start, end }) => lane < capacity && start <= at && at < end);
        const isTaken = new Set(lanes.map(({ lane }) => lane)).size === capacity;
        expect(taken.some(({ start, end }) => start <= at && at < end)).toBe(isTaken);
      }
    }),
  );
});
