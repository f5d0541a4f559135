/**
 * It registers features of its own.
 * @jest-environment ./test/setup/own-modules-environment.mjs
 */

import { registerFeatures } from '../../../infra/features/registered-features.js';
import { isReservedUsername, isUsername } from './username.rules.js';

describe('a username', () => {
  beforeAll(() => {
    registerFeatures([{ name: 'bookings' }, { name: 'lab-journals' }]);
  });

  it.each(['ada', 'Ada_Lovelace', '1843', '-a-', '___', 'lyceumist', 'x'.repeat(30)])('may be %s', (name) => {
    expect([isUsername(name), isReservedUsername(name)]).toEqual([true, false]);
  });

  it.each(['ad', 'x'.repeat(31), 'ada@example.org', 'ada lovelace', 'adá', 'а-in-cyrillic', 'ada\n', '', null])(
    'may not be %j',
    (name) => {
      expect(isUsername(name)).toBe(false);
    },
  );

  it.each([
    'admin',
    'ROOT',
    'Api',
    'www',
    'mail',
    'no_reply',
    '_admin_',
    'Lyceum_Help',
    'bookings',
    'Lab_Journals',
    'api_keys',
    'me',
  ])('is not %s, which would pass for the installation or a part of it', (name) => {
    expect(isReservedUsername(name)).toBe(true);
  });
});
