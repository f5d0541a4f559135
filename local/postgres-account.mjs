import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartFailure } from './failure.mjs';
import { findProgram } from './find-program.mjs';

/** The system account of Debian's packages. */
const ACCOUNT = 'postgres';

const OTHERS_MAY_ENTER = 0o001;

/** Capabilities that let a process enter folders closed to its user, with their bits in capabilities(7). */
const ENTERING = [
  { capability: 'dac_read_search', bit: 2n },
  { capability: 'dac_override', bit: 1n },
];

/**
 * PostgreSQL refuses to run as root, so root runs it as the system account `postgres`, which is created when missing.
 * @param {readonly string[]} folders that the account must be able to enter
 * @returns {import('./parent-death.mjs').Privileges | null} null for an ordinary user, who runs it as themselves
 * @throws {StartFailure}
 */
export function postgresPrivileges(folders) {
  if (process.getuid?.() !== 0) return null;
  const account = lookUp() ?? create();
  const closed = folders.flatMap(withParents).find((folder) => !(statSync(folder).mode & OTHERS_MAY_ENTER));
  return { ...account, capability: closed ? enteringCapability(closed) : null };
}

/** @returns {{ uid: number, gid: number } | null} */
function lookUp() {
  const fields = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === ACCOUNT);
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : null;
}

function create() {
  const useradd = findProgram('useradd');
  try {
    if (useradd) execFileSync(useradd, ['--system', '--user-group', '--shell', '/usr/sbin/nologin', ACCOUNT]);
  } catch {
    // The look-up below reports it.
  }
  const account = lookUp();
  if (!account)
    throw new StartFailure(
      `PostgreSQL does not run as root and the account "${ACCOUNT}" could not be made: start Lyceum as an ordinary user.`,
    );
  return account;
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function withParents(folder) {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...withParents(parent)];
}

/**
 * A clone under /root (mode 700) is closed to every other account. Its mode is not changed; instead PostgreSQL gets the
 * one capability that it needs to enter.
 * @param {string} closed
 */
function enteringCapability(closed) {
  const bounding = /^CapBnd:\s*(\w+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const found = ENTERING.find(({ bit }) => (BigInt(`0x${bounding}`) >> bit) & 1n);
  if (!found || !findProgram('setpriv'))
    throw new StartFailure(
      `PostgreSQL runs as the account "${ACCOUNT}", which may not enter ${closed}: clone Lyceum into another folder, for example /opt.`,
    );
  return found.capability;
}
