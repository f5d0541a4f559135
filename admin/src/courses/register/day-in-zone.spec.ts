import { dayInZone } from './day-in-zone.ts';

it('knows the day of another zone', () => {
  const sunday = new Date('2026-11-29T22:30:00Z');
  expect(['UTC', 'Africa/Kigali', 'Pacific/Honolulu'].map((zone) => dayInZone(zone, sunday))).toEqual([
    ...['2026-11-29', '2026-11-30', '2026-11-29'],
  ]);
});
