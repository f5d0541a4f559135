import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { tieToThisProcess } from '../local/parent-death.mjs';
import { memoryOf, processorTimeOf } from './process-usage.mjs';

const ROOT = join(import.meta.dirname, '..');
const STOP_WITHIN_MS = 15_000;

/** @typedef {'floor' | 'api' | 'worker' | 'executor' | 'mails'} Program */
/** @type {Readonly<Record<Program, string>>} */
const PROGRAMS = {
  floor: 'bench/floor/server.mjs',
  api: 'dist/bundle/main.js',
  worker: 'dist/bundle/worker.js',
  executor: 'dist/bundle/executor.js',
  mails: 'bench/worker/mail-sink.mjs',
};

/** A server in a process of its own, which logs to a file as in production. */
export class ServerProcess {
  /** @type {import('node:child_process').ChildProcess} */
  #process;
  #logPath;

  /** URL that it listens on. */
  url = '';
  /**
   * What it says of itself when it is ready.
   * @type {{ url?: string, languages?: readonly { language: string }[] }}
   */
  announced = {};
  /** Start-up time until the ready message. */
  startMs = 0;
  /** CPU time of the start, in milliseconds. */
  startCpuMs = NaN;

  /**
   * @param {Program} program
   * @param {{ env: NodeJS.ProcessEnv, folder: string, node: string }} options `folder` for its log, `node` runs it
   */
  constructor(program, { env, folder, node }) {
    this.name = program;
    this.#logPath = join(folder, `${program}-${Date.now()}.log`);
    const log = openSync(this.#logPath, 'a');
    const tied = tieToThisProcess(node, [join(ROOT, PROGRAMS[program])], 'SIGTERM');
    this.#process = spawn(tied.program, tied.args, { cwd: folder, env, stdio: ['ignore', log, log, 'ipc'] });
    closeSync(log);
  }

  /**
   * @param {Program} program
   * @param {{ env: NodeJS.ProcessEnv, folder: string, node: string }} options
   * @returns {Promise<ServerProcess>} when it is ready
   */
  static async start(program, options) {
    const began = performance.now();
    const server = new ServerProcess(program, options);
    await server.#listen(began);
    return server;
  }

  get pid() {
    return this.#process.pid ?? 0;
  }

  get memory() {
    return memoryOf(this.pid);
  }

  get log() {
    return readFileSync(this.#logPath, 'utf8');
  }

  async stop() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), STOP_WITHIN_MS);
    this.#process.kill('SIGTERM');
    await once(this.#process, 'exit');
    clearTimeout(timer);
  }

  /** @param {number} began */
  async #listen(began) {
    const [message] = await Promise.race([
      once(this.#process, 'message'),
      once(this.#process, 'exit').then(() => {
        throw new Error(`${this.name} did not start:\n${this.log.slice(-2000)}`);
      }),
    ]);
    this.startMs = performance.now() - began;
    this.startCpuMs = processorTimeOf(this.pid);
    this.announced = message;
    this.url = String(message.url ?? '');
  }
}

/**
 * @typedef {object} Footprint
 * @property {number} startMs start-up time
 * @property {number} startCpuMs CPU time of the start
 * @property {number} idleMiB RSS before the load
 * @property {number} loadedMiB RSS after the load
 */

/**
 * @param {ServerProcess} server after the load
 * @param {number} idle its memory before the load
 * @returns {Footprint}
 */
export function footprintOf({ startMs, startCpuMs, memory }, idle) {
  return { startMs, startCpuMs, idleMiB: idle / 2 ** 20, loadedMiB: memory / 2 ** 20 };
}
