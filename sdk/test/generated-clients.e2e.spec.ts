import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { signUpAllVerified } from '../../test/factories/person.js';
import { ApiClient } from '../../test/support/http.js';
import { sharedSystem } from '../../test/support/shared-system.mjs';

const ROOT = join(import.meta.dirname, '..');
/** Where the packages of the repository are found by their names. */
const FOLDER = join(ROOT, 'dist', 'generated-clients');
/** With the generators. */
const PATH = `${join(ROOT, 'node_modules', '.bin')}:${join(ROOT, '..', 'node_modules', '.bin')}:${process.env.PATH}`;
const STRICT = { strict: true, noUncheckedIndexedAccess: true, types: ['node'], rootDir: '.' };
const BUNDLED = { bundle: true, format: 'esm', platform: 'node', target: 'node20' } as const;

/** Each is put into the program in place of what is right, and does not compile. */
const MISTAKES = [
  ["'slot_taken'", "'slot_takn'"],
  ['error.alternatives[0]', 'error.alternativs[0]'],
  ['error.alternatives[0]?.start', 'error.alternatives[0].start'],
  ["error?.code === 'slot_taken'", "error?.code === 'hold_expired'"],
  ["start: '2032-03-01T09:00:00Z'", "begin: '2032-03-01T09:00:00Z'"],
  ['durations: [60]', 'duration: 60'],
  ['data?.status ??', 'data?.state ??'],
] as const;

const { apiUrl } = sharedSystem();
const run = promisify(execFile);
const guide = readFileSync(join(ROOT, '..', 'docs', 'sdk.md'), 'utf8');

describe.each([
  { name: 'openapi-fetch', compilerOptions: { ...STRICT, exactOptionalPropertyTypes: true } },
  { name: 'hey-api', compilerOptions: STRICT },
])('the client of $name', ({ name, compilerOptions }) => {
  const folder = join(FOLDER, name);
  const [commands = '', program = ''] = ['sh', 'ts'].map(
    (kind) => new RegExp(`^\`\`\`${kind} ${name}\n(.*?)^\`\`\`$`, 'ms').exec(guide)?.[1],
  );

  beforeAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    // npx would leave the folder for that of the workspace.
    const script = commands.replaceAll('http://localhost:3000', apiUrl).replace(/^npx (@[\w-]+\/)?/m, '');
    await run('bash', ['-euc', script], { cwd: folder, env: { ...process.env, PATH } });
    await writeFile(join(folder, 'program.ts'), program);
  });

  it('is strictly typed, down to the alternatives of a taken slot', async () => {
    for (const [index, [right, wrong]] of MISTAKES.entries()) {
      expect(program).toContain(right);
      await writeFile(join(folder, `mistake-${index}.ts`), program.replace(right, wrong));
    }
    const settings = { extends: '../../../tsconfig.json', compilerOptions, include: ['*.ts'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    const { stdout } = await run(join(ROOT, 'node_modules', '.bin', 'tsc'), ['-p', folder], { cwd: folder }).catch(
      (error: unknown) => error as { readonly stdout: string },
    );
    const faulty = new Set([...stdout.matchAll(/^(\S+)\.ts\(\d+,\d+\): error/gm)].map(([, file]) => file));
    expect([...faulty].sort()).toEqual(MISTAKES.map((_mistake, index) => `mistake-${index}`));
  });

  it('books a time, and is told of others when it is taken', async () => {
    const output = /^Both print\n+```text\n(.*?)^```$/ms.exec(guide)?.[1];
    const [{ email, password }] = await signUpAllVerified(new ApiClient(apiUrl), 'Ada');
    const outfile = join(folder, 'program.js');
    await build({ entryPoints: [join(folder, 'program.ts')], outfile, ...BUNDLED });
    const { stdout } = await run(process.execPath, [outfile], {
      env: { LYCEUM_URL: apiUrl, LYCEUM_EMAIL: email, LYCEUM_PASSWORD: password },
      timeout: 30_000,
    });
    expect(stdout).toBe(output);
  });
});
