import { LOG_STATES, mondayOfWeek, stateAfterWriting, weekOf, weeksCutOff } from './log.rules.js';

it.each([
  ['2027-01-11', '2027-01-11', 1],
  ['2027-01-11', '2027-01-17', 1],
  ['2027-01-11', '2027-01-18', 2],
  // A week that is short at its beginning: from Sunday on.
  ['2027-01-17', '2027-01-17', 1],
  ['2027-01-17', '2027-01-18', 2],
  ['2027-12-27', '2028-01-03', 2],
  ['2028-02-28', '2028-03-06', 2],
])('of an offering from %s, %s is in week %i', (startDate, day, week) => {
  expect(weekOf(startDate, day)).toBe(week);
});

it('a week begins on its Monday, also where the offering begins later', () => {
  expect([1, 2].map((week) => mondayOfWeek('2027-01-14', week))).toEqual(['2027-01-11', '2027-01-18']);
});

it.each([
  ['2027-01-14', '2027-02-10', []],
  ['2027-01-14', '2027-02-07', [5]],
  ['2027-01-17', '2027-02-10', []],
  ['2027-01-18', '2027-02-10', [2, 5]],
  ['2027-01-10', '2027-03-10', [2, 5]],
])('from %s to %s cuts off the logs of weeks %j', (startDate, endDate, weeks) => {
  const before = { startDate: '2027-01-14', endDate: '2027-02-14' };
  expect(weeksCutOff([2, 5], before, { startDate, endDate })).toEqual(weeks);
});

it('what is written is submitted, or stays a draft, until it is accepted', () => {
  expect(LOG_STATES.map((state) => [stateAfterWriting(state, false), stateAfterWriting(state, true)])).toEqual([
    ['submitted', 'draft'],
    ['submitted', null],
    ['submitted', 'returned'],
    [null, null],
  ]);
});
