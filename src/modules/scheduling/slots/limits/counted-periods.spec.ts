import { countedPeriods, localDay } from './counted-periods.js';

describe('what a booking counts for', () => {
  it('is the day, the week from Monday and the month', () => {
    expect(countedPeriods('2027-01-31')).toEqual({ day: '2027-01-31', week: '2027-01-25', month: '2027-01-01' });
    expect(countedPeriods('2027-02-01')).toEqual({ day: '2027-02-01', week: '2027-02-01', month: '2027-02-01' });
  });

  it('is the local day', () => {
    const moment = new Date('2027-01-31T23:30:00Z');

    expect(localDay(moment, 'UTC')).toBe('2027-01-31');
    expect(localDay(moment, 'Asia/Tokyo')).toBe('2027-02-01');
  });
});
