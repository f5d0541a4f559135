import { isId, newId } from './ids.js';

const MANY = 5_000;

describe('a new id', () => {
  it('is a UUIDv7 of now', () => {
    const before = Date.now();
    const id = newId();
    expect(isId(id)).toBe(true);
    expect(id[14]).toBe('7');
    const made = parseInt(id.replaceAll('-', '').slice(0, 12), 16);
    expect(made).toBeGreaterThanOrEqual(before);
    expect(made).toBeLessThanOrEqual(Date.now());
  });

  it('sorts after those that were made before, also in the same millisecond', () => {
    const ids = Array.from({ length: MANY }, newId);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids.map((id) => id.slice(0, 13))).size).toBeLessThan(MANY);
  });

  it('has an end that no other has', () => {
    const ends = Array.from({ length: MANY }, () => newId().slice(24));
    expect(new Set(ends).size).toBe(MANY);
  });
});
