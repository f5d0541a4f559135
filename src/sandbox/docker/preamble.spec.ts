import { newMark, NOT_HANDED_OVER } from './container.js';
import { Preamble } from './preamble.js';

describe('what the first program of a container says', () => {
  const mark = newMark();
  const inPieces = (text: string, size: number) =>
    Array.from({ length: Math.ceil(text.length / size) }, (_, index) => text.slice(index * size, (index + 1) * size));
  const told = (preamble: Preamble, text: string, size = 3) =>
    inPieces(text, size)
      .map((piece) => preamble.take(Buffer.from(piece)).toString())
      .join('');

  it('is not what the program says, in whatever pieces it comes', () => {
    for (const size of [1, 7, 1_000]) {
      const preamble = new Preamble(mark, false);
      expect(told(preamble, `tar: a warning\n${mark}\nTraceback\n`, size)).toBe('Traceback\n');
      expect([preamble.hasBegun, preamble.complaint.length]).toEqual([true, 0]);
    }
  });

  it('is why the program never began, as far as it is kept', () => {
    const preamble = new Preamble(mark, false);
    expect(told(preamble, `${'tar: no space left\n'.repeat(1_000)}exit`, 500)).toBe('');
    expect([preamble.hasBegun, preamble.complaint.length]).toEqual([false, 4096]);
    expect(preamble.complaint.toString().endsWith('exit')).toBe(true);
  });

  it('is that a compiler is done, and what it left could not be handed over', () => {
    const preamble = new Preamble(mark, true);
    told(preamble, `${mark}\na warning\n${mark}${NOT_HANDED_OVER}\n`);
    expect(preamble.hasBegun).toBe(false);
  });

  it('is over once the program has taken its place, whatever that says', () => {
    const preamble = new Preamble(mark, false);
    const said = `${mark}${NOT_HANDED_OVER}\n`;
    expect(told(preamble, `${mark}\n${said}`)).toBe(said);
    expect(preamble.hasBegun).toBe(true);
  });
});
