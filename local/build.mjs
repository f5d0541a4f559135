import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundle } from '../tools/bundle.mjs';
import { StartFailure } from './failure.mjs';
import { tieToThisProcess } from './parent-death.mjs';

const SOURCES = ['src', 'migrations'];
const SETTINGS = [
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
  'tools/bundle.mjs',
  'tools/natural-names.mjs',
  'tools/reference.mjs',
];

/**
 * Content digests of all sources and of the migrations that `dist` was built from; mtimes are unreliable after a
 * checkout.
 */
export const BUILD_STAMP = 'dist/.built-from';

/**
 * @param {string} root the folder of package.json
 * @returns {Promise<string | null>} digest of the sources; null when `dist` is up to date
 */
export async function sourcesToBuild(root) {
  const stamp = await digestOfSources(root);
  return (await builtFrom(root)) === stamp ? null : stamp;
}

/**
 * The same for programs that use only the migrations of the build.
 * @param {string} root the folder of package.json
 */
export async function migrationsToBuild(root) {
  const stamp = await digestOfSources(root);
  return (await builtFrom(root))?.split('\n')[1] === stamp.split('\n')[1] ? null : stamp;
}

/**
 * @param {string} root
 * @returns {Promise<string | null>}
 */
async function builtFrom(root) {
  const stamp = join(root, BUILD_STAMP);
  return existsSync(stamp) ? readFile(stamp, 'utf8') : null;
}

/**
 * @param {string} root the folder of package.json
 * @param {string} digest of the sources
 * @throws {StartFailure} with the output of the compiler
 */
export async function build(root, digest) {
  const { program, args } = tieToThisProcess(process.execPath, [nestProgram(), 'build'], 'SIGTERM');
  await rm(join(root, BUILD_STAMP), { force: true });
  try {
    await promisify(execFile)(program, args, { cwd: root, maxBuffer: 20_000_000 });
  } catch (error) {
    const { stdout = '', stderr = '' } = /** @type {{ stdout?: string, stderr?: string }} */ (error);
    throw new StartFailure(`The build failed:\n${stdout}${stderr}`);
  }
  await removeOutputsWithoutSource(root);
  await bundle(root);
  await writeFile(join(root, BUILD_STAMP), digest);
}

/** @returns {string} path of the Nest command line, to be run without npm in between */
export function nestProgram() {
  return createRequire(import.meta.url).resolve('@nestjs/cli/bin/nest.js');
}

/** @param {string} root */
async function digestOfSources(root) {
  const sources = (await filesUnder(root, SOURCES)).filter((path) => !path.endsWith('.spec.ts'));
  const migrations = sources.filter((path) => path.startsWith('migrations/'));
  return `${await digestOf(root, [...sources, ...SETTINGS])}\n${await digestOf(root, migrations)}`;
}

/**
 * @param {string} root
 * @param {string[]} paths
 */
async function digestOf(root, paths) {
  const hash = createHash('sha256').update(process.version.split('.')[0] ?? '');
  for (const path of paths) hash.update(path).update(await readFile(join(root, path)));
  return hash.digest('hex');
}

/**
 * Removes outputs without a source: the compiler leaves them behind, and a deleted migration would still run.
 * @param {string} root
 */
async function removeOutputsWithoutSource(root) {
  const outputs = await filesUnder(join(root, 'dist'), SOURCES);
  for (const output of outputs) {
    const source = output.replace(/\.(js|js\.map|d\.ts)$/, '.ts');
    // Browser files are copied, and keep their names.
    if (!existsSync(join(root, source)) && !existsSync(join(root, output))) await rm(join(root, 'dist', output));
  }
}

/**
 * @param {string} root
 * @param {string[]} folders
 * @returns {Promise<string[]>} paths relative to the root, sorted
 */
async function filesUnder(root, folders) {
  const lists = folders.map(async (folder) => {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  });
  return (await Promise.all(lists))
    .flat()
    .map((path) => path.slice(root.length + 1))
    .sort();
}
