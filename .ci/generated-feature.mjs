// Fails when a feature that `npm run generate feature` writes does not build, breaks a rule, differs from its migration or
// fails its own tests. Generates one in a copy of the commit, which is thrown away.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const FEATURE = 'lab-journals';

const copy = mkdtempSync(join(tmpdir(), 'lyceum-generated-'));
try {
  execFileSync('git', ['clone', '--quiet', '--local', ROOT, copy]);
  for (const folder of ['.', 'sdk', 'admin'])
    symlinkSync(join(ROOT, folder, 'node_modules'), join(copy, folder, 'node_modules'));
  process.exitCode = check() ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function check() {
  if (!run('node', 'tools/generate.mjs', 'feature', FEATURE)) return false;
  const files = execFileSync('git', ['ls-files', '--others', '--modified', '--exclude-standard'], { cwd: copy });
  const written = files
    .toString()
    .split('\n')
    .filter((file) => file.endsWith('.ts'));
  return (
    run('npm', 'run', 'build') &&
    run('node', 'dist/bundle/write-openapi.js') &&
    run('node', 'dist/bundle/write-errors.js') &&
    run('npx', 'tsc', '--noEmit', '-p', 'tsconfig.json') &&
    run('npx', 'eslint', ...written) &&
    run('npx', 'prettier', '--check', ...written) &&
    run('npm', 'run', 'lint:imports') &&
    run('npm', 'run', 'lint:openapi') &&
    run('node', '.ci/schema-drift.mjs') &&
    run('npm', 'test', '--', FEATURE, 'test/house/features', 'test/house/personal-data')
  );
}

/** @param {string} command @param {readonly string[]} args @returns {boolean} whether it went well */
function run(command, ...args) {
  console.log(`\n> ${[command, ...args].join(' ')}`);
  return spawnSync(command, args, { cwd: copy, stdio: 'inherit' }).status === 0;
}
