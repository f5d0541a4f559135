import { relative } from 'node:path';

/**
 * How long one file of tests took.
 * @typedef {object} FileTime
 * @property {string} path relative to the project
 * @property {number} seconds
 *
 * What the program that started Jest prints last.
 * @typedef {object} RunSummary
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {FileTime[]} slowest slowest first
 */

const SHOWN_FILES = 20;

/** Hands the sums and the slowest files to the program that started Jest, which prints them last, after the coverage. */
class SumLineReporter {
  /** @type {string} */
  #root;

  /** @param {import('@jest/types').Config.GlobalConfig} config */
  constructor(config) {
    this.#root = config.rootDir;
  }

  /**
   * @param {unknown} _contexts
   * @param {import('@jest/reporters').AggregatedResult} results
   */
  onRunComplete(_contexts, results) {
    /** @type {RunSummary} */
    const summary = {
      passed: results.numPassedTests,
      // A file that does not even run hides tests that would have.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
      slowest: results.testResults
        .map(({ testFilePath, perfStats }) => ({
          path: relative(this.#root, testFilePath),
          seconds: (perfStats.end - perfStats.start) / 1000,
        }))
        .sort((one, other) => other.seconds - one.seconds)
        .slice(0, SHOWN_FILES),
    };
    process.send?.(summary);
  }
}

export default SumLineReporter;
