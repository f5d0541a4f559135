import { readFileSync } from 'node:fs';

/** Clock ticks per second (USER_HZ). */
const TICKS = 100;

/**
 * CPU time of all threads since the start, user and system, in milliseconds, by proc(5) `stat`; resolution 10 ms.
 * @param {number} pid
 * @returns {number} NaN without /proc
 */
export function processorTimeOf(pid) {
  const fields = read(pid, 'stat')
    .replace(/^.*\) /s, '')
    .split(' ');
  // Fields 14 and 15; the second one, the name, may contain spaces.
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
}

/**
 * Resident set size (RSS) in bytes, by proc(5) `status`.
 * @param {number} pid
 * @returns {number} NaN without /proc
 */
export function memoryOf(pid) {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(read(pid, 'status'))?.[1]) * 1024;
}

/**
 * The most of it that there ever was, in bytes, by proc(5) `status`.
 * @param {number} pid
 * @returns {number} NaN without /proc
 */
export function peakMemoryOf(pid) {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(read(pid, 'status'))?.[1]) * 1024;
}

/**
 * @param {number} pid
 * @param {string} file
 */
function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
