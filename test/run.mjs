import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../local/failure.mjs';
import { tieToThisProcess } from '../local/parent-death.mjs';
import { Teardown } from '../local/teardown.mjs';
import { printCoverage } from './setup/coverage.mjs';
import { startServices } from './setup/services.mjs';

/**
 * `npm test [-- <arguments of Jest>]`: databases of its own, all tests, the coverage when all of them run (or with
 * `--coverage`), and as the last line `N passed, N failed, N skipped`.
 */
const ROOT = join(import.meta.dirname, '..');
const args = process.argv.slice(2);
const withCoverage = args.length === 0 || args.includes('--coverage');

const teardown = new Teardown();
const folder = mkdtempSync(join(tmpdir(), 'lyceum-test-output-'));
teardown.add(() => rmSync(folder, { recursive: true, force: true }));
const paths = {
  sums: join(folder, 'sums.json'),
  jestCoverage: join(folder, 'jest'),
  childCoverage: join(folder, 'children'),
};

/** @type {import('node:child_process').ChildProcess | null} */
let jest = null;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => {
    if (jest) jest.kill('SIGTERM');
    else void finish(1);
  });

try {
  await teardown.own(
    startServices(withCoverage ? paths.childCoverage : null, console.log).then((services) => ({
      stop: () => services.run(),
    })),
  );
  jest = startJest();
  const [code] = await once(jest, 'exit');
  if (withCoverage && existsSync(paths.childCoverage))
    await printCoverage(ROOT, paths.childCoverage, paths.jestCoverage);
  await finish(code ?? 1);
} catch (error) {
  console.error(messageOf(error));
  await finish(1);
}

function startJest() {
  const coverage = ['--coverage', '--coverageReporters=json', `--coverageDirectory=${paths.jestCoverage}`];
  const jestProgram = createRequire(import.meta.url).resolve('jest/bin/jest');
  const tied = tieToThisProcess(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      jestProgram,
      ...(withCoverage ? coverage : []),
      ...args.filter((argument) => argument !== '--coverage'),
    ],
    'SIGTERM',
  );
  return spawn(tied.program, tied.args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, LYCEUM_TEST_SUMS: paths.sums },
  });
}

/** @param {number} code */
async function finish(code) {
  const sums = existsSync(paths.sums)
    ? JSON.parse(readFileSync(paths.sums, 'utf8'))
    : { passed: 0, failed: 1, skipped: 0 };
  await teardown.run();
  console.log(`${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped`);
  process.exit(sums.failed > 0 ? 1 : code);
}
