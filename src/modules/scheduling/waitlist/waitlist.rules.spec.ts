import { HOUR, MINUTE } from '../../../kernel/clock.js';
import { offerExpiry, startsWithin, statusAt } from './waitlist.rules.js';

const now = new Date('2027-01-31T09:00:00Z');
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);

it('keeps an offer for two hours, but never beyond the start of its slot', () => {
  expect(offerExpiry(now, later(5 * HOUR))).toEqual(later(2 * HOUR));
  expect(offerExpiry(now, later(HOUR))).toEqual(later(HOUR));
});

it('lets slots start from now on and end within the range', () => {
  const range = { start: later(-HOUR).getTime(), end: later(HOUR).getTime() };
  expect(startsWithin(range, 60, now)).toEqual({ start: now.getTime(), end: now.getTime() + 1 });
  const tooLong = startsWithin(range, 61, now);
  expect(tooLong.end).toBeLessThan(tooLong.start);
});

it('knows what time has decided before it is written down', () => {
  const phase = { rangeEnd: later(HOUR), offerExpiresAt: null };
  expect(statusAt({ ...phase, status: 'waiting' }, now)).toBe('waiting');
  expect(statusAt({ ...phase, status: 'waiting', rangeEnd: now }, now)).toBe('expired');
  const offered = { ...phase, status: 'offered', offerExpiresAt: later(MINUTE) } as const;
  expect(statusAt(offered, now)).toBe('offered');
  expect(statusAt(offered, later(MINUTE))).toBe('expired');
  expect(statusAt({ ...offered, status: 'accepted' }, later(HOUR))).toBe('accepted');
});
