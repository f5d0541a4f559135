import { isForLater } from './refusals.ts';

it('a log waits for what passes, and is a draft again after what was judged', () => {
  expect([401, 408, 425, 429, 500, 502, 503, 504].filter((status) => !isForLater(status))).toEqual([]);
  expect([400, 403, 404, 409, 412, 413, 422].filter(isForLater)).toEqual([]);
});
