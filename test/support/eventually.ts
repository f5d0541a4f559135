import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 50;

/**
 * Reads until the value is right. For what happens in another process and signals nothing that a test could wait for.
 * @throws Error with the last value after the deadline
 */
export async function eventually<T>(
  read: () => Promise<T>,
  isRight: (value: T) => boolean,
  deadlineMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const value = await read();
    if (isRight(value)) return value;
    if (Date.now() > deadline) throw new Error(`Not right within ${deadlineMs} ms: ${JSON.stringify(value)}`);
    await delay(PAUSE_MS);
  }
}
