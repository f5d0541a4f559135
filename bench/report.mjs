import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { table } from './table.mjs';

/** @typedef {import('./api/measure-api.mjs').Result} Result */

/**
 * What a table of figures is worth nothing without.
 * @param {string} node the program that ran the servers
 */
export function circumstances(node) {
  return {
    at: new Date().toISOString(),
    commit: commitOf(),
    node: execFileSync(node, ['--version'], { encoding: 'utf8' }).trim(),
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}

/** With a mark when something in the folder differs from it. */
function commitOf() {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty', '--exclude=*'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

/** @param {ReturnType<typeof circumstances>} facts */
export function printCircumstances({ commit, node, processor, cores, memoryGiB }) {
  console.log(`${commit}, Node ${node}, ${cores} cores of ${processor}, ${memoryGiB} GiB\n`);
}

/** @param {Readonly<Record<string, Result>>} results by scenario */
export function printApi(results) {
  const head = ['', 'requests/s', 'x floor', 'CPU per request', 'p50', 'p99', 'p99 x floor'];
  const rows = Object.entries(results).flatMap(([scenario, { floor, lyceum }]) => [
    ...(floor ? [[`${scenario}, floor`, ...figures(floor), '']] : []),
    [`${scenario}, Lyceum`, ...figures(lyceum, floor), floor ? (lyceum.p99 / floor.p99).toFixed(1) : ''],
  ]);
  console.log(`${table(head, rows)}\n`);
}

/**
 * @param {import('./load/client.mjs').Round} round
 * @param {import('./load/client.mjs').Round | null} [floor]
 */
function figures({ perSecond, cpuMicros, p50, p99 }, floor = null) {
  return [
    perSecond.toFixed(0),
    floor ? (perSecond / floor.perSecond).toFixed(2) : '',
    `${cpuMicros.toFixed(0)} us`,
    `${p50.toFixed(1)} ms`,
    `${p99.toFixed(1)} ms`,
  ];
}
