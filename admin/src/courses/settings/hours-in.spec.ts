import { hoursIn } from './hours-in.ts';

it('reads hours as people write several', () => {
  expect(['24, 3', '48;24 3', '', '24,'].map(hoursIn)).toEqual([[24, 3], [48, 24, 3], [], [24]]);
  expect(hoursIn('a day')).toEqual([NaN, NaN]);
});
