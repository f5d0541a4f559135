import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { StartFailure } from './failure.mjs';
import { findProgram } from './find-program.mjs';

/** Lines of apt-get with progress and errors. */
const PROGRESS = /^(Get:|Setting up )/;
const COMPLAINT = /^E: /;

/**
 * @typedef {object} WantedPackage
 * @property {string} name of the Debian package
 * @property {string} what is missing, in messages
 * @property {string} help what to do when it cannot be installed
 */

/**
 * Installs a Debian package, where apt-get exists and the user may run it without a password. Not concurrently, because
 * apt-get takes a lock.
 * @param {WantedPackage} wanted
 * @param {(line: string) => void} tell progress
 * @returns {Promise<boolean>} false when it is not allowed here
 * @throws {StartFailure} when the installation failed
 */
export async function installPackage({ name, what, help }, tell) {
  const aptGet = findProgram('apt-get');
  const asRoot = aptGet ? rootPrefix() : null;
  if (!aptGet || !asRoot) return false;
  tell(`${what} is missing: installing the package ${name} of this system`);
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', name]]) {
    const [program = 'env', ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', aptGet, '-q', ...args];
    const complaint = await run(program, rest, tell);
    if (complaint) throw new StartFailure(`${what} could not be installed (${complaint}): ${help}.`);
  }
  return true;
}

/** @returns {string[] | null} null when the user may not install packages without a password */
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
 * @returns {Promise<string | null>} the error message; null on success
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
  return code === 0 ? null : complaint;
}
