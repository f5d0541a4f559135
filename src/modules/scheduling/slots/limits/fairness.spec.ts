import { fairnessStart, hostShares } from './fairness.js';

const HOSTS = [
  { userId: 'ada', weight: 3, priority: 0 },
  { userId: 'grace', weight: 1, priority: 0 },
];

describe('the shares of hosts', () => {
  it('are parts of what these hosts have, whoever else had some', () => {
    const shares = hostShares(HOSTS, new Map(Object.entries({ ada: 2, 'stand-in': 5 })));
    expect(shares).toEqual([
      { ...HOSTS[0], bookings: 2, share: 1, expectedShare: 0.75 },
      { ...HOSTS[1], bookings: 0, share: 0, expectedShare: 0.25 },
    ]);
  });

  it('are none while there is nothing, and where there is nobody', () => {
    expect(hostShares(HOSTS, new Map()).map(({ share }) => share)).toEqual([0, 0]);
    expect(hostShares([], new Map())).toEqual([]);
  });

  it('count from a day in the zone of the event type', () => {
    const now = new Date('2027-01-31T23:30:00Z');
    expect(fairnessStart({ fairnessWindowDays: 30, timeZone: 'UTC' }, now)).toBe('2027-01-01');
    expect(fairnessStart({ fairnessWindowDays: 30, timeZone: 'Europe/Paris' }, now)).toBe('2027-01-02');
  });
});
