import { PASTE_LENGTH, PASTE_WINDOW_MS, PasteWatch } from './paste.rules.js';

describe('a paste', () => {
  it('is so much text at once, whatever was typed before it', () => {
    const watch = new PasteWatch();
    expect(watch.see('ada', 'main', PASTE_LENGTH - 1, 0)).toBeNull();
    expect(watch.see('ada', 'main', PASTE_LENGTH, 1)).toBe(PASTE_LENGTH);
    expect(watch.see('ada', 'main', 9_000, 2)).toBe(9_000);
  });

  it('is the sum of pieces that nobody types as fast, by one person into one file', () => {
    const watch = new PasteWatch();
    const piece = PASTE_LENGTH / 2;
    expect(watch.see('ada', 'main', piece, 0)).toBeNull();
    expect(watch.see('ada', 'lib', piece, 1)).toBeNull();
    expect(watch.see('charles', 'main', piece, 2)).toBeNull();
    expect(watch.see('ada', 'main', piece, PASTE_WINDOW_MS - 1)).toBe(PASTE_LENGTH);
    // What was noted counts once.
    expect(watch.see('ada', 'main', piece, PASTE_WINDOW_MS)).toBeNull();
    expect(watch.see('charles', 'main', piece, PASTE_WINDOW_MS + 2)).toBeNull();
  });

  it('is nothing that a fast typist types for an hour', () => {
    const watch = new PasteWatch();
    const seen = Array.from({ length: 3_600 * 20 }, (_, index) => watch.see('ada', 'main', 1, index * 50));
    expect(seen.filter((length) => length !== null)).toEqual([]);
  });

  it('is remembered of few people, and forgets nobody who is writing', () => {
    const watch = new PasteWatch();
    for (let index = 0; index < 2_000; index += 1) watch.see(`person ${index}`, 'main', PASTE_LENGTH - 1, index * 10);
    expect(watch.see('person 1999', 'main', 1, 20_000)).toBe(PASTE_LENGTH);
  });
});
