import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import { signUpAllVerified } from '../../test/factories/person.js';
import { ApiClient } from '../../test/support/http.js';
import { sharedSystem } from '../../test/support/shared-system.mjs';

const ROOT = join(import.meta.dirname, '..');
/** Where the package is found by its name. */
const FOLDER = join(ROOT, 'dist', 'recipes');
const { apiUrl } = sharedSystem();
const run = promisify(execFile);

interface Recipe {
  readonly title: string;
  readonly code: string;
  readonly output: string;
}

let client: string;
let recipes: Recipe[];

beforeAll(async () => {
  const text = await readFile(join(ROOT, 'README.md'), 'utf8');
  client = /^```ts lyceum\.ts\n(.*?)^```$/ms.exec(text)![1]!;
  recipes = [...text.matchAll(/^### (.+?)$.*?^```ts recipe\n(.*?)^```$\s*^```text\n(.*?)^```$/gms)].map(
    ([, title = '', code = '', output = '']) => ({ title, code, output }),
  );
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
});

describe('the recipes of the README', () => {
  it('compile', async () => {
    expect(recipes).toHaveLength(10);
    await writeFile(join(FOLDER, 'lyceum.ts'), client);
    for (const [index, { code }] of recipes.entries()) await writeFile(join(FOLDER, `recipe-${index + 1}.ts`), code);
    const compilerOptions = { strict: true, noEmit: true, rootDir: '.', types: ['node'], outDir: 'none' };
    const settings = { extends: '../../tsconfig.json', compilerOptions, include: ['*.ts'] };
    await writeFile(join(FOLDER, 'tsconfig.json'), JSON.stringify(settings));
    const { stdout } = await run(join(ROOT, 'node_modules', '.bin', 'tsc'), ['-p', FOLDER]).catch(
      (error: unknown) => error as { readonly stdout: string },
    );
    expect(stdout).toBe('');
  });

  it.each(Array.from({ length: 10 }, (_one, index) => index))('print what they say (%#)', async (index) => {
    const { title, code, output } = recipes[index]!;
    expect(title.startsWith(`${index + 1}. `)).toBe(true);
    const folder = join(FOLDER, String(index + 1));
    await mkdir(folder, { recursive: true });
    for (const [name, source] of Object.entries({ lyceum: client, recipe: code })) {
      const { code: script } = await transform(source, { loader: 'ts', format: 'esm', target: 'node20' });
      await writeFile(join(folder, `${name}.js`), script);
    }
    const [{ email, password }] = await signUpAllVerified(new ApiClient(apiUrl), 'Ada');
    const { stdout } = await run(process.execPath, [join(folder, 'recipe.js')], {
      env: { LYCEUM_URL: apiUrl, LYCEUM_EMAIL: email, LYCEUM_PASSWORD: password },
      timeout: 30_000,
    });
    expect(stdout).toBe(output);
  });
});
