import { placeAfter } from './week-keys.js';

describe('an arrow key among the times of a week', () => {
  const lengths = [0, 3, 0, 1, 2, 0, 0];

  it.each([
    ['ArrowDown', { column: 1, row: 0 }, { column: 1, row: 1 }],
    ['ArrowUp', { column: 1, row: 2 }, { column: 1, row: 1 }],
    ['Home', { column: 1, row: 2 }, { column: 1, row: 0 }],
    ['End', { column: 1, row: 0 }, { column: 1, row: 2 }],
    ['ArrowRight', { column: 1, row: 2 }, { column: 3, row: 0 }],
    ['ArrowLeft', { column: 4, row: 1 }, { column: 3, row: 0 }],
  ])('%s leads from %j to %j', (key, from, to) => {
    expect(placeAfter(key, from, lengths)).toEqual(to);
  });

  it.each([
    ['ArrowDown', { column: 1, row: 2 }],
    ['ArrowUp', { column: 1, row: 0 }],
    ['ArrowLeft', { column: 1, row: 0 }],
    ['ArrowRight', { column: 4, row: 0 }],
    ['Home', { column: 1, row: 0 }],
    ['Enter', { column: 1, row: 0 }],
    ['ArrowDown', { column: -1, row: -1 }],
  ])('%s leads nowhere from %j', (key, from) => {
    expect(placeAfter(key, from, lengths)).toBeNull();
  });
});
