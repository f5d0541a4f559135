import OwnModulesEnvironment from './own-modules-environment.mjs';

/** @typedef {ConstructorParameters<typeof OwnModulesEnvironment>} Parameters */

/** What the parts of Jest that are loaded for each file leave in the globals, for the parts of the same file. */
const OF_ONE_FILE =
  /^(JEST_STATE_SYMBOL|EVENT_HANDLERS|TEST_TIMEOUT_SYMBOL|RETRY_|WAIT_BEFORE_RETRY|LOG_ERRORS_BEFORE_RETRY)/;

const { console } = globalThis;
const { exit } = process;

/** @type {SharedModulesEnvironment | undefined} */
let ofThisProcess;

/**
 * The process itself instead of a context of `node:vm`, for all files of tests that it runs: they share the modules that
 * `shared-modules-runtime` keeps.
 */
class SharedModulesEnvironment extends OwnModulesEnvironment {
  sharesModules = true;
  #variables = { ...process.env };

  /**
   * @param {Parameters[0]} config
   * @param {Parameters[1]} context
   */
  constructor(config, context) {
    super(config, context);
    const { moduleMocker, fakeTimersModern } = /** @type {Record<string, any>} */ (/** @type {unknown} */ (this));
    Object.assign(this, {
      global: globalThis,
      moduleMocker: new moduleMocker.constructor(globalThis),
      fakeTimers: null,
      fakeTimersModern: new fakeTimersModern.constructor({ config: config.projectConfig, global: globalThis }),
    });
    // Each application that is composed in a test wants to hear of the end of the process.
    process.setMaxListeners(0);
  }

  /** Leaves the process as the first file found it. @override */
  async teardown() {
    this.fakeTimersModern?.useRealTimers();
    for (const key of Object.getOwnPropertySymbols(globalThis))
      if (OF_ONE_FILE.test(key.description ?? '')) Reflect.deleteProperty(globalThis, key);
    for (const name of Object.keys(process.env))
      if (!(name in this.#variables)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, this.#variables);
    Object.assign(globalThis, { console });
    Object.assign(process, { exit });
  }
}

/**
 * Coverage is counted for each file by itself, and watched sources change: both take modules of their own.
 * @param {Parameters[0]} config
 * @param {Parameters[1]} context
 */
function environmentFor(config, context) {
  const { collectCoverage, watch, watchAll } = config.globalConfig;
  if (collectCoverage || watch || watchAll) return new OwnModulesEnvironment(config, context);
  return (ofThisProcess ??= new SharedModulesEnvironment(config, context));
}

export default environmentFor;
