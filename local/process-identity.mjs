import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 25;

/**
 * Process ids are reused, so a process is identified by its id and start time.
 * @typedef {{ pid: number, startedAt: string }} ProcessIdentity
 *
 * @typedef {ProcessIdentity & { parent: number, command: string }} RunningProcess
 */

/**
 * @param {number} pid
 * @returns {RunningProcess | null} null when it does not exist
 */
export function findProcess(pid) {
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch {
    return null;
  }
}

/**
 * @param {number} pid
 * @returns {ProcessIdentity | null} null when it does not exist
 */
export function identify(pid) {
  const found = findProcess(pid);
  return found && { pid, startedAt: found.startedAt };
}

/** @param {ProcessIdentity} identity */
export function isAlive({ pid, startedAt }) {
  return findProcess(pid)?.startedAt === startedAt;
}

/**
 * Stops a process that is not a child of this one gracefully, and kills it after the grace period.
 * @param {ProcessIdentity} identity
 * @param {NodeJS.Signals} signal for its graceful shutdown
 * @param {number} graceMs
 */
export async function endProcess(identity, signal, graceMs = 10_000) {
  const deadline = Date.now() + graceMs;
  send(identity, signal);
  while (isAlive(identity)) {
    if (Date.now() > deadline) send(identity, 'SIGKILL');
    await delay(POLL_MS);
  }
}

/**
 * @param {ProcessIdentity} identity
 * @param {NodeJS.Signals} signal
 */
function send(identity, signal) {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/**
 * Parses proc(5) `/proc/<pid>/stat`: number, (command), state, parent, ..., and as the 22nd field the start time. A
 * zombie has exited, though in a container without an init process it may never be reaped.
 * @param {number} pid
 * @returns {RunningProcess | null}
 */
function fromProc(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const command = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
  return state === 'Z' ? null : { pid, parent: Number(parent), command, startedAt: rest[17] ?? '' };
}

/**
 * @param {number} pid
 * @returns {RunningProcess | null}
 */
function fromPs(pid) {
  const read = (/** @type {string} */ column) =>
    execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
  return { pid, parent: Number(read('ppid')), command: basename(read('comm')), startedAt: read('lstart') };
}
