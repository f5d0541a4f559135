import { readFileSync } from 'node:fs';

/** Of a second, as Linux tells processor time to programs (USER_HZ). */
const TICKS = 100;

/**
 * Processor time of all threads since the start, user and system, in milliseconds: proc(5) `stat`, steps of 10 ms.
 * @param {number} pid
 * @returns {number} NaN where there is no /proc
 */
export function processorTimeOf(pid) {
  const fields = read(pid, 'stat')
    .replace(/^.*\) /s, '')
    .split(' ');
  // Fields 14 and 15; the name, which may have spaces, is the second one.
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
}

/**
 * Memory that is in use now (RSS), in bytes: proc(5) `status`.
 * @param {number} pid
 * @returns {number} NaN where there is no /proc
 */
export function memoryOf(pid) {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(read(pid, 'status'))?.[1]) * 1024;
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
