import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';

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
