import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { messageOf } from '../local/failure.mjs';
import { tieToThisProcess } from '../local/parent-death.mjs';
import { Teardown } from '../local/teardown.mjs';
import { printCoverage } from './setup/coverage.mjs';
import { startServices } from './setup/services.mjs';
import { makeTemporaryFolder } from './setup/temporary-folder.mjs';

/**
 * `npm test [-- <arguments of Jest>]`: databases of its own, all tests (with `--coverage`, which takes half as long
 * again, the covered lines as well), the slowest files, and as the last line `N passed, N failed, N skipped`.
 * `--size=unit` runs the tests that need nothing else, `--size=db` those that need the databases and no built process.
 */
const ROOT = join(import.meta.dirname, '..');
const args = process.argv.slice(2);
const withCoverage = args.includes('--coverage');
const size = args.find((argument) => argument.startsWith('--size='))?.slice('--size='.length);
if (size !== undefined && size !== 'unit' && size !== 'db') {
  console.error(`There is no size "${size}": unit or db; without one, all tests run.`);
  process.exit(2);
}

/** Of all lines, in percent; less fails a run of all tests. */
const LEAST_COVERED = 80;

/** How long Jest may take to end after its last test; the shared system stops in it, and writes its coverage. */
const END_WITHIN_MS = 60_000;

/** @type {import('./setup/sum-line-reporter.mjs').RunSummary} */
let sums = { passed: 0, failed: 1, skipped: 0, slowest: [] };
const teardown = new Teardown();
const folder = makeTemporaryFolder();
teardown.add(() => rmSync(folder, { recursive: true, force: true }));
const childCoverage = withCoverage ? join(folder, 'children') : null;
const jestCoverage = join(folder, 'jest');

/** @type {import('node:child_process').ChildProcess | null} */
let jest = null;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => {
    if (jest) jest.kill('SIGTERM');
    else void finish(1);
  });

try {
  if (size !== 'unit')
    await teardown.own(startServices(folder, childCoverage, console.log, { programs: size !== 'db' }));
  if (size === undefined) await buildSdk();
  jest = startJest();
  const [code] = await once(jest, 'exit');
  const covered =
    childCoverage && existsSync(childCoverage) ? await printCoverage(ROOT, childCoverage, jestCoverage) : LEAST_COVERED;
  const isEnough = covered >= LEAST_COVERED || args.some((argument) => argument !== '--coverage');
  if (!isEnough) console.error(`Less than ${LEAST_COVERED} % of the lines are covered.`);
  await finish(isEnough ? (code ?? 1) : 1);
} catch (error) {
  console.error(messageOf(error));
  await finish(1);
}

/** Loaded only here, because it brings a compiler along. */
async function buildSdk() {
  const { buildPackage } = await import('../sdk/tools/build.mjs');
  await buildPackage();
}

function startJest() {
  const program = createRequire(import.meta.url).resolve('jest/bin/jest');
  const coverage = ['--coverage', '--coverageReporters=json', `--coverageDirectory=${jestCoverage}`];
  const tied = tieToThisProcess(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      program,
      ...(withCoverage ? coverage : []),
      ...args.filter((argument) => argument !== '--coverage' && !argument.startsWith('--size=')),
      ...(size ? ['--selectProjects', size] : []),
    ],
    'SIGTERM',
  );
  const child = spawn(tied.program, tied.args, { cwd: ROOT, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  child.on('message', (message) => {
    sums = /** @type {typeof sums} */ (message);
    setTimeout(() => {
      console.error('The tests are over, but one has left something open that keeps Jest from ending.');
      sums.failed += 1;
      child.kill('SIGKILL');
    }, END_WITHIN_MS).unref();
  });
  return child;
}

/** @param {number} code */
async function finish(code) {
  await teardown.run();
  for (const { path, seconds } of sums.slowest) console.log(`${seconds.toFixed(1).padStart(7)} s  ${path}`);
  console.log(`${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped`);
  process.exit(sums.failed > 0 ? 1 : code);
}
