import { once } from 'node:events';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartFailure } from './failure.mjs';
import { identify, isAlive } from './process-identity.mjs';

const TRIES = 100;

/**
 * Allocates free ports. A port is reserved before anything listens on it, by a lock file for other starts on this
 * machine, so that none is allocated twice.
 */
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
      if (this.#given.has(port) || !reserve(port)) continue;
      this.#given.add(port);
      if (await isFree(port, host)) return port;
      this.#giveBack(port);
    }
    throw new StartFailure(`No port from ${wanted} to ${wanted + TRIES - 1} is free: name another one with --port.`);
  }

  /** @returns {Promise<number>} any free port */
  async anyFree(host = '127.0.0.1') {
    for (;;) {
      const port = await listenOnce(0, host);
      if (this.#given.has(port) || !reserve(port)) continue;
      this.#given.add(port);
      return port;
    }
  }

  /** @param {number} port */
  #giveBack(port) {
    this.#given.delete(port);
    giveBack(port);
  }
}

/** Reservations, until this process exits. @type {Set<number>} */
const held = new Set();
process.on('exit', () => [...held].forEach(giveBack));

/** @param {number} port */
function giveBack(port) {
  held.delete(port);
  rmSync(reservationOf(port), { force: true });
}

/** @param {number} port */
const reservationOf = (port) => join(tmpdir(), `lyceum-port-${port}`);

/**
 * @param {number} port
 * @returns {boolean} whether this process has reserved it now
 */
function reserve(port) {
  const file = reservationOf(port);
  if (isReserved(file)) return false;
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, JSON.stringify(identify(process.pid)));
    // Atomic, by a hard link: the file appears with its content, or another start was faster.
    linkSync(draft, file);
    held.add(port);
    return true;
  } catch (error) {
    // An unwritable file of another user says nothing about the port; whether anything listens there is checked next.
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    return code !== 'EEXIST';
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Removes stale reservations of killed starts.
 * @param {string} file
 */
function isReserved(file) {
  try {
    if (isAlive(JSON.parse(readFileSync(file, 'utf8')))) return true;
    rmSync(file);
  } catch {
    // Absent, or removed by another start.
  }
  return false;
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
    throw new StartFailure(`Nothing can listen on ${host} (${code}): name another address with --host.`);
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
