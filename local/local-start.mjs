import { join } from 'node:path';
import { buildDashboard } from '../admin/tools/build.mjs';
import { build, sourcesToBuild } from './build.mjs';
import { startDatabase, startRedis } from './databases.mjs';
import { ensureDemoAccounts } from './demo-accounts.mjs';
import { bundle } from '../tools/bundle.mjs';
import { StartFailure } from './failure.mjs';
import { isLoopback } from './loopback.mjs';
import { Mailbox } from './mailbox.mjs';
import { Rebuilder } from './rebuilder.mjs';

/** Shorter than in deployments, because somebody waits at the terminal. */
const SHUTDOWN_TIMEOUT_MS = '8000';

/**
 * @typedef {import('./launch.mjs').Launch} Launch
 * @typedef {{ language: string, version: string, driver: string }} RunnableLanguage
 * @typedef {{ apiUrl: string, mailboxUrl: string | null, metricsUrls: string[] }} Addresses
 */

/**
 * Starts everything in the order of dependencies, independent parts concurrently.
 * @param {Launch} launch
 * @throws {StartFailure}
 */
export async function startEverything(launch) {
  const { screen, runFile, teardown, folder } = launch;
  const leftOver = await runFile.claim();
  teardown.add(() => runFile.release());
  if (leftOver.length > 0) screen.tell(`Ended what an interrupted start had left: ${leftOver.join(', ')}`);

  const [databaseUrl, redisUrl, mailbox, rebuilder] = await Promise.all([
    startDatabase(launch),
    startRedis(launch),
    startMailbox(launch),
    prepareBuild(launch),
  ]);
  const { env, addresses } = await environment(launch, databaseUrl, redisUrl, mailbox);
  launch.tellSettings(env);
  await migrate(launch, env);
  const processes = new Processes(launch, env);
  teardown.add(() => processes.stop());
  const seeding = ensureDemoAccounts(databaseUrl, join(folder, 'demo.json'), (onLine) =>
    launch.startProgram('The seed', 'cli/seed', env, { args: demoArguments(launch.host), onLine }),
  );
  const [demo] = await Promise.all([
    screen.step('Demo accounts', seeding),
    screen.step('API, worker and executor', processes.start()),
  ]);
  rebuilder?.onBuilt(async () => {
    await processes.stop();
    await migrate(launch, env);
    await screen.step('API, worker and executor started again', processes.start());
  });
  screen.table(rows(launch, addresses, demo, processes.languages));
}

/**
 * The published password of the examples is only used when the API is reachable from this machine alone.
 * @param {string} host
 */
export function demoArguments(host) {
  return ['--demo', ...(isLoopback(host) ? ['--example-password'] : [])];
}

/** Settings that the executor is given; with a credential it does not start. */
const OF_THE_EXECUTOR = /^(PATH|NODE_ENV|REDIS_.*|QUEUE_.*|EXECUTOR_.*|LOG_.*|METRICS_HOST|SHUTDOWN_.*)$/;

/**
 * API, executor and worker, stopped in this order, so that the worker finishes what the others have caused.
 */
class Processes {
  /** What runs programs, by language. @type {readonly RunnableLanguage[]} */
  languages = [];
  /** @type {import('./child.mjs').Child[]} */
  #children = [];
  /** @type {Launch} */
  #launch;
  /** @type {NodeJS.ProcessEnv} */
  #env;

  /**
   * @param {Launch} launch
   * @param {NodeJS.ProcessEnv} env
   */
  constructor(launch, env) {
    this.#launch = launch;
    this.#env = env;
  }

  async start() {
    const isGiven = (/** @type {[string, unknown]} */ [name]) => OF_THE_EXECUTOR.test(name);
    const ofExecutor = Object.fromEntries(Object.entries(this.#env).filter(isGiven));
    const executor = this.#startOne('executor', 'executor', ofExecutor);
    this.#children = [this.#startOne('API', 'main'), executor, this.#startOne('worker', 'worker')];
    await Promise.all(this.#children.map((child) => child.ready));
    const { languages } = await executor.ready;
    this.languages = /** @type {RunnableLanguage[]} */ (languages);
    for (const child of this.#children) this.#launch.watchOver(child);
  }

  async stop() {
    for (const child of this.#children) await child.stop();
  }

  /**
   * @param {string} name
   * @param {string} program
   * @param {NodeJS.ProcessEnv} env
   */
  #startOne(name, program, env = this.#env) {
    const { options, screen } = this.#launch;
    const onLine = (/** @type {string} */ line) =>
      options.verbose ? screen.tell(`${name}: ${line}`) : screen.logLine(name, line);
    return this.#launch.startProgram(`The ${name}`, program, env, { onLine });
  }
}

/** @param {Launch} launch */
async function startMailbox({ setting, host, freePort, folder, screen, teardown }) {
  if (setting('EMAIL_PROVIDER')) return null;
  const smtpPort = await freePort('the mailbox (SMTP)', 1025);
  const pagePort = await freePort('the mailbox', 8025, host);
  const starting = Mailbox.start({ smtpPort, pagePort, pageHost: host, folder: join(folder, 'mail') });
  return screen.step(`Mailbox on port ${pagePort}`, teardown.own(starting));
}

/**
 * @param {Launch} launch
 * @returns {Promise<Rebuilder | null>} null unless sources are watched
 */
async function prepareBuild({ root, options, screen, teardown, runFile, watchOver }) {
  if (await buildDashboard()) screen.tell('✓ Dashboard built');
  if (options.watch) {
    const rebuilder = new Rebuilder(
      root,
      runFile,
      (line) => screen.tell(line),
      () => bundle(root),
    );
    teardown.add(() => rebuilder.stop());
    await screen.step('Built, watching the sources', rebuilder.firstBuild);
    watchOver(rebuilder.process);
    return rebuilder;
  }
  const sources = await sourcesToBuild(root);
  if (sources) {
    screen.tell('Building (the first time takes about a minute)');
    await screen.step('Built', build(root, sources));
  }
  return null;
}

/**
 * @param {Launch} launch
 * @param {string} databaseUrl
 * @param {string} redisUrl
 * @param {Mailbox | null} mailbox
 * @returns {Promise<{ env: NodeJS.ProcessEnv, addresses: Addresses }>}
 */
async function environment(launch, databaseUrl, redisUrl, mailbox) {
  const { options, host, freePort, setting, secrets, folder } = launch;
  const wanted = (/** @type {string} */ name, /** @type {number} */ usual) => Number(setting(name)) || usual;
  const port = await freePort('the API', options.port ?? wanted('PORT', 3000), host);
  const metricsPort = await freePort('the metrics of the API', wanted('METRICS_PORT', 9464));
  const workerMetricsPort = await freePort('the metrics of the worker', wanted('WORKER_METRICS_PORT', 9465));
  const executorMetricsPort = await freePort('the metrics of the executor', wanted('EXECUTOR_METRICS_PORT', 9466));
  const apiUrl = `http://localhost:${port}`;
  return {
    env: {
      // Compiled programs, for the next start; of Node 22 and later.
      NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
      ...process.env,
      NODE_ENV: 'development',
      HOST: host,
      PORT: String(port),
      PUBLIC_URL: setting('PUBLIC_URL') ?? apiUrl,
      METRICS_PORT: String(metricsPort),
      WORKER_METRICS_PORT: String(workerMetricsPort),
      EXECUTOR_METRICS_PORT: String(executorMetricsPort),
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      SHUTDOWN_TIMEOUT_MS: setting('SHUTDOWN_TIMEOUT_MS') ?? SHUTDOWN_TIMEOUT_MS,
      JWT_SECRET: setting('JWT_SECRET') ?? secrets.JWT_SECRET,
      ...(mailbox ? { EMAIL_PROVIDER: 'smtp', SMTP_URL: mailbox.smtpUrl } : {}),
    },
    addresses: {
      apiUrl,
      mailboxUrl: mailbox && `http://localhost:${mailbox.pagePort}`,
      metricsUrls: [metricsPort, workerMetricsPort, executorMetricsPort].map(
        (one) => `http://localhost:${one}/metrics`,
      ),
    },
  };
}

/**
 * @param {Launch} launch
 * @param {NodeJS.ProcessEnv} env
 */
async function migrate(launch, env) {
  const child = launch.startProgram('The migration', 'cli/migrate', env, { args: ['up'] });
  const { code } = await launch.screen.step('Database schema', child.exited);
  if (code !== 0)
    throw new StartFailure(`The database could not be brought up to date:\n  ${child.lastLines().join('\n  ')}`);
}

/** @param {readonly RunnableLanguage[]} languages */
export function programsOf(languages) {
  const drivers = [...new Set(languages.map(({ driver }) => driver))];
  const by = drivers.map((driver) => {
    const names = languages
      .filter((one) => one.driver === driver)
      .map(({ language, version }) => `${language} ${version}`);
    return `${names.join(', ')} (${driver})`;
  });
  return by.length > 0 ? by.join('; ') : 'none: no driver passed its self-test, see the log of the executor';
}

/** @param {string | null} provider */
function noMailbox(provider) {
  return `none, because EMAIL_PROVIDER is ${provider}${provider === 'mock' ? ': mails are shown here' : ''}`;
}

/**
 * @param {Launch} launch
 * @param {Addresses} addresses
 * @param {Awaited<ReturnType<typeof ensureDemoAccounts>>} demo
 * @param {readonly RunnableLanguage[]} languages
 * @returns {Array<[string, string]>}
 */
function rows({ setting, folder }, { apiUrl, mailboxUrl, metricsUrls }, { accounts, slug }, languages) {
  return [
    ['API', `${apiUrl}/api/v1`],
    ['Swagger UI', `${apiUrl}/docs`],
    ['Dashboard', `${apiUrl}/app`],
    ...(slug ? [/** @type {[string, string]} */ (['Booking page', `${apiUrl}/book/${slug}`])] : []),
    ['Mailbox', mailboxUrl ?? noMailbox(setting('EMAIL_PROVIDER'))],
    ['Metrics', `${metricsUrls[0]} (API), ${metricsUrls[1]} (worker), ${metricsUrls[2]} (executor)`],
    ['Programs', programsOf(languages)],
    ...accounts.map(
      ({ email, password, role }, index) =>
        /** @type {[string, string]} */ ([
          index === 0 ? 'Sign in' : '',
          `${email}  ${password}${role === 'user' ? '' : `  (${role})`}`,
        ]),
    ),
    ['Logs', join(folder, 'logs')],
  ];
}
