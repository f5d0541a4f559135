import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartFailure } from './failure.mjs';
import { endProcess, identify, isAlive } from './process-identity.mjs';

/**
 * @typedef {import('./process-identity.mjs').ProcessIdentity} ProcessIdentity
 * @typedef {ProcessIdentity & { name: string, stopSignal: NodeJS.Signals }} RecordedChild
 * @typedef {{ launcher: ProcessIdentity, children: RecordedChild[] }} Run
 */

/**
 * PID file of a launcher and its children: a lock on the data folder, and for the next start a list of orphans of a
 * killed launcher.
 */
export class RunFile {
  /** @type {RecordedChild[]} */
  #children = [];
  /** @type {string} */
  #path;

  /** @param {string} path */
  constructor(path) {
    this.#path = path;
  }

  /**
   * @returns {Promise<string[]>} names of orphaned processes that were stopped
   * @throws {StartFailure} when another launcher uses the folder
   */
  async claim() {
    mkdirSync(dirname(this.#path), { recursive: true });
    const last = this.#read();
    if (last && isAlive(last.launcher) && last.launcher.pid !== process.pid)
      throw new StartFailure(
        `Lyceum already runs in this folder (process ${last.launcher.pid}): use it, or stop it with Ctrl-C in its terminal.`,
      );
    const leftOver = last?.children.filter(isAlive) ?? [];
    for (const child of leftOver.toReversed()) await endProcess(child, child.stopSignal);
    this.#write();
    return leftOver.map(({ name }) => name);
  }

  /**
   * @param {string} name
   * @param {number} pid
   * @param {NodeJS.Signals} stopSignal
   */
  add(name, pid, stopSignal) {
    const identity = identify(pid);
    if (!identity) return;
    this.#children.push({ ...identity, name, stopSignal });
    this.#write();
  }

  /** @param {number} pid */
  remove(pid) {
    this.#children = this.#children.filter((child) => child.pid !== pid);
    this.#write();
  }

  release() {
    rmSync(this.#path, { force: true });
  }

  /** @returns {Run | null} null without a file, or with a truncated one after a crash of the machine */
  #read() {
    try {
      return JSON.parse(readFileSync(this.#path, 'utf8'));
    } catch {
      return null;
    }
  }

  #write() {
    const launcher = identify(process.pid);
    const draft = `${this.#path}.${process.pid}`;
    writeFileSync(draft, JSON.stringify({ launcher, children: this.#children }, null, 2));
    renameSync(draft, this.#path);
  }
}
