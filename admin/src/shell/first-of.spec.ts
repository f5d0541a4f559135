import { firstOf } from './first-of.ts';

async function* upTo(last: number) {
  for (let one = 1; one <= last; one += 1) yield await Promise.resolve(one);
}

it.each([
  [0, [], false],
  [2, [1, 2], false],
  [3, [1, 2, 3], false],
  [4, [1, 2, 3], true],
])('knows of %d whether three are all', async (last, data, hasMore) => {
  expect(await firstOf(upTo(last), 3)).toEqual({ data, meta: { hasMore } });
});
