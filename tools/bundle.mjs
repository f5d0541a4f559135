import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build, stop } from 'esbuild';
import { withNaturalNames } from './natural-names.mjs';
import { writeReference } from './reference.mjs';

/** Entry points in `dist/src`; each becomes a file of its base name. */
const PROGRAMS = [
  'main',
  'worker',
  'executor',
  'cli/migrate',
  'cli/seed',
  'cli/audit-verify',
  'cli/verify-restore',
  'cli/write-openapi',
  'cli/write-errors',
  'cli/sandbox-setup',
];

/** External packages, which load files from their own folder: native add-ons, pages, other formats. */
const LOADED_FROM_THEIR_FOLDER = ['@node-rs/argon2', 'msgpackr-extract', 'swagger-ui-dist', 'jsonc-parser'];

/**
 * Bundles the compiled programs with their packages into `dist/bundle`, because most of the start-up time is the
 * resolution of some 3,900 modules. Source maps keep the lines of stacks. Also writes `dist/reference`.
 * @param {string} root the folder of package.json, with `dist/src` built
 * @throws on imports that cannot be resolved
 */
export async function bundle(root) {
  const outdir = join(root, 'dist', 'bundle');
  await rm(outdir, { recursive: true, force: true });
  await writeReference(root);
  await build({
    absWorkingDir: root,
    entryPoints: PROGRAMS.map((program) => join(root, 'dist', 'src', `${program}.js`)),
    outdir,
    entryNames: '[name]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Nest, TypeORM and the OpenAPI document depend on class names.
    keepNames: true,
    // Less to parse at each start; stacks are source-mapped.
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: true,
    sourcesContent: false,
    external: LOADED_FROM_THEIR_FOLDER,
    plugins: [ownFiles(root), packages],
    banner: { js: SURROUNDINGS },
    logLevel: 'silent',
  });
  await stop();
  const files = (await readdir(outdir)).filter((name) => name.endsWith('.js'));
  for (const path of files.map((name) => join(outdir, name)))
    await writeFile(path, withNaturalNames(await readFile(path, 'utf8')));
}

/** Banner of each file: the CommonJS variables that packages expect, and the location of `dist`. */
const SURROUNDINGS = `import { createRequire as lyceumRequire } from 'node:module';
import { fileURLToPath as lyceumPath } from 'node:url';
const require = lyceumRequire(import.meta.url);
const __filename = lyceumPath(import.meta.url);
const __dirname = lyceumPath(new URL('.', import.meta.url));
const lyceumDist = new URL('..', import.meta.url);`;

/**
 * Rewrites `import.meta` in our files to their location in `dist/src`, where the files that they look for are.
 * @param {string} root
 * @returns {import('esbuild').Plugin}
 */
function ownFiles(root) {
  const dist = join(root, 'dist');
  return {
    name: 'own-files',
    setup(building) {
      building.onLoad({ filter: /[\\/]dist[\\/]src[\\/].*\.js$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        if (!text.includes('import.meta.')) return null;
        const place = `new URL(${JSON.stringify(relative(dist, path).replaceAll('\\', '/'))}, lyceumDist)`;
        const contents = text
          .replaceAll('import.meta.dirname', `lyceumPath(new URL('.', ${place}))`)
          .replaceAll('import.meta.url', `${place}.href`);
        return { contents };
      });
    },
  };
}

/**
 * Nest loads some packages by `createRequire`, which the bundler does not see: a second copy of the package would run,
 * with a registry of its own. It imports others, which are CommonJS, dynamically: the bundler would give them a default
 * export only. Optional peer dependencies that are not installed (other databases, other transports) fail when they are
 * used, not when they are bundled.
 * @type {import('esbuild').Plugin}
 */
const packages = {
  name: 'packages',
  setup(building) {
    building.onLoad({ filter: /[\\/]node_modules[\\/]@nestjs[\\/].*\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text
        .replace(/^const require = createRequire\(import\.meta\.url\);$/m, '')
        .replace(/\bimport\(('class-(?:validator|transformer)')\)/g, 'Promise.resolve().then(() => require($1))');
      return contents === text ? null : { contents };
    });
    building.onResolve({ filter: /^[^./]/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === 'asked' || !importer.includes('node_modules')) return null;
      const found = await building.resolve(path, { importer, resolveDir, kind, pluginData: 'asked' });
      return found.errors.length > 0 ? { path, external: true } : found;
    });
  },
};

if (process.argv[1] === import.meta.filename) await bundle(process.cwd());
