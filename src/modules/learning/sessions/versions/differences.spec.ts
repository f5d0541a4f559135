import { applyPatch, parsePatch } from 'diff';
import fc from 'fast-check';
import { differenceBetween } from './differences.js';

const file = (id: string, path: string, content: string) => ({ id, path, content });
const numbers = (letter: string) => Array.from({ length: 4_000 }, (_, index) => `${letter}${index}\n`).join('');

describe('the difference of two versions', () => {
  it('has hunks of what changed, came and went, and says it as others do', () => {
    const { files, unified } = differenceBetween(
      [
        file('main', 'main.py', 'a\nb\nc\n'),
        file('1', 'gone.py', 'x'),
        file('2', 'old.py', 'same\n'),
        file('3', 's', ''),
      ],
      [
        file('main', 'main.py', 'a\nB\nc\n'),
        file('2', 'new.py', 'same\n'),
        file('4', 'added.py', 'y\n'),
        file('3', 's', ''),
      ],
    );
    expect(files).toEqual([
      {
        ...{ id: 'main', path: 'main.py', formerPath: null, change: 'changed', isTooLarge: false },
        hunks: [{ oldStart: 1, oldLines: 3, newStart: 1, newLines: 3, lines: [' a', '-b', '+B', ' c'] }],
      },
      {
        ...{ id: '1', path: 'gone.py', formerPath: null, change: 'removed', isTooLarge: false },
        hunks: [expect.objectContaining({ lines: ['-x', '\\ No newline at end of file'] })],
      },
      { id: '2', path: 'new.py', formerPath: 'old.py', change: 'changed', isTooLarge: false, hunks: [] },
      expect.objectContaining({ id: '4', path: 'added.py', change: 'added' }),
    ]);
    expect(unified).toContain('--- a/main.py\n+++ b/main.py\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n');
    expect(unified).toContain('--- a/gone.py\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-x\n\\ No newline at end of file\n');
  });

  it('of texts that have nothing in common is all of both, and can be applied', () => {
    const [before, after] = [numbers('a'), `${numbers('b')}end`];
    const { files, unified } = differenceBetween([file('main', 'm', before)], [file('main', 'm', after)]);
    expect(files[0]!.hunks).toHaveLength(1);
    expect(applyPatch(before, parsePatch(unified)[0]!)).toBe(after);
  });

  it('is found where it is, whatever is the same around it', () => {
    const line = fc.constantFrom('a\n', 'b\n', '\n', 'ab\n', 'a');
    const text = fc.array(line, { maxLength: 14 }).map((lines) => lines.join(''));
    fc.assert(
      fc.property(text, text, text, text, (start, before, after, end) => {
        const [former, latter] = [start + before + end, start + after + end];
        const { unified, files } = differenceBetween([file('1', 'm', former)], [file('1', 'm', latter)]);
        expect(former === latter ? [] : [applyPatch(former, unified)]).toEqual(files.map(() => latter));
        for (const { oldStart, lines } of files.flatMap(({ hunks }) => hunks)) {
          const taken = lines.filter((one) => /^[ -]/.test(one)).map((one) => one.slice(1));
          expect(former.split('\n').slice(oldStart - 1, oldStart - 1 + taken.length)).toEqual(taken);
        }
      }),
    );
  });

  it('of many lines is shown as far as it is little, and else only said', () => {
    const lines = (letter: string, count: number) => `${letter}\n`.repeat(count);
    const long = lines('x', 100_000);
    const { files, unified } = differenceBetween(
      [file('1', 'one', `${long}old\n${long}`), file('2', 'two', lines('a', 60_000)), file('3', 'gone', numbers('a'))],
      [file('1', 'one', `${long}new\n${long}`), file('2', 'two', lines('b', 60_000)), file('4', 'new', numbers('b'))],
    );
    expect(files.map(({ isTooLarge, hunks }) => [isTooLarge, hunks.length])).toEqual([
      ...[
        [false, 1],
        [true, 0],
      ],
      ...[
        [false, 1],
        [false, 1],
      ],
    ]);
    expect([files[0]!.hunks[0]!.oldStart > 99_990, files[0]!.hunks[0]!.lines.length < 30]).toEqual([true, true]);
    expect(unified).toContain('\nFiles a/two and b/two differ\n--- a/gone\n');
    const many = Array.from({ length: 4 }, (_, index) => file(`${index}`, `${index}`, numbers('c')));
    expect(differenceBetween([], many).files.map(({ isTooLarge }) => isTooLarge)).toEqual([false, false, true, true]);
  });
});
