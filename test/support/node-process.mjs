import { EventEmitter, once } from 'node:events';
import { basename, join } from 'node:path';
import { Child } from '../../local/child.mjs';
import { readServices } from './services.mjs';

const DIST = join(import.meta.dirname, '..', '..', 'dist');

/** What every process of a test gets; it inherits nothing, so that no setting of the developer decides a test. */
const BASE_ENVIRONMENT = {
  NODE_ENV: 'test',
  PATH: process.env.PATH,
  HOST: '127.0.0.1',
  PORT: '0',
  METRICS_PORT: '0',
  WORKER_METRICS_PORT: '0',
  EXECUTOR_METRICS_PORT: '0',
  REDIS_URL: 'redis://127.0.0.1:1',
};

/** What the executor refuses to be given. */
const CREDENTIALS = { JWT_SECRET: 'Vt0Zq8eYbX2pLr7wKc4nJm1sHd6fGa9uTi3oQy5B' };

/** A built program of Lyceum (`main`, `worker`, `executor`, `cli/...`) in a process of its own. */
export class NodeProcess {
  /** Every line that it printed, over all its lives. @type {string[]} */
  logs = [];
  /** @type {Child} */
  child;
  /** @type {string} */
  #program;
  /** @type {Record<string, string | undefined>} */
  #env;
  /** @type {string[]} */
  #args;
  /** How many lines had been printed when this life began. */
  #born = 0;
  #lines = new EventEmitter();

  /**
   * @param {'main' | 'worker' | 'executor' | `cli/${string}`} program
   * @param {Record<string, string | undefined>} env
   * @param {string[]} [args]
   */
  constructor(program, env, args = []) {
    this.#program = program;
    this.#env = env;
    this.#args = args;
    this.child = this.#spawn();
  }

  get exited() {
    return this.child.exited;
  }

  /** What it announced when it was ready, for example its ports. */
  get ready() {
    return this.child.ready;
  }

  /**
   * Resolves once a line with that text has been printed in this life.
   * @param {string} text
   */
  async printed(text) {
    while (!this.logs.slice(this.#born).some((line) => line.includes(text)))
      if ((await Promise.race([once(this.#lines, 'line'), this.exited.then(() => 'ended')])) === 'ended')
        throw new Error(`The process ended without having printed ${text}.`);
  }

  /** @param {NodeJS.Signals} signal */
  kill(signal) {
    return this.child.kill(signal);
  }

  stop() {
    return this.child.stop();
  }

  /**
   * Starts it anew after it was stopped or killed.
   * @param {Record<string, string | undefined>} [env] settings to change
   */
  async restart(env = {}) {
    await this.stop();
    this.#env = { ...this.#env, ...env };
    this.child = this.#spawn();
    return this.ready;
  }

  #spawn() {
    const { folder, coverageFolder } = readServices();
    this.#born = this.logs.length;
    return new Child({
      name: this.#program,
      program: process.execPath,
      // The lines that ran are counted by the files of the compiler.
      args: [
        join(DIST, coverageFolder ? `src/${this.#program}.js` : `bundle/${basename(this.#program)}.js`),
        ...this.#args,
      ],
      // Not the project, whose `.env` belongs to the developer.
      cwd: folder,
      env: {
        ...BASE_ENVIRONMENT,
        ...(this.#program === 'executor' ? {} : CREDENTIALS),
        ...(coverageFolder ? { NODE_V8_COVERAGE: coverageFolder } : {}),
        ...this.#env,
      },
      onLine: (line) => {
        this.logs.push(line);
        this.#lines.emit('line');
      },
    });
  }
}
