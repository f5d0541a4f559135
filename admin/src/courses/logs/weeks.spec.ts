import { shownWeek } from './weeks.ts';

const TERM = { startDate: '2031-03-03', endDate: '2031-05-30' };

it('opens the week of the day that it is here', () => {
  const [year, month, day] = [2031, 2, 10];
  // Whatever the zone of this machine is: the first and the last minute of a Monday.
  for (const instant of [new Date(year, month, day, 0, 1), new Date(year, month, day, 23, 59)])
    expect(shownWeek(TERM, undefined, instant.getTime())).toBe(2);
  expect(shownWeek(TERM, undefined, new Date(year, month, day - 1, 23, 59).getTime())).toBe(1);
  expect(shownWeek(TERM, 4)).toBe(4);
  expect(shownWeek(TERM, 99)).toBe(13);
});
