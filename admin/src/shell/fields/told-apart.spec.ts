import { toldApart } from './told-apart.ts';

it('names those that are called the same by their ids as well, and leaves all others as they are', () => {
  const labels = ['Physics, A1 · Day', 'Physics, A1 · Evening', ' Physics, A1 · Day', ''].map((label, at) => ({
    value: `id-${at}`,
    label,
  }));
  expect(toldApart(labels).map(({ value, label }) => [value, label])).toEqual([
    ['id-0', 'Physics, A1 · Day (id-0)'],
    ['id-1', 'Physics, A1 · Evening'],
    ['id-2', 'Physics, A1 · Day (id-2)'],
    ['id-3', ''],
  ]);
});
