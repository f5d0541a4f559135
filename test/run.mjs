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
 * again, the covered lines as well), and as the last line `N passed, N failed, N skipped`.
 */
const ROOT = join(import.meta.dirname, '..');
const args = process.argv.slice(2);
const withCoverage = args.includes('--coverage');

/** How long Jest may take to end after its last test; the shared system stops in it, and writes its coverage. */
const END_WITHIN_MS = 60_000;

/** @type {{ passed: number, failed: number, skipped: number }} */
let sums = { passed: 0, failed: 1, skipped: 0 };
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
  await teardown.own(startServices(folder, childCoverage, console.log));
  jest = startJest();
  const [code] = await once(jest, 'exit');
  if (childCoverage && existsSync(childCoverage)) await printCoverage(ROOT, childCoverage, jestCoverage);
  await finish(code ?? 1);
} catch (error) {
  console.error(messageOf(error));
  await finish(1);
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
      ...args.filter((argument) => argument !== '--coverage'),
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
  console.log(`${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped`);
  process.exit(sums.failed > 0 ? 1 : code);
}
