import { readdirSync, readFileSync } from 'node:fs';

/** Of `clock_t` in proc(5); Linux has had this one on every architecture for twenty years. */
const MS_PER_TICK = 10;

/** What a process has used, with the children that it has waited for; null when it is gone, or this is not Linux. */
export function cpuMsOf(pid: number): number | null {
  const fields = statOf(pid);
  if (!fields) return null;
  return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0) * MS_PER_TICK;
}

/** The fields of proc(5) `stat` behind the name: state, parent, … */
function statOf(pid: number): string[] | null {
  const stat = read(`/proc/${pid}/stat`);
  return stat === null ? null : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** What has ended and waits for its parent to look does not run. */
export function isRunning(pid: number): boolean {
  const state = statOf(pid)?.[0];
  return state !== undefined && state !== 'Z' && state !== 'X';
}

/** A process and all that came from it, as far as they have not been handed to a parent outside. */
export function treeOf(pid: number): number[] {
  const found = [pid];
  for (const parent of found)
    for (const thread of list(`/proc/${parent}/task`))
      found.push(...childrenOf(`/proc/${parent}/task/${thread}/children`));
  return found;
}

/** Resident bytes; shared pages count for each process that has them. */
export function residentBytesOf(pid: number): number {
  return kilobytesIn(`/proc/${pid}/status`, /^VmRSS:\s+(\d+) kB/m);
}

/** Resident bytes, with a share of each page that several processes have. */
export function proportionalBytesOf(pid: number): number {
  return kilobytesIn(`/proc/${pid}/smaps_rollup`, /^Pss:\s+(\d+) kB/m);
}

function kilobytesIn(path: string, pattern: RegExp): number {
  return Number(pattern.exec(read(path) ?? '')?.[1] ?? 0) * 1024;
}

function childrenOf(path: string): number[] {
  return (read(path) ?? '').split(' ').filter(Boolean).map(Number);
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
