import { languageOf } from './accepted-language.js';

it.each([
  [undefined, undefined, 'en'],
  [undefined, '', 'en'],
  [undefined, 'de-DE,de;q=0.9', 'en'],
  [undefined, 'fr-CA', 'fr'],
  [undefined, 'de, en;q=0.5, fr;q=0.8', 'fr'],
  [undefined, 'fr;q=0, en;q=0.1', 'en'],
  [undefined, 'fr;q=nonsense', 'en'],
  [undefined, 'FR ; Q=0.9 , en;q=0.8', 'fr'],
  ['fr', 'en', 'fr'],
  ['en', 'fr', 'en'],
  ['de', 'fr', 'fr'],
  [['fr', 'en'], 'en', 'en'],
])('for ?lang=%p and the header %p it is %s', (wanted, accepted, language) => {
  expect(languageOf(wanted, accepted)).toBe(language);
});
