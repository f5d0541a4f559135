import { characterCount, hasLength } from './character-count.js';

describe('the characters of a text', () => {
  it.each([
    ['', 0],
    ['Ada', 3],
    ['😀', 1],
    ['❤️', 2],
    ['e\u0301', 2],
    ['👩‍👩‍👧', 5],
  ])('of “%s” are %i, as varchar(n) and maxLength count', (text, count) => {
    expect(characterCount(text)).toBe(count);
  });

  it('are between bounds, in a text only', () => {
    expect([hasLength('❤️', 1, 2), hasLength('❤️', 1, 1), hasLength('', 1, 1), hasLength(['a'], 1, 1)]).toEqual([
      ...[true, false, false, false],
    ]);
  });
});
