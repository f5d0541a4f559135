import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { Api } from './api.mjs';
import { emitErrors, emitResources } from './emit.mjs';

const ROOT = join(import.meta.dirname, '..');
const DOCUMENT = join(ROOT, '..', 'openapi', 'openapi.json');
const GENERATED = join(ROOT, 'src', 'generated');
const STAMP = join(ROOT, 'dist', '.built-from');

/**
 * Builds the package, unless it was built from this very document and these very sources.
 * @returns {Promise<boolean>} whether there was anything to do
 * @throws {Error} with what the compiler said
 */
export async function buildPackage() {
  const digest = await digestOfSources();
  if (existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === digest) return false;
  await rm(join(ROOT, 'dist'), { recursive: true, force: true });
  await generate();
  await buildModules();
  await buildCommonJs();
  await writeFile(STAMP, digest);
  return true;
}

/** Types, errors and resources of the document. */
async function generate() {
  const api = new Api(JSON.parse(await readFile(DOCUMENT, 'utf8')));
  const types = await openapiTS(/** @type {any} */ (api.typesDocument()), {
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
  });
  await mkdir(GENERATED, { recursive: true });
  await Promise.all([
    writeFile(join(GENERATED, 'schemas.ts'), astToString(types)),
    writeFile(join(GENERATED, 'errors.ts'), emitErrors(api)),
    writeFile(join(GENERATED, 'resources.ts'), emitResources(api)),
  ]);
}

async function buildModules() {
  const program = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  try {
    await promisify(execFile)(process.execPath, [program, '-p', 'tsconfig.build.json'], { cwd: ROOT });
  } catch (error) {
    const { stdout = '' } = /** @type {{ stdout?: string }} */ (error);
    throw new Error(`The SDK does not compile:\n${stdout}`, { cause: error });
  }
}

/** The same modules for `require`: their types are the same, and only the words for import and export differ. */
async function buildCommonJs() {
  const [from, to] = [join(ROOT, 'dist', 'esm'), join(ROOT, 'dist', 'cjs')];
  await cp(from, to, { recursive: true });
  for (const file of await filesUnder(to)) {
    if (!file.endsWith('.js')) continue;
    const { outputText } = ts.transpileModule(await readFile(file, 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    await writeFile(file, outputText);
  }
  await writeFile(join(to, 'package.json'), `${JSON.stringify({ type: 'commonjs', sideEffects: false })}\n`);
}

async function digestOfSources() {
  const folders = [join(ROOT, 'src'), join(ROOT, 'tools')];
  const files = (await Promise.all(folders.map(filesUnder))).flat().filter((file) => !file.startsWith(GENERATED));
  const settings = ['package.json', 'tsconfig.json', 'tsconfig.build.json'].map((name) => join(ROOT, name));
  const hash = createHash('sha256');
  for (const file of [...files.sort(), ...settings, DOCUMENT])
    hash.update(file.slice(ROOT.length)).update(await readFile(file));
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
async function filesUnder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
