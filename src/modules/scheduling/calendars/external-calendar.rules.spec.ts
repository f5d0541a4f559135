import { DAY, HOUR, MINUTE } from '../../../kernel/clock.js';
import {
  basisHash,
  fetchableUrl,
  maskedUrl,
  mayAskForChange,
  parseRetryAfter,
  pauseUntilNext,
} from './external-calendar.rules.js';

const now = new Date('2027-01-31T09:00:00Z');

describe('the pause until the next look', () => {
  const pause = (failures: number, retryAfterMs: number | null = null, random = 0.5) =>
    pauseUntilNext({ everyMs: 15 * MINUTE, failures, retryAfterMs, random }) / MINUTE;

  it('doubles with every failure, up to a day', () => {
    expect([0, 1, 2, 3, 4, 20, 1e9].map((failures) => pause(failures))).toEqual([15, 15, 30, 60, 120, 1440, 1440]);
  });

  it('differs a little from calendar to calendar', () => {
    expect([pause(0, null, 0), pause(0, null, 1)]).toEqual([13.5, 16.5]);
  });

  it('is as long as the server asks for, up to a day', () => {
    expect([pause(1, 2 * HOUR), pause(1, MINUTE), pause(0, HOUR), pause(1, 5 * DAY)]).toEqual([120, 15, 60, 1440]);
  });
});

it.each([
  ['120', 2 * MINUTE],
  ['Sun, 31 Jan 2027 10:00:00 GMT', HOUR],
  ['Sun, 31 Jan 2027 08:00:00 GMT', 0],
  ['soon', null],
  [undefined, null],
])('Retry-After: %s is %s milliseconds', (header, expected) => {
  expect(parseRetryAfter(header, now)).toBe(expected);
});

it('a calendar is read in whole once a day, because the window moves on', () => {
  const before = (ms: number) => new Date(now.getTime() - ms);
  const asks = (readAt: Date | null) => mayAskForChange({ readAt, readWith: 'a' }, { at: now, with: 'a' });
  expect([null, before(DAY), before(HOUR)].map(asks)).toEqual([false, false, true]);
});

it('a calendar is read in whole when it would be read differently than last time', () => {
  const basis = { timeZone: 'Europe/Paris', addresses: ['ada@example.org'], attendingCounts: true };
  const readWith = basisHash(basis, '2026c');
  const asks = (changed: object, zoneData = '2026c') =>
    mayAskForChange({ readAt: now, readWith }, { at: now, with: basisHash({ ...basis, ...changed }, zoneData) });
  expect([
    asks({}),
    asks({ timeZone: 'Asia/Tokyo' }),
    asks({ addresses: [] }),
    asks({ attendingCounts: false }),
    asks({}, '2027a'),
  ]).toEqual([true, false, false, false, false]);
});

it('an address is called as what it means, and shown without what gives access', () => {
  expect(['webcal://a.test/x', 'WEBCALS://a.test/x', 'http://a.test/x'].map(fetchableUrl)).toEqual([
    'https://a.test/x',
    'https://a.test/x',
    'http://a.test/x',
  ]);
  expect(maskedUrl('https://calendar.test:8443/secret/basic.ics?key=1#a')).toBe('https://calendar.test:8443/…');
});
