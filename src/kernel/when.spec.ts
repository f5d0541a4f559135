import { formatDate, formatMinutes, formatMoment, formatPeriod } from './when.js';

describe('formatPeriod', () => {
  it.each([
    ['Europe/Berlin', 'Sunday, 29 March 2026, 10:00–11:30 (Europe/Berlin, UTC+02:00)'],
    ['Asia/Kolkata', 'Sunday, 29 March 2026, 13:30–15:00 (Asia/Kolkata, UTC+05:30)'],
    ['America/St_Johns', 'Sunday, 29 March 2026, 05:30–07:00 (America/St_Johns, UTC-02:30)'],
    ['UTC', 'Sunday, 29 March 2026, 08:00–09:30 (UTC)'],
  ])('is local to %s', (zone, expected) => {
    expect(formatPeriod('2026-03-29T08:00:00Z', '2026-03-29T09:30:00Z', zone)).toBe(expected);
  });

  it('names both days when midnight is in between', () => {
    expect(formatPeriod('2026-12-31T22:00:00Z', '2027-01-01T00:00:00Z', 'Europe/Berlin')).toBe(
      'Thursday, 31 December 2026, 23:00 – Friday, 1 January 2027, 01:00 (Europe/Berlin, UTC+01:00)',
    );
  });

  it('names both offsets when the clocks change in between', () => {
    expect(formatPeriod('2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z', 'Europe/Berlin')).toBe(
      'Sunday, 29 March 2026, 01:30 UTC+01:00 – 03:30 UTC+02:00 (Europe/Berlin)',
    );
  });

  it('tells the two passes through a repeated hour apart', () => {
    expect(formatPeriod('2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', 'Europe/Berlin')).toBe(
      'Sunday, 25 October 2026, 02:30 UTC+02:00 – 02:30 UTC+01:00 (Europe/Berlin)',
    );
  });

  it('falls back to UTC, and says so, for a zone that is not known', () => {
    expect(formatPeriod('2026-03-29T08:00:00Z', '2026-03-29T09:00:00Z', 'Mars/Olympus')).toBe(
      'Sunday, 29 March 2026, 08:00–09:00 (UTC)',
    );
  });
});

describe('formatMoment', () => {
  it('shows midnight as 00:00', () => {
    expect(formatMoment('2026-01-31T23:00:00Z', 'Europe/Berlin')).toBe(
      'Sunday, 1 February 2026, 00:00 (Europe/Berlin, UTC+01:00)',
    );
  });
});

describe('formatDate', () => {
  it('does not depend on a zone', () => {
    expect(formatDate('2026-01-31')).toBe('Saturday, 31 January 2026');
  });
});

describe('formatMinutes', () => {
  it.each([
    [1, '1 minute'],
    [30, '30 minutes'],
    [60, '1 hour'],
    [90, '90 minutes'],
    [120, '2 hours'],
    [1440, '1 day'],
    [4320, '3 days'],
  ])('writes %i as %s', (minutes, expected) => {
    expect(formatMinutes(minutes)).toBe(expected);
  });
});
