import { once } from 'node:events';
import { createServer } from 'node:net';
import { StartFailure } from './failure.mjs';

const TRIES = 100;

/** Hands out free ports; none twice, though nobody may listen on the first yet. */
export class Ports {
  /** @type {Set<number>} */
  #given = new Set();

  /**
   * @param {number} wanted
   * @param {string} host
   * @returns {Promise<number>} the wanted port, or the next free one
   * @throws {StartFailure}
   */
  async nextFree(wanted, host = '127.0.0.1') {
    for (let port = wanted; port < Math.min(wanted + TRIES, 65_536); port++) {
      if (this.#given.has(port) || !(await isFree(port, host))) continue;
      this.#given.add(port);
      return port;
    }
    throw new StartFailure(`No port from ${wanted} to ${wanted + TRIES - 1} is free: name another one with --port.`);
  }

  /** @returns {Promise<number>} any free port */
  async anyFree(host = '127.0.0.1') {
    for (;;) {
      const port = await listenOnce(0, host);
      if (this.#given.has(port)) continue;
      this.#given.add(port);
      return port;
    }
  }
}

/**
 * @param {number} port
 * @param {string} host
 */
async function isFree(port, host) {
  try {
    await listenOnce(port, host);
    return true;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EADDRINUSE' || code === 'EACCES') return false;
    throw error;
  }
}

/**
 * @param {number} port
 * @param {string} host
 */
async function listenOnce(port, host) {
  const server = createServer();
  server.listen(port, host);
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return address.port;
}
