import { brokenAt } from './json-faults.js';

describe('a text that is no JSON', () => {
  it.each([
    ['{"a": 1,}', 'line 1, column 9: property name expected'],
    ['{\n  "a" 1\n}', 'line 2, column 7: colon expected'],
    ['{"a": 1', 'line 1, column 8: close brace expected'],
    ["{'a': 1}", 'line 1, column 2: invalid symbol'],
    ['{"a": 1} // no comment', 'line 1, column 10: invalid comment token'],
  ])('%j is broken at %s', (text, place) => {
    expect(brokenAt(text)).toBe(place);
  });

  it.each([
    ['breaks at once', `{${'a '.repeat(40_000)}`, 'line 1, column 2: invalid symbol'],
    ['is longer than what somebody wrote', `{${' '.repeat(100_000)}`, undefined],
  ])('is not read any further than needed: one that %s', (_what, text, place) => {
    expect(brokenAt(text)).toBe(place);
  });

  it('is not what is JSON', () => {
    expect(brokenAt('{"a": [1, null, "x"]}')).toBeUndefined();
  });
});
