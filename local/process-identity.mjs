import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 25;

/**
 * A process id is used again after its process is gone, so a process that is remembered across starts is known by its
 * start time as well.
 * @typedef {{ pid: number, startedAt: string }} ProcessIdentity
 */

/**
 * @param {number} pid
 * @returns {ProcessIdentity | null} null when there is no such process
 */
export function identify(pid) {
  const startedAt = process.platform === 'linux' ? startTimeFromProc(pid) : startTimeFromPs(pid);
  return startedAt === null ? null : { pid, startedAt };
}

/** @param {ProcessIdentity} identity */
export function isAlive({ pid, startedAt }) {
  return identify(pid)?.startedAt === startedAt;
}

/**
 * Ends a process that is not a child of this one; what does not stop in time is killed.
 * @param {ProcessIdentity} identity
 * @param {NodeJS.Signals} signal the one that asks this program to stop in order
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
 * Reads proc(5) `/proc/<pid>/stat`: after the command in parentheses the first field is the state, the twentieth the
 * start time. A zombie has ended, though nobody may ever collect it in a container without an init process.
 * @param {number} pid
 */
function startTimeFromProc(pid) {
  let stat;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? null : (fields[19] ?? null);
}

/** @param {number} pid */
function startTimeFromPs(pid) {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}
