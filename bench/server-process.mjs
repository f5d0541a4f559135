import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { tieToThisProcess } from '../local/parent-death.mjs';
import { memoryOf, processorTimeOf } from './process-usage.mjs';

const ROOT = join(import.meta.dirname, '..');
const STOP_WITHIN_MS = 15_000;
/** Before memory is measured: what the start, or the load, has left is returned by then. */
export const IDLE_MS = 5_000;

/** @typedef {'floor' | 'api' | 'worker' | 'executor' | 'mails'} Program */
/** @type {Readonly<Record<Program, string>>} */
const PROGRAMS = {
  floor: 'bench/floor/server.mjs',
  api: 'dist/bundle/main.js',
  worker: 'dist/bundle/worker.js',
  executor: 'dist/bundle/executor.js',
  mails: 'bench/worker/mail-sink.mjs',
};

/**
 * @typedef {object} StartOptions
 * @property {NodeJS.ProcessEnv} env
 * @property {string} folder for its log
 * @property {string} node runs it
 * @property {boolean} [isInspected] whether `collectedMemory` can be asked for
 */

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
   * @param {StartOptions} options
   */
  constructor(program, { env, folder, node, isInspected = false }) {
    this.name = program;
    this.#logPath = join(folder, `${program}-${Date.now()}.log`);
    const log = openSync(this.#logPath, 'a');
    const inspection = isInspected ? ['--inspect=127.0.0.1:0'] : [];
    const tied = tieToThisProcess(node, [...inspection, join(ROOT, PROGRAMS[program])], 'SIGTERM');
    this.#process = spawn(tied.program, tied.args, { cwd: folder, env, stdio: ['ignore', log, log, 'ipc'] });
    closeSync(log);
  }

  /**
   * @param {Program} program
   * @param {StartOptions} options
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

  /**
   * What it holds once everything is collected that nobody holds any more, in bytes: objects of JavaScript, and buffers
   * outside of the heap.
   * @returns {Promise<number>}
   */
  async collectedMemory() {
    const url = /^Debugger listening on (ws:\S+)$/m.exec(this.log)?.[1];
    if (url === undefined) throw new Error(`${this.name} is not inspected.`);
    const inspector = new WebSocket(url);
    await once(inspector, 'open');
    try {
      // What is freed by finalizers is only gone with the collection after them.
      for (let pass = 0; pass < 2; pass += 1) await asked(inspector, 'HeapProfiler.collectGarbage');
      const { result } = await asked(inspector, 'Runtime.evaluate', {
        expression: '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())',
      });
      return result.value;
    } finally {
      inspector.close();
    }
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

let asks = 0;

/**
 * @param {WebSocket} inspector
 * @param {string} method of the Chrome DevTools Protocol
 * @param {object} [params]
 * @returns {Promise<any>} its result
 */
async function asked(inspector, method, params = {}) {
  asks += 1;
  const id = asks;
  const answer = new Promise((resolve, reject) => {
    inspector.on('message', function hear(content) {
      const message = JSON.parse(String(content));
      if (message.id !== id) return;
      inspector.off('message', hear);
      if (message.error) reject(new Error(message.error.message));
      else resolve(message.result);
    });
  });
  inspector.send(JSON.stringify({ id, method, params }));
  return answer;
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
