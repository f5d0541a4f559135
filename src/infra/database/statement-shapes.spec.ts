import { StatementShapes } from './statement-shapes.js';

describe('the shapes of a statement', () => {
  it('are prepared up to a number, each always under the same name', () => {
    const shapes = new StatementShapes();
    const names = Array.from({ length: 1000 }, (_, n) => shapes.nameOf('list', `SELECT ${n}`));
    const prepared = names.filter((name) => name !== '');
    expect([prepared.length, new Set(prepared).size]).toEqual([64, 64]);
    expect(shapes.nameOf('list', 'SELECT 3')).toBe(names[3]);
    expect(shapes.nameOf('list', 'SELECT 999')).toBe('');
    expect(shapes.nameOf('other', 'SELECT 999')).toMatch(/^other_[0-9a-f]{20}$/);
  });
});
