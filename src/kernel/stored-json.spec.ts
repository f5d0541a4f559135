import { hasOnlyFiniteNumbers, storedJsonBytes } from './stored-json.js';

describe('the bytes of stored JSON', () => {
  it.each([
    [{}, '{}'],
    [{ a: 1, b: [true, null, 'é'] }, '{"a":1,"b":[true,null,"é"]}'],
    [1e20, '100000000000000000000'],
    [1e21, `1${'0'.repeat(21)}`],
    [-1.5e25, `-15${'0'.repeat(24)}`],
    [1e300, `1${'0'.repeat(300)}`],
    [1.25e-7, '0.000000125'],
    [-1e-300, `-0.${'0'.repeat(299)}1`],
    [{ deep: [{ n: 1e300 }, 5] }, `{"deep":[{"n":1${'0'.repeat(300)}},5]}`],
  ])('of %j are those of its decimals', (value, written) => {
    expect(storedJsonBytes(value)).toBe(Buffer.byteLength(written));
  });
});

describe('numbers of JSON', () => {
  it.each(['{"a":1e308}', '[1,-2.5]', '"1e400"', 'null'])('are finite in %s', (text) => {
    expect(hasOnlyFiniteNumbers(JSON.parse(text))).toBe(true);
  });

  it.each(['{"a":1e400}', '[[-1e400]]', '1e309'])('are not finite in %s', (text) => {
    expect(hasOnlyFiniteNumbers(JSON.parse(text))).toBe(false);
  });
});
