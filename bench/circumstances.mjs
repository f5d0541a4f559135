import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';

/**
 * Environment of a measurement, without which figures cannot be compared.
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

/** Commit, marked when the working tree is dirty. */
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
