import { isReserved, SLUG } from './page-name.rules.js';

describe('the slug of a public page', () => {
  it.each(['ada', 'ada-lovelace', '1843', 'a-1-b', 'lyceumist'])('may be %s', (slug) => {
    expect([SLUG.test(slug), isReserved(slug)]).toEqual([true, false]);
  });

  it.each(['Ada', 'ada_lovelace', '-ada', 'ada-', 'ada--lovelace', 'adá', '@ada', 'ada/book', ''])(
    'may not be %j',
    (slug) => {
      expect(SLUG.test(slug)).toBe(false);
    },
  );

  it.each(['admin', 'support', 'sign-in', 'no-reply', 'hostmaster', 'lyceum', 'lyceum-help', 'the-lyceum-team'])(
    'is not %s, which would pass for the installation',
    (slug) => {
      expect([SLUG.test(slug), isReserved(slug)]).toEqual([true, true]);
    },
  );
});
