/**
 * Waits for the work with a timeout. The work itself is not stopped, so it must be harmless when it ends later.
 * @throws Error on timeout, and whatever the work throws
 */
export async function withinTime<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`There was no answer within ${limitMs} ms.`)), limitMs);
  });
  try {
    // eslint-disable-next-line lyceum/statements-in-turn -- one is the work, the other the clock
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
