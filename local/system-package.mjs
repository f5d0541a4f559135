import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { StartFailure } from './failure.mjs';
import { findProgram } from './find-program.mjs';

/** The lines of apt-get that tell how far it is, and why it failed. */
const PROGRESS = /^(Get:|Setting up )/;
const COMPLAINT = /^E: /;

/**
 * @typedef {object} WantedPackage
 * @property {string} name of Debian's package
 * @property {string} what is missing, in messages
 * @property {string} help what to do when it cannot be installed
 */

/**
 * Installs a package of Debian, when this machine has Debian's tools and this user needs no password for it. Only one
 * at a time: the tools lock each other out.
 * @param {WantedPackage} wanted
 * @param {(line: string) => void} tell progress
 * @returns {Promise<boolean>} false when it is not allowed here
 * @throws {StartFailure} when it was tried and failed
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
 * @returns {Promise<string | null>} the complaint when it failed
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
