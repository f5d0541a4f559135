import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** From this share of a limit on, each request waits longer than the one before. */
const FROM_SHARE = 0.8;

/** So many requests of one process wait at once; the others go on, so that waiting never uses up the connections. */
const WAITING_AT_ONCE = 200;

/**
 * Slows a client down before it is refused: nobody who works by hand notices, and a script that counts to the limit
 * takes longer to get there.
 */
export class SlowDown {
  private waiting = 0;

  /** @param longestMs how long the last request before the refusal waits; 0 when none waits */
  constructor(private readonly longestMs: number) {}

  /**
   * @param share of the limit that is used up, this request counted
   * @param response ends the pause when its client goes away
   */
  async pause(share: number, response: ServerResponse): Promise<void> {
    const ms = Math.round((this.longestMs * (share - FROM_SHARE)) / (1 - FROM_SHARE));
    if (ms <= 0 || this.waiting >= WAITING_AT_ONCE) return;
    const over = new AbortController();
    this.waiting += 1;
    try {
      // eslint-disable-next-line lyceum/statements-in-turn -- one waits for the clock, the other for the client
      await Promise.race([
        delay(ms, undefined, { signal: over.signal }),
        once(response, 'close', { signal: over.signal }),
      ]);
    } finally {
      this.waiting -= 1;
      over.abort();
    }
  }
}
