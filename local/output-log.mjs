import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const KEPT_LINES = 20;
const MAX_BYTES = 20_000_000;

/**
 * Output of a process: the last lines in memory, and everything in a rotated file (one older one is kept). It appends
 * to the output of earlier runs, which explains a failure to whoever starts again.
 */
export class OutputLog {
  /** @type {string[]} */
  #last = [];
  #bytes = 0;
  /** @type {number | null} */
  #file = null;
  /** @type {string | null} */
  #path;

  /** @param {string | null} path null: the last lines only */
  constructor(path) {
    this.#path = path;
    this.#open();
  }

  /** @param {string} line */
  add(line) {
    this.#last.push(line);
    if (this.#last.length > KEPT_LINES) this.#last.shift();
    if (this.#file === null) return;
    this.#bytes += writeSync(this.#file, `${line}\n`);
    if (this.#bytes > MAX_BYTES && this.#path) {
      this.close();
      renameSync(this.#path, `${this.#path}.1`);
      this.#open();
    }
  }

  lastLines() {
    return [...this.#last];
  }

  close() {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #open() {
    if (!this.#path) return;
    mkdirSync(dirname(this.#path), { recursive: true });
    this.#file = openSync(this.#path, 'a');
    this.#bytes = fstatSync(this.#file).size;
  }
}
