import { isTooCommon } from './password-rules.js';

describe('passwords that are too easy to guess', () => {
  it.each(['password', 'Password1', 'qwertyuiop', '12345678', 'aaaaaaaa', 'abababab'])(
    'refuses %s',
    async (password) => {
      expect(await isTooCommon(password, [])).toBe(true);
    },
  );

  it.each(['ada@example.org', 'ADA@EXAMPLE.ORG', 'lovelace', 'ecalevol'])(
    'refuses what repeats the person: %s',
    async (password) => {
      expect(await isTooCommon(password, ['ada@example.org', 'Lovelace'])).toBe(true);
    },
  );

  it('accepts a phrase', async () => {
    expect(await isTooCommon('analytical-engine-1843', ['ada@example.org', 'Ada'])).toBe(false);
  });
});
