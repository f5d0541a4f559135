import { mayRepeat, pause, pauseMs, readRetryAfter } from './retry.js';

it('sends again what did nothing, whatever it asked for, and the rest only where twice is as good as once', () => {
  const always = [{ status: 429 }, { status: 0, isUnsent: true }, { status: 409, code: 'idempotency_key_in_use' }];
  for (const failure of always) expect(mayRepeat(failure, false)).toBe(true);
  for (const status of [0, 500, 502, 503, 504]) {
    expect(mayRepeat({ status }, false)).toBe(false);
    expect(mayRepeat({ status }, true)).toBe(true);
  }
  for (const status of [400, 401, 403, 404, 409, 410, 412, 413, 415, 422, 501])
    expect(mayRepeat({ status }, true)).toBe(false);
});

it('leaves long waits to the caller', () => {
  expect(mayRepeat({ status: 429, retryAfterSeconds: 60 }, true)).toBe(true);
  expect(mayRepeat({ status: 429, retryAfterSeconds: 61 }, true)).toBe(false);
});

it('waits longer each time, up to a limit, and never less than it is told', () => {
  const longest = [0, 1, 2, 3, 4, 5, 50].map((attempt) => pauseMs(attempt, undefined, 1));
  expect(longest).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  expect([0, 1].map((attempt) => pauseMs(attempt, undefined, 0))).toEqual([250, 500]);
  expect(pauseMs(0, 7, 0)).toBeGreaterThanOrEqual(7_000);
  expect(pauseMs(0, 7, 1)).toBeLessThan(7_200);
});

it('reads Retry-After as seconds and as a date', () => {
  const now = Date.parse('2032-03-01T10:00:00Z');
  expect(readRetryAfter('7', now)).toBe(7);
  expect(readRetryAfter('Mon, 01 Mar 2032 10:00:09 GMT', now)).toBe(9);
  expect(readRetryAfter('Mon, 01 Mar 2032 09:00:00 GMT', now)).toBe(0);
  for (const header of [null, '', 'soon']) expect(readRetryAfter(header, now)).toBeUndefined();
});

it('ends a pause with the signal', async () => {
  const controller = new AbortController();
  const waiting = pause(60_000, controller.signal);
  controller.abort(new Error('Enough.'));
  await expect(waiting).rejects.toThrow('Enough.');
  await expect(pause(60_000, controller.signal)).rejects.toThrow('Enough.');
  await pause(0, undefined);
});
