import { relativeTime } from './relative-time.js';

it.each([
  ['2027-01-05T11:59:59.500Z', 'now'],
  ['2027-01-05T11:59:15Z', '45 seconds ago'],
  ['2027-01-05T11:55:00Z', '5 minutes ago'],
  ['2027-01-05T09:30:00Z', '2 hours ago'],
  ['2027-01-04T11:00:00Z', 'yesterday'],
  ['2026-12-05T12:00:00Z', '31 days ago'],
  ['2027-01-05T12:00:01Z', 'now'],
])('%s is %s at noon', (moment, text) =>
  expect(relativeTime(new Date(moment), new Date('2027-01-05T12:00:00Z'))).toBe(text),
);
