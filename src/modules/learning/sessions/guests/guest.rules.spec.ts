import { entryAt, timeAt } from './guest.rules.js';

describe('the link of a guest', () => {
  const at = (minute: number) => new Date(Date.UTC(2027, 0, 31, 9, minute));
  const link = { startsAt: at(12), opensAt: at(10), expiresAt: at(40), revokedAt: null, occasions: null };

  it('lets in from its opening until its end, and not once it is revoked', () => {
    expect([9, 10, 39, 40].map((minute) => entryAt(at(minute), link))).toEqual(['early', 'open', 'open', 'expired']);
    expect(entryAt(at(20), { ...link, revokedAt: at(15) })).toBe('revoked');
    expect(entryAt(at(0), { ...link, opensAt: null })).toBe('open');
  });

  it('of a series lets in at each of its times, and says when the next one begins', () => {
    const occasions = [10, 20, 40].map((minute) => ({
      startsAt: at(minute + 2).toISOString(),
      opensAt: at(minute).toISOString(),
      expiresAt: at(minute + 15).toISOString(),
    }));
    const series = { ...link, expiresAt: at(55), occasions };
    expect([9, 10, 22, 34, 35, 39, 40, 54, 55].map((minute) => entryAt(at(minute), series))).toEqual([
      ...['early', 'open', 'open', 'open', 'early', 'early', 'open', 'open', 'expired'],
    ]);
    expect(timeAt(at(36), series)).toEqual({ startsAt: at(42), opensAt: at(40), expiresAt: at(55) });
    expect(entryAt(at(22), { ...series, revokedAt: at(15) })).toBe('revoked');
  });
});
