import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The process that makes the load. */
export class Load {
  #process;

  /** @param {string} worldPath a file with what the requests are made of */
  constructor(worldPath) {
    this.#process = fork(join(import.meta.dirname, 'client.mjs'), [worldPath]);
  }

  /**
   * @param {import('./client.mjs').Order} order
   * @returns {Promise<import('./client.mjs').Round>}
   * @throws {Error} when an answer was not the one that is measured
   */
  async run(order) {
    const ended = new AbortController();
    const { signal } = ended;
    this.#process.send(order);
    const [{ round, failure }] = await Promise.race([
      once(this.#process, 'message', { signal }),
      once(this.#process, 'exit', { signal }).then(() => [{ failure: 'The load has ended.' }]),
    ]);
    // Whichever did not happen is not waited for any more.
    ended.abort();
    if (failure) throw new Error(`${order.scenario} at ${order.url}: ${failure}`);
    return round;
  }

  async stop() {
    if (this.#process.exitCode !== null) return;
    this.#process.disconnect();
    await once(this.#process, 'exit');
  }
}
