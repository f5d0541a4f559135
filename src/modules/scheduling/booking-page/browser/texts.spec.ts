import { textsIn, TEXTS } from './texts.js';

const namesIn = (text: unknown) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g) ?? [])].sort();

it('has the same texts, with the same names to fill in, in every language', () => {
  const { en, fr } = TEXTS;
  expect(Object.keys(fr!)).toEqual(Object.keys(en!));
  for (const [key, text] of Object.entries(en!)) {
    const translated = fr![key as keyof typeof fr];
    expect([key, typeof translated, namesIn(translated)]).toEqual([key, typeof text, namesIn(text)]);
  }
});

it.each([
  ['en', 0, '0 seats left'],
  ['en', 1, '1 seat left'],
  ['en', 2, '2 seats left'],
  ['fr', 0, '0 place restante'],
  ['fr', 2, '2 places restantes'],
])('counts as %s does: %d', (language, count, sentence) => {
  expect(textsIn(language)('seatsLeft', { count })).toBe(sentence);
});
