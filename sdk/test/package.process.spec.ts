import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');
const run = promisify(execFile);

const PROGRAM = `
  const problem = { type: 'about:blank', title: 'Taken', status: 409, instance: '/', code: 'slot_taken', requestId: 'r' };
  const error = new sdk.ProblemError({ ...problem, alternatives: [] });
  console.log(error instanceof sdk.SlotTaken, error instanceof sdk.NotFound, error.name, typeof new sdk.Lyceum({
    baseUrl: 'http://localhost:3000' }).bookings.create);
`;
const PRINTED = 'true false SlotTaken function\n';

/** @returns how much of the package a program loads that says this, minified, in bytes */
async function gzippedSizeOf(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT },
    ...{ bundle: true, minify: true, write: false, format: 'esm', platform: 'browser', target: 'es2022' },
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}

describe('the package', () => {
  it('is loaded by import and by require', async () => {
    const modules = ['--input-type=module', '-e', `import * as sdk from '@lyceum/sdk';${PROGRAM}`];
    const commonJs = ['--input-type=commonjs', '-e', `const sdk = require('@lyceum/sdk');${PROGRAM}`];
    for (const args of [modules, commonJs])
      expect((await run(process.execPath, args, { cwd: ROOT })).stdout).toBe(PRINTED);
  });

  it('compiles where TypeScript knows no exports of packages', async () => {
    const folder = join(ROOT, 'dist', 'old-resolution');
    await mkdir(folder, { recursive: true });
    await writeFile(
      join(folder, 'program.ts'),
      "import { Lyceum } from '@lyceum/sdk';\nexport const lyceum: Lyceum = new Lyceum({ baseUrl: '' });\n",
    );
    const compilerOptions = { strict: true, noEmit: true, module: 'commonjs', target: 'es2022', types: [] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    const { stdout } = await run('npx', ['tsc', '-p', folder], { cwd: ROOT });
    expect(stdout).toBe('');
  });

  it('knows the errors of its other copy', async () => {
    const both = `import * as here from '@lyceum/sdk';
      import { createRequire } from 'node:module';
      const there = createRequire(process.cwd() + '/x.js')('@lyceum/sdk');
      class Own extends here.ConnectionError {}
      const kinds = Object.entries({ ...here, Own }).filter(([name, one]) =>
        (one === here.LyceumError || one.prototype instanceof here.LyceumError) && (!one.code || name === 'SlotTaken'));
      const problem = { code: 'slot_taken', title: '', status: 409 };
      for (const error of [new there.ProblemError(problem), new there.TimeoutError(), new there.SignInChanged(),
        new there.UnexpectedAnswer(502, ''), new there.WebhookRefused(), new there.LyceumError(), new Own()])
        console.log(kinds.filter(([, one]) => error instanceof one).map(([name]) => name).sort().join(' '));`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', both], { cwd: ROOT });
    expect(stdout.trim().split('\n')).toEqual([
      'LyceumError ProblemError SlotTaken',
      'ConnectionError LyceumError TimeoutError',
      'LyceumError SignInChanged',
      'LyceumError UnexpectedAnswer',
      'LyceumError WebhookRefused',
      'LyceumError',
      'ConnectionError LyceumError Own',
    ]);
  });

  it('says what parameters are, where they are shown', async () => {
    const resources = await readFile(join(ROOT, 'dist', 'esm', 'generated', 'resources.d.ts'), 'utf8');
    expect(resources).toContain(' * @param recurrenceId The instance, by the local time that the rule gives it.');
    expect(resources).toMatch(/ \* @param query\n +\* - `limit`: Items per page\./);
  });

  it('is as small as what a program uses of it', async () => {
    const one = `import { BookingsApi, Connection, SlotTaken } from '@lyceum/sdk';
      new BookingsApi(new Connection({ baseUrl: '' })).create({}).catch((error) => error instanceof SlotTaken);`;
    expect(await gzippedSizeOf(one)).toBeLessThan(6_000);
    expect(await gzippedSizeOf(`import { Lyceum } from '@lyceum/sdk'; new Lyceum({ baseUrl: '' });`)).toBeLessThan(
      13_500,
    );
  });

  it('packs what it is made of and nothing else', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT });
    const [{ files }] = JSON.parse(stdout);
    const paths: string[] = files.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'dist/esm/index.js']));
    expect(paths.filter((path) => !/^(LICENSE|README\.md|package\.json|dist\/(esm|cjs)\/)/.test(path))).toEqual([]);
  });
});
