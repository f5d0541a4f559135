import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Handle of the load generator's process. */
export class Load {
  #process;

  /** @param {string} worldPath JSON file with the input of the requests */
  constructor(worldPath) {
    this.#process = fork(join(import.meta.dirname, 'client.mjs'), [worldPath]);
  }

  /**
   * @param {import('./client.mjs').Order} order
   * @returns {Promise<import('./client.mjs').Round>}
   * @throws {Error} on an unexpected response
   */
  async run(order) {
    const ended = new AbortController();
    const { signal } = ended;
    this.#process.send(order);
    const [{ round, failure }] = await Promise.race([
      once(this.#process, 'message', { signal }),
      once(this.#process, 'exit', { signal }).then(() => [{ failure: 'The load has ended.' }]),
    ]);
    // Removes the listener of the other event.
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
