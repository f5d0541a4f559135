import { reportedWeek } from './reported-week.js';

describe('the reported week', () => {
  it('is the last whole one before the moment', () =>
    expect(reportedWeek(new Date('2026-03-30T10:00:00Z'), 'UTC')).toEqual({
      name: '2026-W13',
      firstDay: '2026-03-23',
      lastDay: '2026-03-29',
      from: new Date('2026-03-23T00:00:00Z'),
      to: new Date('2026-03-30T00:00:00Z'),
      previousFrom: new Date('2026-03-16T00:00:00Z'),
    }));

  it('is the same on every day of the week after', () => {
    for (const day of ['2026-03-30T00:00:00Z', '2026-04-05T23:59:59Z'])
      expect(reportedWeek(new Date(day), 'UTC').name).toBe('2026-W13');
  });

  it('follows the clocks of the zone: it is Monday in Auckland while it is Sunday in London', () =>
    expect(reportedWeek(new Date('2026-03-29T20:00:00Z'), 'Pacific/Auckland').name).toBe('2026-W13'));

  it('has 167 hours when the clocks go forward', () => {
    const { from, to } = reportedWeek(new Date('2026-03-30T10:00:00Z'), 'Europe/Berlin');
    expect((to.getTime() - from.getTime()) / 3_600_000).toBe(167);
  });

  it('belongs to the year of its Thursday', () =>
    expect(reportedWeek(new Date('2027-01-04T10:00:00Z'), 'UTC')).toMatchObject({
      name: '2026-W53',
      firstDay: '2026-12-28',
      lastDay: '2027-01-03',
    }));
});
