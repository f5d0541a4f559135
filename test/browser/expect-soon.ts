import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 50;
const DEADLINE_MS = 30_000;

type Soon<T> = jest.Matchers<Promise<void>, T> & { readonly not: jest.Matchers<Promise<void>, T> };

/**
 * Expects of what a page shows, which may still be loading or moving its focus: reads until the matcher accepts it.
 * @throws what the matcher said of the last value, after the deadline
 */
export function expectSoon<T>(read: () => T | Promise<T>): Soon<T> {
  const matchers = (isNegated: boolean): object =>
    new Proxy(
      {},
      {
        get: (_, name: string) =>
          name === 'not' && !isNegated
            ? matchers(true)
            : async (...args: unknown[]) => {
                const deadline = Date.now() + DEADLINE_MS;
                for (;;) {
                  const value = await read();
                  try {
                    const all = isNegated ? expect(value).not : expect(value);
                    all[name as 'toBe'](...(args as [unknown]));
                    return;
                  } catch (refusal) {
                    if (Date.now() > deadline) throw refusal;
                    await delay(PAUSE_MS);
                  }
                }
              },
      },
    );
  return matchers(false) as Soon<T>;
}
