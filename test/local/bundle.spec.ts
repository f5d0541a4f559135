import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { NodeProcess } from '../support/node-process.mjs';
import { readServices } from '../support/services.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const LOADS = /load "[^"]*\/node_modules\/((?:@[^/"]+\/)?[^/"]+)\//;
/** The packages that stay apart (tools/bundle.mjs), and what the two compiled ones load. */
const APART = [
  '@node-rs/argon2',
  '@node-rs/argon2-linux-x64-gnu',
  'swagger-ui-dist',
  'jsonc-parser',
  'msgpackr-extract',
  '@msgpackr-extract/msgpackr-extract-linux-x64',
  'node-gyp-build-optional-packages',
  'detect-libc',
];

describe('the bundled programs', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  it.each(['main', 'worker'] as const)('load no second copy of a package that they contain: %s', async (program) => {
    const env = { DATABASE_URL: database.url, REDIS_URL: readServices().redisUrl, NODE_DEBUG: 'module' };
    const started = new NodeProcess(program, env);
    await started.ready;
    await started.stop();
    const loaded = new Set(started.logs.flatMap((line) => LOADS.exec(line)?.[1] ?? []));
    expect([...loaded].filter((name) => !APART.includes(name))).toEqual([]);
    expect(loaded).toContain('@node-rs/argon2');
  });

  it('show the lines of the sources in a stack', async () => {
    const folder = mkdtempSync(join(readServices().folder, 'bundle-'));
    const source = join(folder, 'fails.ts');
    const lines = join(ROOT, 'dist', 'src', 'infra', 'telemetry', 'source-lines.js');
    writeFileSync(
      source,
      `import { showSourceLines } from ${JSON.stringify(lines)};

showSourceLines();
interface Reason { readonly text: string }
function fail({ text }: Reason): never {
  throw new TypeError(text);
}
try { fail({ text: 'no paper' }); } catch (error) { console.log((error as Error).stack); }`,
    );
    const outfile = join(folder, 'out', 'fails.mjs');
    await build({
      entryPoints: [source],
      outfile,
      bundle: true,
      minify: true,
      keepNames: true,
      sourcemap: true,
      platform: 'node',
      format: 'esm',
    });
    const stack = execFileSync(process.execPath, [outfile]).toString();
    expect(stack).toMatch(/^TypeError: no paper\n/);
    expect(stack).toContain(`at fail (${source}:6:9)`);
    expect(stack).toContain(`${source}:8:7`);
  });
});
