import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { StartFailure } from './failure.mjs';
import { findProgram } from './find-program.mjs';

/** Redis and its free fork, which speaks the same protocol. */
const PROGRAMS = ['redis-server', 'valkey-server'];

/** What the queues (BullMQ) need, as [major, minor]. */
const OLDEST = /** @type {const} */ ([6, 2]);

/** The lines of apt-get that tell how far it is, and why it failed. */
const PROGRESS = /^(Get:|Setting up )/;
const COMPLAINT = /^E: /;

const HOW_TO_HELP = 'install it (Debian: "apt-get install redis-server"), or set REDIS_URL to a Redis of yours';

/**
 * @param {(line: string) => void} tell progress, while a package is installed
 * @returns {Promise<string>} the path of a Redis server; Debian's package is installed when that is allowed
 * @throws {StartFailure}
 */
export async function findOrInstallRedis(tell) {
  const found = PROGRAMS.map(findProgram).find(Boolean) ?? (await install(tell));
  if (!found) throw new StartFailure(`Lyceum needs Redis and this machine has none: ${HOW_TO_HELP}.`);
  const version = versionOf(found);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    throw new StartFailure(
      `Lyceum needs Redis ${OLDEST.join('.')} or newer and ${found} is ${version}: update it, or set REDIS_URL to a newer Redis.`,
    );
  return found;
}

/** @param {string} program */
function versionOf(program) {
  const output = execFileSync(program, ['--version'], { encoding: 'utf8' });
  return /v=(\d+\.\d+\.\d+)/.exec(output)?.[1] ?? '0.0.0';
}

/** @param {(line: string) => void} tell */
async function install(tell) {
  const aptGet = findProgram('apt-get');
  const asRoot = aptGet ? rootPrefix() : null;
  if (!aptGet || !asRoot) return null;
  tell('Redis is missing: installing the package redis-server of this system');
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', 'redis-server']]) {
    const [program = 'env', ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', aptGet, '-q', ...args];
    await run(program, rest, tell);
  }
  return findProgram('redis-server');
}

/** @returns {string[] | null} null when this user may not install packages without being asked for a password */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  const sudo = findProgram('sudo');
  if (!sudo) return null;
  try {
    execFileSync(sudo, ['--non-interactive', 'true'], { stdio: 'ignore' });
    return [sudo, '--non-interactive'];
  } catch {
    return null;
  }
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {(line: string) => void} tell
 */
async function run(program, args, tell) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = 'apt-get failed';
  for (const input of [child.stdout, child.stderr])
    createInterface({ input }).on('line', (line) => {
      if (PROGRESS.test(line)) tell(`  ${line}`);
      if (COMPLAINT.test(line)) complaint = line;
    });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new StartFailure(`Redis could not be installed (${complaint}): ${HOW_TO_HELP}.`);
}
