import { randomBytes } from 'node:crypto';
import { createDatabase } from './database.mjs';
import { offerLanguages } from './executor-offer.mjs';
import { startMailbox } from './mailbox.mjs';
import { NodeProcess } from './node-process.mjs';
import { readServices } from './services.mjs';

/**
 * @typedef {Record<string, string | undefined>} Environment
 *
 * @typedef {object} SystemOptions
 * @property {number} [apis] how many API processes; one unless told
 * @property {boolean} [worker] whether there is a worker; true unless told
 * @property {boolean} [executor] whether there is an executor; false unless told
 * @property {Environment} [env] settings that differ from the usual ones
 * @property {string} [redisUrl] the Redis of all tests unless told
 */

/** An API process. It keeps its port when it is started again. */
export class Api extends NodeProcess {
  url = '';
  metricsUrl = '';

  /** @param {Environment} env */
  static async start(env) {
    const api = new Api('main', env);
    api.#listen(await api.ready);
    return api;
  }

  /**
   * @override
   * @param {Environment} [env] settings to change
   */
  async restart(env = {}) {
    const announcement = await super.restart({ PORT: new URL(this.url).port, ...env });
    this.#listen(announcement);
    return announcement;
  }

  /** @param {import('../../local/child.mjs').Announcement} announcement */
  #listen({ url, metricsPort }) {
    this.url = String(url);
    this.metricsUrl = `http://127.0.0.1:${metricsPort}`;
  }
}

/** A worker process. */
export class Worker extends NodeProcess {
  metricsUrl = '';

  /** @param {Environment} env */
  static async start(env) {
    const worker = new Worker('worker', env);
    worker.#listen(await worker.ready);
    return worker;
  }

  /**
   * @override
   * @param {Environment} [env] settings to change
   */
  async restart(env = {}) {
    const announcement = await super.restart(env);
    this.#listen(announcement);
    return announcement;
  }

  /** @param {import('../../local/child.mjs').Announcement} announcement */
  #listen({ metricsPort }) {
    this.metricsUrl = `http://127.0.0.1:${metricsPort}`;
  }
}

/** What an executor is given: what it refuses and does not need stays out. */
const OF_THE_EXECUTOR = /^(REDIS_|QUEUE_|EXECUTOR_|SHUTDOWN_|LOG_)/;

/** An executor process. */
export class Executor extends NodeProcess {
  /** @param {Environment} env */
  static async start(env) {
    const executor = new Executor(
      'executor',
      Object.fromEntries(Object.entries(env).filter(([name]) => OF_THE_EXECUTOR.test(name))),
    );
    await executor.ready;
    return executor;
  }
}

/** The built API and worker processes with a database and a mailbox of their own. */
export class System {
  /**
   * @param {Api[]} apis
   * @param {Worker | null} worker
   * @param {import('./database.mjs').TestDatabase} database
   * @param {import('./mailbox.mjs').TestMailbox} mailbox
   * @param {Environment} env what the processes were started with
   * @param {Executor | null} executor
   */
  constructor(apis, worker, database, mailbox, env, executor = null) {
    this.apis = apis;
    this.database = database;
    this.mailbox = mailbox;
    this.env = env;
    /** @type {Worker | null} */
    this.optionalWorker = worker;
    /** @type {Executor | null} */
    this.optionalExecutor = executor;
  }

  /** The first API process. */
  get api() {
    const [api] = this.apis;
    if (!api) throw new Error('This system has no API process.');
    return api;
  }

  get worker() {
    if (!this.optionalWorker) throw new Error('This system has no worker.');
    return this.optionalWorker;
  }

  get executor() {
    if (!this.optionalExecutor) throw new Error('This system has no executor.');
    return this.optionalExecutor;
  }

  /** Queries the system's database. */
  get db() {
    return this.database.pool;
  }

  /** Every line that any of its processes printed. */
  get logs() {
    const others = [this.optionalWorker, this.optionalExecutor].filter((process) => process !== null);
    return [...this.apis, ...others].flatMap(({ logs }) => logs);
  }

  async stop() {
    await Promise.all(this.apis.map((api) => api.stop()));
    await this.optionalExecutor?.stop();
    await this.optionalWorker?.stop();
    await this.mailbox.stop();
    await this.database.drop();
  }
}

/**
 * @param {SystemOptions} [options]
 * @returns {Promise<System>} when all its processes are ready
 */
export async function startSystem({ apis = 1, worker = true, executor = false, env = {}, redisUrl } = {}) {
  const [database, mailbox] = await Promise.all([createDatabase(), startMailbox()]);
  const settings = {
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl ?? readServices().redisUrl,
    QUEUE_PREFIX: `test-${randomBytes(6).toString('hex')}`,
    EMAIL_PROVIDER: 'smtp',
    SMTP_URL: mailbox.smtpUrl,
    RATE_LIMIT_ENABLED: 'false',
    RATE_LIMIT_SLOW_DOWN_MS: '0',
    // People of tests sign up and write to others at once; those about unverified addresses say so.
    EMAIL_HOLD_UNVERIFIED: 'false',
    // All tests together send more in a minute than an installation should.
    EMAIL_RATE_LIMIT: '1000000',
    OUTBOX_POLL_MS: '100',
    EGRESS_ALLOWED_NETWORKS: '127.0.0.0/8',
    ...env,
  };
  // In the Redis itself, which the processes may not reach at first.
  if (!executor) await offerLanguages(readServices().redisUrl, settings.QUEUE_PREFIX);
  const [workers, executors, ...apiProcesses] = await Promise.all([
    worker ? Worker.start(settings) : null,
    executor ? Executor.start(settings) : null,
    ...Array.from({ length: apis }, () => Api.start(settings)),
  ]);
  return new System(apiProcesses, workers, database, mailbox, settings, executors);
}
