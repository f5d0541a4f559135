import { expectedVersion, isKnown } from './entity-tags.js';

it.each<[string | undefined, number | undefined | null]>([
  [undefined, undefined],
  ['*', undefined],
  [' * ', undefined],
  ['"v3"', 3],
  // Of what was not set yet.
  ['"v0"', 0],
  ['"v3-Zx_9-a"', 3],
  ['"other", "v3-Zx"', 3],
  ['"v2" , "v3"', 3],
  // What a proxy makes of a tag when it compresses the answer, and tags of others: a condition that does not hold.
  ['W/"v3"', -1],
  ['"other"', -1],
  ['"v9999999999"', -1],
  ['"v03"', -1],
  ['', null],
  ['v3', null],
  ['"v3', null],
  ['"v3" "v4"', null],
])('If-Match: %s means version %s', (header, version) => {
  expect(expectedVersion(header)).toBe(version);
});

it.each<[string | undefined, boolean]>([
  [undefined, false],
  ['*', true],
  ['"v3-a"', true],
  ['W/"v3-a"', true],
  ['"b,c", W/"v3-a"', true],
  ['"v3"', false],
  ['v3-a', false],
])('If-None-Match: %s knows "v3-a": %s', (header, known) => {
  expect(isKnown(header, '"v3-a"')).toBe(known);
  expect(isKnown(header, 'W/"v3-a"')).toBe(known);
});
