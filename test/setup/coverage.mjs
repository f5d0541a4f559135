import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Report } from 'c8';

/**
 * What `c8` documents in its source only.
 * @typedef {{ getCoverageMapFromAllCoverageFiles(): Promise<import('istanbul-lib-coverage').CoverageMap> }} CoverageReport
 */

/**
 * Unites what Jest saw inside its processes with what the API, the worker and the command line ran in theirs, and
 * prints the covered lines of `src` by folder.
 * @param {string} root the folder of package.json
 * @param {string} childrenFolder where the child processes left their V8 coverage
 * @param {string} jestFolder where Jest left its report
 * @returns {Promise<number>} how much of all lines, in percent
 */
export async function printCoverage(root, childrenFolder, jestFolder) {
  const options = {
    include: ['dist/src/**'],
    extension: ['.js'],
    excludeNodeModules: true,
    tempDirectory: childrenFolder,
    reportsDirectory: jestFolder,
    reporter: [],
    resolve: '',
    all: true,
    src: [root],
    // One report at a time: each holds every script of its process.
    mergeAsync: true,
  };
  const report = /** @type {CoverageReport} */ (/** @type {unknown} */ (new Report(options)));
  const map = await report.getCoverageMapFromAllCoverageFiles();
  const jestReport = join(jestFolder, 'coverage-final.json');
  if (existsSync(jestReport)) map.merge(JSON.parse(readFileSync(jestReport, 'utf8')));

  /** @type {Map<string, { covered: number, total: number }>} */
  const folders = new Map();
  for (const file of map.files()) {
    const path = relative(root, file);
    if (!path.startsWith('src/') || !existsSync(file)) continue;
    const { covered, total } = map.fileCoverageFor(file).toSummary().lines;
    for (const name of [
      path
        .split('/')
        .slice(0, 3)
        .join('/')
        .replace(/[^/]*\.ts$/, ''),
      'src',
    ]) {
      const sum = folders.get(name) ?? { covered: 0, total: 0 };
      folders.set(name, { covered: sum.covered + covered, total: sum.total + total });
    }
  }
  console.log('\nCovered lines');
  for (const [name, { covered, total }] of [...folders].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${percent(covered, total).padStart(7)}  ${name} (${covered} of ${total})`);
  const { covered, total } = folders.get('src') ?? { covered: 0, total: 0 };
  return (100 * covered) / Math.max(total, 1);
}

/**
 * @param {number} covered
 * @param {number} total
 */
function percent(covered, total) {
  return `${((100 * covered) / Math.max(total, 1)).toFixed(1)} %`;
}
