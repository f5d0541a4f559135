import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const ADMIN = join(import.meta.dirname, '..');
const ROOT = join(ADMIN, '..');
const DIST = join(ROOT, 'dist', 'admin');
/** The page of rooms, which is small by having nothing of the dashboard. */
const ROOM = join(ADMIN, 'room');
const ROOM_DIST = join(ROOT, 'dist', 'room');
const STAMP = join(DIST, '.built-from');

const FOLDERS = ['admin/src', 'admin/room', 'admin/tools', 'sdk/src', 'sdk/tools'].map((folder) => join(ROOT, folder));
const FILES = [
  ...['index.html', 'package.json', 'tsconfig.json', 'vite.config.js'].map((name) => join(ADMIN, name)),
  ...['package-lock.json', 'openapi/openapi.json'].map((name) => join(ROOT, name)),
];

/** What is made of the document, and so by the SDK's own build. */
const GENERATED = join(ROOT, 'sdk', 'src', 'generated');

/**
 * Builds `dist/admin` and `dist/room`, and the SDK before them, unless they were built from this very document and these very sources.
 * @returns {Promise<boolean>} whether there was anything to do
 * @throws {Error} with what the bundler said
 */
export async function buildDashboard() {
  const digest = await digestOfSources();
  if (existsSync(STAMP) && existsSync(ROOM_DIST) && (await readFile(STAMP, 'utf8')) === digest) return false;
  // Both are loaded only here, because each brings a compiler along.
  const { buildPackage } = await import('../../sdk/tools/build.mjs');
  await buildPackage();
  const { build } = await import('vite');
  await build({ root: ADMIN, configFile: join(ADMIN, 'vite.config.js'), logLevel: 'warn' });
  await build({ root: ROOM, configFile: join(ROOM, 'vite.config.js'), logLevel: 'warn' });
  await compressAssets(DIST);
  await compressAssets(ROOM_DIST);
  await writeFile(STAMP, digest);
  return true;
}

/**
 * Once, when they are made: the server sends what the browser accepts.
 * @param {string} dist
 */
async function compressAssets(dist) {
  const folder = join(dist, 'assets');
  const names = (await readdir(folder)).filter((name) => /\.(js|css)$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      const [path, text] = [join(folder, name), await readFile(join(folder, name))];
      const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
      await writeFile(`${path}.br`, await promisify(brotliCompress)(text, { params }));
      await writeFile(`${path}.gz`, await promisify(gzip)(text, { level: 9 }));
    }),
  );
}

async function digestOfSources() {
  const inFolders = (await Promise.all(FOLDERS.map(filesUnder))).flat().filter((file) => !file.startsWith(GENERATED));
  const hash = createHash('sha256');
  for (const file of [...inFolders.sort(), ...FILES]) hash.update(file.slice(ROOT.length)).update(await readFile(file));
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
