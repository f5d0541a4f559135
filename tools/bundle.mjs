import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build, stop } from 'esbuild';
import { withNaturalNames } from './natural-names.mjs';
import { writeReference } from './reference.mjs';

/** The programs, as the compiler leaves them in `dist/src`; each becomes a file of the same last name. */
const PROGRAMS = ['main', 'worker', 'cli/migrate', 'cli/seed', 'cli/write-openapi', 'cli/write-errors'];

/** These look for files beside themselves: a compiled library, pages, another format of their own. */
const LOADED_FROM_THEIR_FOLDER = ['@node-rs/argon2', 'msgpackr-extract', 'swagger-ui-dist', 'jsonc-parser'];

/**
 * Writes `dist/bundle`: the compiled programs and the packages that they use in a few files, because most of what a
 * start costs is the search for some 3,900 modules. A stack still shows the lines of the sources. Beside it `dist/reference`.
 * @param {string} root the folder of package.json, with `dist/src` built
 * @throws what is missing, when a program imports what is not there
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
    // Nest, TypeORM and the OpenAPI document go by the names of classes.
    keepNames: true,
    // Less to read at each start; what stacks show comes from the maps.
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

/** What stands at the head of each file: what packages in CommonJS expect around them, and where `dist` is. */
const SURROUNDINGS = `import { createRequire as lyceumRequire } from 'node:module';
import { fileURLToPath as lyceumPath } from 'node:url';
const require = lyceumRequire(import.meta.url);
const __filename = lyceumPath(import.meta.url);
const __dirname = lyceumPath(new URL('.', import.meta.url));
const lyceumDist = new URL('..', import.meta.url);`;

/**
 * A file of ours that asks where it stands is told where the compiler put it: what it looks for is beside it there.
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
 * Nest loads some packages by a `require` of its own making: the bundler would not see it, and a second copy of the
 * package would run, with registries that nobody else writes to. Others, which are CommonJS, it imports when they are
 * needed: the bundler would give them a default export alone. What a package can do without and nobody installed (other
 * databases, other transports) is left to the moment when it would be used.
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
