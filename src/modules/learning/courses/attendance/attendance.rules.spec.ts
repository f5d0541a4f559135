import { faultOfDay } from './attendance.rules.js';

it.each([
  ['2027-01-14', 1, null],
  ['2027-01-13', 1, 'outside_week'],
  ['2027-01-18', 1, 'outside_week'],
  ['2027-01-18', 2, null],
  ['2027-01-21', 2, 'in_future'],
  ['2027-05-05', 17, 'outside_week'],
])('of an offering from Thursday, 14 January, a meeting on %s in week %i is %s on the 20th', (heldOn, week, fault) => {
  expect(faultOfDay({ startDate: '2027-01-14', endDate: '2027-05-04' }, week, heldOn, '2027-01-20')).toBe(fault);
});
