import { writeFileSync } from 'node:fs';

/** Where `test/run.mjs` reads the sums. */
const FILE = 'LYCEUM_TEST_SUMS';

/** Hands the sums to the program that started Jest, which prints them last, after the coverage. */
class SumLineReporter {
  /**
   * @param {unknown} _contexts
   * @param {import('@jest/reporters').AggregatedResult} results
   */
  onRunComplete(_contexts, results) {
    const file = process.env[FILE];
    const sums = {
      passed: results.numPassedTests,
      // A file that does not even run hides tests that would have.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    if (file) writeFileSync(file, JSON.stringify(sums));
  }
}

export default SumLineReporter;
