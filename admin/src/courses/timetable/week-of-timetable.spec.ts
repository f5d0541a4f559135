import { readTimetableSearch, weekOfTimetable } from './week-of-timetable.ts';

it('is the week of a day from Monday on, beside the one before and the one after', () => {
  expect(weekOfTimetable({ week: '2026-11-29' })).toMatchObject({
    days: { from: '2026-11-23', to: '2026-11-29' },
    earlier: '2026-11-16',
    later: '2026-11-30',
  });
  const monday = new Date(2026, 10, 30, 0, 5);
  expect(weekOfTimetable({}, monday)).toMatchObject({
    from: new Date(2026, 10, 30).toISOString(),
    later: '2026-12-07',
  });
});

it('is read from addresses, whatever these say', () => {
  expect(readTimetableSearch({ week: '2026-11-30' })).toEqual({ week: '2026-11-30' });
  expect(readTimetableSearch({ week: 'soon' })).toEqual({});
});
