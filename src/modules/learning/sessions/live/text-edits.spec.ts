import fc from 'fast-check';
import * as Y from 'yjs';
import { editsBetween, linesOf } from './text-edits.js';
import { processorTimeOf } from '../../../../../test/support/processor-time.js';

function applied(before: string, after: string): string {
  const text = new Y.Doc().getText('text:main');
  text.insert(0, before);
  for (const { at, removed, inserted } of editsBetween(before, after).reverse()) {
    text.delete(at, removed);
    text.insert(at, inserted);
  }
  return text.toJSON();
}

describe('what makes one text of another', () => {
  it('makes exactly that, whatever they are', () => {
    const line = fc.constantFrom('', 'x', 'if x:\0', '👩‍💻', '👩', '\u{1F4BB}', 'return 1');
    const text = fc.array(line, { maxLength: 12 }).chain((lines) => fc.constantFrom(lines.join('\n'), lines.join('')));
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(applied(before, after)).toBe(after);
      }),
    );
  });

  it('touches only what differs, and no half of a character', () => {
    const before = 'def f(x):\n    return x\n\nprint(f(1))\n';
    expect(editsBetween(before, before.replace('return x', 'return 2 * x').replace('f(1)', 'f(2)'))).toEqual([
      { at: before.indexOf('x\n\n'), removed: 0, inserted: '2 * ' },
      { at: before.indexOf('1))'), removed: 1, inserted: '2' },
    ]);
    // U+1F469 and U+1F468 begin with the same surrogate, U+1F469 and U+1F869 end with the same.
    expect(editsBetween('\u{1F469}', '\u{1F468}')).toEqual([{ at: 0, removed: 2, inserted: '\u{1F468}' }]);
    expect(editsBetween('\u{1F469}', '\u{1F869}')).toEqual([{ at: 0, removed: 2, inserted: '\u{1F869}' }]);
  });

  it('is one edit for texts that have little in common, in little time', () => {
    const [before, after] = ['a', 'b'].map((letter) =>
      Array.from({ length: 20_000 }, (_, index) => `${letter}${index}`).join('\n'),
    );
    const took = processorTimeOf(() => {
      expect(editsBetween(before!, after!)).toHaveLength(1);
    });
    expect(took).toBeLessThan(1_000);
  });

  it('knows lines with their ends', () => {
    expect([linesOf(''), linesOf('a\n\nb'), linesOf('a\n')]).toEqual([[], ['a\n', '\n', 'b'], ['a\n']]);
  });
});
