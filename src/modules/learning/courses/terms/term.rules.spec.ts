import { shiftBetween } from './term.rules.js';

it.each([
  ['2027-01-11', '2027-05-10', 17],
  // From a Thursday to a Tuesday: the first weeks are the same.
  ['2027-01-14', '2027-05-11', 17],
  ['2027-05-10', '2027-01-11', -17],
  ['2027-01-11', '2027-01-17', 0],
  // Over a change of clocks.
  ['2027-03-22', '2027-03-29', 1],
])('a term from %s is copied to one from %s by %i whole weeks', (from, to, weeks) => {
  expect(shiftBetween(from, to)).toBe(weeks * 7);
});
