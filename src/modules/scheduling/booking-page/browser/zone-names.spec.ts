import { TIME_ZONE_NAMES } from '../../../../kernel/time-zone-names.js';
import { isFoundIn, offsetOf, presentName, spellingsOf } from './zone-names.js';

it('calls zones by the names that they have today, which the API knows', () => {
  expect(presentName('Europe/Kiev')).toBe('Europe/Kyiv');
  expect(presentName('Asia/Calcutta')).toBe('Asia/Kolkata');
  expect(presentName('Europe/Paris')).toBe('Europe/Paris');
  for (const zone of Intl.supportedValuesOf('timeZone')) expect(TIME_ZONE_NAMES).toContain(presentName(zone));
});

it('says how far a zone is from UTC, in summer and in winter', () => {
  expect(offsetOf('Europe/Paris', new Date('2031-07-01'))).toBe('UTC+02:00');
  expect(offsetOf('Europe/Paris', new Date('2031-01-01'))).toBe('UTC+01:00');
  expect(offsetOf('Asia/Kathmandu', new Date('2031-01-01'))).toBe('UTC+05:45');
  expect(offsetOf('UTC', new Date('2031-01-01'))).toBe('UTC');
});

it.each([
  ['new york', true],
  ['york new', true],
  ['NEW YORK UTC-05', true],
  ['newark', false],
  ['', true],
])('finds a zone by its words: %s', (sought, isFound) => {
  expect(isFoundIn(sought, ['America/New_York', 'UTC-05:00'])).toBe(isFound);
});

it.each(['+9', 'utc+9', 'GMT+9', '+09:00', 'UTC+09'])('finds an offset that is written as %s', (written) => {
  expect(isFoundIn(written, ['Asia/Tokyo', ...spellingsOf('UTC+09:00')])).toBe(true);
  expect(isFoundIn(written, ['Asia/Kolkata', ...spellingsOf('UTC+05:30')])).toBe(false);
});

it('finds what is written with accents', () => {
  expect(isFoundIn('Sao Paulo bresil', ['America/Sao_Paulo', 'heure normale de Brasilia, Brésil'])).toBe(true);
});
