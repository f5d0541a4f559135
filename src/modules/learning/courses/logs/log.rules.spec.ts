import { LOG_STATES, stateAfterWriting, weekOf } from './log.rules.js';

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

it('what is written is submitted, or stays a draft, until it is accepted', () => {
  expect(LOG_STATES.map((state) => [stateAfterWriting(state, false), stateAfterWriting(state, true)])).toEqual([
    ['submitted', 'draft'],
    ['submitted', null],
    ['submitted', 'returned'],
    [null, null],
  ]);
});
