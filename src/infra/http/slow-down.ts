import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** From this share of a limit on, each request is delayed longer than the one before. */
const FROM_SHARE = 0.8;

/** Most delayed requests of a process; further ones are not delayed, so that delays do not use up the connections. */
const WAITING_AT_ONCE = 200;

/**
 * Throttles a client before it is refused: nobody who works by hand notices, and a script takes longer to reach the
 * limit.
 */
export class SlowDown {
  private waiting = 0;

  /** @param longestMs delay of the last request before the refusal; 0 for no delays */
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
