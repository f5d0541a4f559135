import { askedRange } from './asked-range.js';

/** ISO 8601 in UTC, to the minute. */
function asked(from: string, to: string, timeZone = 'Europe/Paris'): string[] {
  const { start, end } = askedRange(from, to, timeZone);
  return [start, end].map((moment) => new Date(moment).toISOString().slice(0, 16));
}

describe('the asked range', () => {
  it('is the days of the zone, the last one included', () => {
    expect(asked('2027-01-31', '2027-01-31')).toEqual(['2027-01-30T23:00', '2027-01-31T23:00']);
    // Clocks change on the 28th.
    expect(asked('2027-03-01', '2027-03-31')).toEqual(['2027-02-28T23:00', '2027-03-31T22:00']);
  });

  it('is what lies between moments, or between a moment and a day', () => {
    expect(asked('2027-01-31T09:00:00+01:00', '2027-01-31T10:00:00Z')).toEqual([
      '2027-01-31T08:00',
      '2027-01-31T10:00',
    ]);
    expect(asked('2027-01-31T09:00:00Z', '2027-02-01')).toEqual(['2027-01-31T09:00', '2027-02-01T23:00']);
  });

  it('has at most 62 days, however long these are', () => {
    expect(asked('2027-03-01', '2027-05-01')).toEqual(['2027-02-28T23:00', '2027-05-01T22:00']);
    expect(asked('2027-09-01', '2027-11-01')).toEqual(['2027-08-31T22:00', '2027-11-01T23:00']);
    expect(() => asked('2027-03-01', '2027-05-02')).toThrow(expect.objectContaining({ code: 'range_too_long' }));
    expect(() => asked('2027-01-01T00:00:00Z', '2027-03-04T00:00:01Z')).toThrow('at most 62 days');
  });

  it('does not end before it begins', () => {
    expect(() => asked('2027-02-01', '2027-01-31')).toThrow('to must be after from');
    expect(() => asked('2027-02-01T09:00:00Z', '2027-02-01T09:00:00Z')).toThrow('to must be after from');
  });
});
