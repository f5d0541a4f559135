import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import pg from 'pg';
import { Teardown } from '../../local/teardown.mjs';
import { startServices } from '../setup/services.mjs';
import { makeTemporaryFolder } from '../setup/temporary-folder.mjs';
import { startSystem } from '../support/system.mjs';
import { readOptions } from './options.mjs';

/* `npm run fuzz`: sends random requests to a running system and compares the answers with openapi/openapi.json (CONTRIBUTING.md). */

const ROOT = join(import.meta.dirname, '..', '..');
const DOCUMENT = join(ROOT, 'openapi', 'openapi.json');

/**
 * A system of its own, which ends with the program.
 * @param {Teardown} teardown
 */
async function startOwnSystem(teardown) {
  const folder = makeTemporaryFolder();
  teardown.add(() => rmSync(folder, { recursive: true, force: true }));
  await teardown.own(startServices(folder, null, console.error, { browser: false }));
  const system = await teardown.own(startSystem());
  const db = new pg.Pool({ connectionString: system.database.url, max: 2 });
  teardown.add(() => db.end());
  return { baseUrl: system.api.url, db };
}

/** The fuzzer is written in TypeScript, as the tests are that share it. */
async function load() {
  const outfile = join(ROOT, 'dist', 'fuzz', 'fuzz.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'fuzz.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    sourcemap: 'inline',
  });
  /** @type {typeof import('./fuzz.js')} */
  const loaded = await import(pathToFileURL(outfile).href);
  return loaded.fuzz;
}

const teardown = new Teardown();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => void teardown.run().finally(() => process.exit(1)));
try {
  const { operation, baseUrl, ...options } = readOptions(process.argv.slice(2));
  const fuzz = await load();
  const system = baseUrl === null ? await startOwnSystem(teardown) : { baseUrl };
  const { tally, summary } = await fuzz(DOCUMENT, operation, { ...options, ...system, isShared: baseUrl !== null });
  console.log(summary.join('\n'));
  for (const line of tally.report()) console.log(`\n${line}`);
  process.exitCode = tally.findings.size > 0 ? 1 : 0;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await teardown.run();
  // A system that did not start may have left a process behind, which ends with this one.
  process.exit();
}
