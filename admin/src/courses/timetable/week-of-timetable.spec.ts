import { readOwnTimetableSearch, readTimetableSearch, weekOfTimetable } from './week-of-timetable.ts';

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

it('is four weeks for a list, each of whose days is named over a change of clocks', () => {
  const weeks = weekOfTimetable({ week: '2026-10-21' }, new Date(), 4);
  expect(weeks).toMatchObject({
    days: { from: '2026-10-19', to: '2026-11-15' },
    later: '2026-11-16',
    earlier: '2026-09-21',
  });
  expect([weeks.each.length, weeks.each[6], weeks.each[7]]).toEqual([28, '2026-10-25', '2026-10-26']);
});

it('is read from addresses, whatever these say', () => {
  expect(readTimetableSearch({ week: '2026-11-30' })).toEqual({ week: '2026-11-30' });
  expect(readTimetableSearch({ week: 'soon' })).toEqual({});
  expect(readOwnTimetableSearch({ week: '2026-11-30', view: 'list' })).toEqual({ week: '2026-11-30', view: 'list' });
  expect(readOwnTimetableSearch({ view: 'year' })).toEqual({});
});
