import { placeAfter, placeNear, WEEKS_BY_KEY } from './week-keys.js';

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

describe('Page Up and Page Down among the times of a week', () => {
  it('turn by weeks', () => {
    expect(WEEKS_BY_KEY).toEqual({ PageUp: -1, PageDown: 1 });
  });

  it.each([
    [
      { column: 4, row: 1 },
      { column: 4, row: 1 },
    ],
    [
      { column: 1, row: 5 },
      { column: 1, row: 2 },
    ],
    [
      { column: 6, row: 2 },
      { column: 4, row: 1 },
    ],
    [
      { column: 0, row: 0 },
      { column: 1, row: 0 },
    ],
  ])('keep %j, or what is nearest in the other week', (place, near) => {
    expect(placeNear(place, [0, 3, 0, 1, 2, 0, 0])).toEqual(near);
  });

  it('find nothing in a week without times', () => {
    expect(placeNear({ column: 1, row: 0 }, [0, 0, 0, 0, 0, 0, 0])).toBeNull();
  });
});
