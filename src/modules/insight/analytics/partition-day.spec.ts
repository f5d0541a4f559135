import { partitionDay, partitionDayOf } from './partition-day.js';

describe('the partition of a day', () => {
  const day = {
    table: 'analytics_events_20260301',
    from: new Date('2026-03-01T00:00:00Z'),
    to: new Date('2026-03-02T00:00:00Z'),
  };

  it.each(['2026-03-01T00:00:00.000Z', '2026-03-01T23:59:59.999Z'])('is that of its day in UTC for %s', (moment) =>
    expect(partitionDay(new Date(moment))).toEqual(day),
  );

  it('is told by its name', () => expect(partitionDayOf('analytics_events_20260301')).toEqual(day));

  it.each(['analytics_events_default', 'analytics_events_202603011'])('is not %s', (table) =>
    expect(partitionDayOf(table)).toBeNull(),
  );
});
