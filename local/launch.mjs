import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Child } from './child.mjs';
import { StartFailure } from './failure.mjs';
import { Ports } from './ports.mjs';
import { RunFile } from './run-file.mjs';
import { readOrCreateSecrets } from './secrets.mjs';
import { Teardown } from './teardown.mjs';

const TOLD = ['DATABASE_URL', 'REDIS_URL', 'JWT_SECRET', 'PUBLIC_URL', 'EMAIL_PROVIDER', 'SMTP_URL'];

/** @param {string} value */
function quoted(value) {
  const quote = ["'", '"', '`'].find((mark) => !value.includes(mark)) ?? '';
  return `${quote}${value}${quote}`;
}

/**
 * @param {string} folder
 * @returns {import('./secrets.mjs').Secrets}
 * @throws {StartFailure}
 */
function prepareFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return readOrCreateSecrets(join(folder, 'secrets.env'));
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new StartFailure(`The data cannot be kept in ${folder} (${code}): choose another folder with --data.`);
  }
}

/** State shared by the parts of a start. */
export class Launch {
  ports = new Ports();
  teardown = new Teardown();
  /** @type {(child: Child) => void} */
  #reportCrash = () => {};

  /** Resolves with the first child that exited unexpectedly. @type {Promise<Child>} */
  crash = new Promise((resolveCrash) => (this.#reportCrash = resolveCrash));

  /**
   * @param {string} root the folder of package.json
   * @param {import('./options.mjs').StartOptions} options
   * @param {import('./screen.mjs').Screen} screen
   */
  constructor(root, options, screen) {
    this.root = root;
    this.options = options;
    this.screen = screen;
    this.folder = resolve(root, options.data);
    this.runFile = new RunFile(join(this.folder, 'run.json'));
    this.secrets = prepareFolder(this.folder);
  }

  /**
   * An environment variable, also from `.env`; empty ones count as unset.
   * @param {string} name
   */
  setting = (name) => process.env[name] || null;

  /** Address that the API and the mailbox page listen on. */
  get host() {
    return this.options.host ?? this.setting('HOST') ?? '127.0.0.1';
  }

  /**
   * @param {string} purpose
   * @param {number} wanted
   * @param {string} [host]
   */
  freePort = async (purpose, wanted, host) => {
    const port = await this.ports.nextFree(wanted, host);
    if (port !== wanted) this.screen.tell(`! Port ${wanted} is taken: using ${port} for ${purpose}`);
    return port;
  };

  /**
   * Writes the settings of the processes into the folder while they run, for commands that migrate, seed or debug
   * beside them; without ports.
   * @param {NodeJS.ProcessEnv} env
   */
  tellSettings(env) {
    const file = join(this.folder, 'env');
    const lines = TOLD.flatMap((name) => (env[name] ? [`${name}=${quoted(env[name])}\n`] : []));
    writeFileSync(file, lines.join(''), { mode: 0o600 });
    this.teardown.add(() => rmSync(file, { force: true }));
  }

  /**
   * Fail-fast: an unexpected exit of this child ends the whole start.
   * @param {Child} child
   */
  watchOver = (child) => {
    void child.exited.then(() => {
      if (!child.isStopping) this.#reportCrash(child);
    });
  };

  /**
   * Runs a program of the bundle.
   * @param {string} name
   * @param {string} program its path below `src`, without the extension
   * @param {NodeJS.ProcessEnv} env
   * @param {{ args?: string[], onLine?: (line: string) => void }} [more]
   */
  startProgram(name, program, env, { args = [], onLine } = {}) {
    return new Child({
      name,
      program: process.execPath,
      args: [join(this.root, 'dist', 'bundle', `${basename(program)}.js`), ...args],
      env,
      cwd: this.root,
      logPath: join(this.folder, 'logs', `${program.replace('/', '-')}.log`),
      runFile: this.runFile,
      onLine,
    });
  }
}
