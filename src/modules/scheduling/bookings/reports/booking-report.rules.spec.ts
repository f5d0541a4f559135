import { reportedDays, weeksOf } from './booking-report.rules.js';

// In Kiritimati it is the 2nd already.
const NOW = new Date('2027-03-01T12:00:00Z');

describe('the days of a report', () => {
  it('are those of the zone, the last of them included', () => {
    // The clock is put forward on the 28th.
    expect(reportedDays({ from: '2027-03-27', to: '2027-03-28' }, 'Europe/Paris', NOW)).toEqual({
      ...{ from: '2027-03-27', to: '2027-03-28', timeZone: 'Europe/Paris' },
      start: new Date('2027-03-26T23:00:00Z'),
      end: new Date('2027-03-28T22:00:00Z'),
    });
  });

  it.each([
    [{}, '2027-02-01', '2027-03-02'],
    [{ to: '2027-01-30' }, '2027-01-01', '2027-01-30'],
    [{ from: '2027-05-01' }, '2027-05-01', '2027-05-30'],
    [{ from: '2027-05-01', to: '2027-05-01' }, '2027-05-01', '2027-05-01'],
    [{ from: '2028-01-01', to: '2028-12-31' }, '2028-01-01', '2028-12-31'],
  ])('are thirty where %j says nothing else', (given, from, to) => {
    expect(reportedDays(given, 'Pacific/Kiritimati', NOW)).toMatchObject({ from, to });
  });

  it.each([
    [{ from: '2027-02-02', to: '2027-02-01' }, 'is_after_from'],
    [{ from: '2027-01-01', to: '2028-01-02' }, 'max_span'],
  ])('are not %j', (given, code) => {
    const asked = () => reportedDays(given, 'UTC', NOW);
    expect(asked).toThrow(
      expect.objectContaining({ occurrence: expect.objectContaining({ errors: [expect.objectContaining({ code })] }) }),
    );
  });
});

describe('the weeks of a report', () => {
  it('begin on Mondays, the first before its first day', () => {
    expect(weeksOf({ from: '2027-01-01', to: '2027-01-11' })).toEqual(['2026-12-28', '2027-01-04', '2027-01-11']);
    expect(weeksOf({ from: '2027-01-04', to: '2027-01-10' })).toEqual(['2027-01-04']);
  });
});
