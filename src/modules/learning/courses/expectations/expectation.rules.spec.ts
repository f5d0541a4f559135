import { statusOf } from './expectation.rules.js';

const lateAt = new Date('2027-01-17T23:00:00Z');
const moment = (seconds: number) => new Date(lateAt.getTime() + seconds * 1000);

it.each([
  ['due', null, null, -1],
  ['missing', null, null, 0],
  ['submitted', 0, null, 60],
  ['late', 1, null, 60],
  ['waived', 1, 0, 60],
] as const)('an expected log is %s', (status, submitted, waived, now) => {
  const at = (seconds: number | null) => (seconds === null ? null : moment(seconds));
  expect(statusOf({ lateAt, submittedAt: at(submitted), waivedAt: at(waived) }, moment(now))).toBe(status);
});
