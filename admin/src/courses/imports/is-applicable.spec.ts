import { isApplicable } from './is-applicable.ts';

const NOTHING = { added: 0, changed: 0, moved: 0, removed: 0, unchanged: 3, rejected: 0, waiting: 0 };

it.each([
  ['ready', false, true],
  ['ready', true, false],
  ['blocked', false, false],
  ['applied', false, false],
] as const)('%s, and stale: %s, a file that changes nothing can be applied: %s', (state, isStale, can) => {
  expect(isApplicable({ state, counts: NOTHING }, isStale)).toBe(can);
});
