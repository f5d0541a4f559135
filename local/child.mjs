import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { StartFailure } from './failure.mjs';
import { OutputLog } from './output-log.mjs';
import { tieToThisProcess } from './parent-death.mjs';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 30_000;

/**
 * @typedef {object} ChildOptions
 * @property {string} name for messages
 * @property {string} program
 * @property {readonly string[]} args
 * @property {NodeJS.ProcessEnv} env the whole environment
 * @property {string} [cwd]
 * @property {NodeJS.Signals} [stopSignal] for its graceful shutdown; default SIGTERM
 * @property {RegExp} [readyLine] printed when it is ready; without it the child sends `{ready: true}` by IPC
 * @property {string} [input] written to its standard input
 * @property {import('./parent-death.mjs').Privileges | null} [privileges]
 * @property {string | null} [logPath]
 * @property {(line: string) => void} [onLine]
 * @property {import('./run-file.mjs').RunFile | null} [runFile]
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null }} Exit
 * @typedef {Readonly<Record<string, unknown>>} Announcement payload of the `ready` message
 */

/** A child process in a process group of its own, so that Ctrl-C reaches it through its parent only. */
export class Child {
  /** @type {ChildOptions} */
  #options;
  /** @type {import('node:child_process').ChildProcess} */
  #process;
  /** @type {OutputLog} */
  #log;
  #stopping = false;

  /** Resolves when it is ready; rejects with a StartFailure when it exits before. @type {Promise<Announcement>} */
  ready;
  /** Resolves when it has exited and its output was read. @type {Promise<Exit>} */
  exited;

  /** @param {ChildOptions} options */
  constructor(options) {
    this.#options = { stopSignal: 'SIGTERM', ...options };
    this.#log = new OutputLog(options.logPath ?? null);
    const { program, args } = tieToThisProcess(
      options.program,
      options.args,
      this.#stopSignal,
      options.privileges ?? null,
    );
    this.#process = spawn(program, args, {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe', options.readyLine ? 'ignore' : 'ipc'],
    });
    // EPIPE of a program that exits at once; its exit tells why.
    this.#process.stdin?.on('error', () => {});
    this.#process.stdin?.end(options.input ?? '');
    if (this.pid) options.runFile?.add(options.name, this.pid, this.#stopSignal);
    this.exited = this.#watchExit();
    this.ready = this.#watchReadiness();
    // Prevents an unhandled rejection where nobody awaits readiness; `exited` reports an early exit.
    this.ready.catch(() => {});
  }

  get name() {
    return this.#options.name;
  }

  get pid() {
    return this.#process.pid ?? 0;
  }

  /** Whether its end was requested. */
  get isStopping() {
    return this.#stopping;
  }

  get isRunning() {
    return this.pid > 0 && this.#process.exitCode === null && this.#process.signalCode === null;
  }

  lastLines() {
    return this.#log.lastLines();
  }

  /** @param {NodeJS.Signals} signal */
  kill(signal) {
    this.#stopping = true;
    this.#process.kill(signal);
    return this.exited;
  }

  /** Stops it gracefully, and kills it after a time-out. */
  async stop() {
    if (!this.isRunning) return this.exited;
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), STOP_WITHIN_MS);
    await this.kill(this.#stopSignal);
    clearTimeout(timer);
    return this.exited;
  }

  get #stopSignal() {
    return this.#options.stopSignal ?? 'SIGTERM';
  }

  /** @returns {Promise<Exit>} */
  async #watchExit() {
    try {
      const [code, signal] = await once(this.#process, 'close');
      return { code, signal };
    } catch (error) {
      this.#log.add(String(error));
      return { code: 127, signal: null };
    } finally {
      if (this.pid) this.#options.runFile?.remove(this.pid);
      this.#log.close();
    }
  }

  async #watchReadiness() {
    const { readyLine, name, onLine } = this.#options;
    /** @type {PromiseWithResolvers} */
    const { promise, resolve } = deferred();
    for (const stream of [this.#process.stdout, this.#process.stderr])
      if (stream)
        createInterface({ input: stream }).on('line', (line) => {
          this.#log.add(line);
          onLine?.(line);
          if (readyLine?.test(line)) resolve({});
        });
    this.#process.on('message', (message) => {
      const announcement = /** @type {Announcement} */ (message);
      if (announcement.ready) resolve(announcement);
    });
    const timeout = new AbortController();
    const outcome = await Promise.race([
      promise,
      this.exited.then(() => 'ended'),
      delay(READY_WITHIN_MS, 'late', { signal: timeout.signal, ref: false }).catch(() => 'late'),
    ]);
    timeout.abort();
    if (outcome === 'ended') throw new StartFailure(`${name} did not start: ${this.#lastWords()}`);
    if (outcome === 'late') throw new StartFailure(`${name} was not ready within ${READY_WITHIN_MS / 1000} seconds.`);
    return /** @type {Announcement} */ (outcome);
  }

  #lastWords() {
    return this.lastLines().join('\n  ') || 'it printed nothing.';
  }
}

/** @typedef {{ promise: Promise<Announcement>, resolve: (value: Announcement) => void }} PromiseWithResolvers */

/** @returns {PromiseWithResolvers} */
function deferred() {
  /** @type {(value: Announcement) => void} */
  let resolve = () => {};
  const promise = new Promise((/** @type {(value: Announcement) => void} */ settle) => (resolve = settle));
  return { promise, resolve };
}
