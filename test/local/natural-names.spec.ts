import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { withNaturalNames } from '../../tools/natural-names.mjs';

const BUNDLE = join(import.meta.dirname, '..', '..', 'dist', 'bundle');

/** As the bundler writes it. @returns the names, in their order, and how often one was given */
function namesIn(text: string): { names: string[]; given: number } {
  const names: string[] = [];
  let given = 0;
  const __name = (target: object, value: string) => {
    given += 1;
    return Object.defineProperty(target, 'name', { value, configurable: true });
  };
  runInNewContext(text, { __name, tell: ({ name }: { name: string }) => names.push(name) });
  return { names, given };
}

describe('functions of the bundle', () => {
  it.each([
    ['a constant', `const one = __name(() => 1, "one"); tell(one)`, 'one'],
    ['an assignment', `let one; one = __name(function () {}, "one"); tell(one)`, 'one'],
    ['a member', `tell({ one: __name((a) => a, "one") }.one)`, 'one'],
    ['a member under a text', `tell({ "o-n-e": __name((a) => a, "o-n-e") }["o-n-e"])`, 'o-n-e'],
    ['a declaration', `function one() {} __name(one, "one"); tell(one)`, 'one'],
    ['a declaration in a list', `function one() {} __name(one, "one"), tell(one)`, 'one'],
    ['text that names a call', 'const one = __name(() => `__name(2)`, "one"); tell(one)', 'one'],
  ])('keep the name that they have by themselves, and get none: %s', (_, text, name) => {
    const natural = withNaturalNames(text);
    expect(namesIn(natural)).toEqual({ names: [name], given: 0 });
    expect(natural).toHaveLength(text.length);
  });

  it.each([
    ['another name', `const one2 = __name(() => 1, "one"); tell(one2)`, 'one'],
    ['another declaration', `function one2() {} __name(one2, "one"); tell(one2)`, 'one'],
    ['a place that gives none', `tell(__name(() => 1, "one"))`, 'one'],
    ['a class', `class one2 { static { __name(this, "one"); } } tell(one2)`, 'one'],
    ['a member of an object that exists', `const it = {}; it.one = __name(() => 1, "one"); tell(it.one)`, 'one'],
    [
      'a prototype',
      `const it = { __proto__: __name(() => 1, "__proto__") }; tell(Object.getPrototypeOf(it))`,
      '__proto__',
    ],
    ['a value that is used', `function one() {} const it = __name(one, "one"); tell(it)`, 'one'],
  ])('are given the name otherwise: %s', (_, text, name) => {
    expect(withNaturalNames(text)).toBe(text);
    expect(namesIn(text)).toEqual({ names: [name], given: 1 });
  });

  it('are given no needless name in the bundle that runs', () => {
    const texts = readdirSync(BUNDLE)
      .filter((name) => name.endsWith('.js'))
      .map((name) => readFileSync(join(BUNDLE, name), 'utf8'));
    expect(texts.some((text) => text.includes('__name('))).toBe(true);
    expect(texts.every((text) => withNaturalNames(text) === text)).toBe(true);
  });
});
