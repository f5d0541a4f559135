import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartFailure } from './failure.mjs';
import { tieToThisProcess } from './parent-death.mjs';

const SOURCES = ['src', 'migrations'];
const SETTINGS = ['nest-cli.json', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];

/** The sources that `dist` was built from, as a digest: times tell little after a checkout. */
const STAMP = 'dist/.built-from';

/**
 * Builds `dist` unless it was built from these very sources.
 * @param {string} root the folder of package.json
 * @param {() => void} onBuild called when a build is needed
 * @throws {StartFailure} with what the compiler said
 */
export async function buildIfNeeded(root, onBuild) {
  const digest = await digestOfSources(root);
  const stamp = join(root, STAMP);
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === digest) return;
  onBuild();
  await rm(stamp, { force: true });
  const { program, args } = nestCommand(['build']);
  try {
    await promisify(execFile)(program, args, { cwd: root, maxBuffer: 20_000_000 });
  } catch (error) {
    const { stdout = '', stderr = '' } = /** @type {{ stdout?: string, stderr?: string }} */ (error);
    throw new StartFailure(`The build failed:\n${stdout}${stderr}`);
  }
  await removeOutputsWithoutSource(root);
  await writeFile(stamp, digest);
}

/**
 * @param {string[]} command
 * @returns {{ program: string, args: string[] }} how to run the Nest command line without npm in between
 */
export function nestCommand(command) {
  const nest = createRequire(import.meta.url).resolve('@nestjs/cli/bin/nest.js');
  return tieToThisProcess(process.execPath, [nest, ...command], 'SIGTERM');
}

/** @param {string} root */
async function digestOfSources(root) {
  const hash = createHash('sha256').update(process.version.split('.')[0] ?? '');
  const sources = (await filesUnder(root, SOURCES)).filter((path) => !path.endsWith('.spec.ts'));
  for (const path of [...sources, ...SETTINGS]) hash.update(path).update(await readFile(join(root, path)));
  return hash.digest('hex');
}

/**
 * The compiler leaves the output of a deleted file behind, and a deleted migration would still run.
 * @param {string} root
 */
async function removeOutputsWithoutSource(root) {
  const outputs = await filesUnder(join(root, 'dist'), SOURCES);
  for (const output of outputs) {
    const source = output.replace(/\.(js|js\.map|d\.ts)$/, '.ts');
    if (!existsSync(join(root, source))) await rm(join(root, 'dist', output));
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
