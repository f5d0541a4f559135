import { execFileSync } from 'node:child_process';
import { StartFailure } from './failure.mjs';
import { findProgram } from './find-program.mjs';
import { installPackage } from './system-package.mjs';

/** Redis and Valkey, a fork with the same protocol. */
const PROGRAMS = ['redis-server', 'valkey-server'];

/** Minimum version for BullMQ, as [major, minor]. */
const OLDEST = /** @type {const} */ ([6, 2]);

const HOW_TO_HELP = 'install it (Debian: "apt-get install redis-server"), or set REDIS_URL to a Redis of yours';

/**
 * @param {(line: string) => void} tell progress of an installation
 * @returns {Promise<string>} path of a Redis server; Debian's package is installed where that is allowed
 * @throws {StartFailure}
 */
export async function findOrInstallRedis(tell) {
  const wanted = { name: 'redis-server', what: 'Redis', help: HOW_TO_HELP };
  const found = find() ?? ((await installPackage(wanted, tell)) ? find() : null);
  if (!found) throw new StartFailure(`Lyceum needs Redis and this machine has none: ${HOW_TO_HELP}.`);
  const version = versionOf(found);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    throw new StartFailure(
      `Lyceum needs Redis ${OLDEST.join('.')} or newer and ${found} is ${version}: update it, or set REDIS_URL to a newer Redis.`,
    );
  return found;
}

function find() {
  return PROGRAMS.map(findProgram).find(Boolean) ?? null;
}

/** @param {string} program */
function versionOf(program) {
  const output = execFileSync(program, ['--version'], { encoding: 'utf8' });
  return /v=(\d+\.\d+\.\d+)/.exec(output)?.[1] ?? '0.0.0';
}
