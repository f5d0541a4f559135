import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { wordsOf } from './words.mjs';

const TEMPLATES = join(import.meta.dirname, 'feature');

/** Target folder by folder of the template. */
const PLACES = /** @type {const} */ ({
  module: 'src/modules/{{area}}/{{names}}',
  tests: 'test/e2e/{{names}}',
  migrations: 'migrations',
});

/** @param {string} text @param {Readonly<Record<string, string>>} words */
function filled(text, words) {
  return text.replace(/\{\{(\w+)\}\}/g, (_all, /** @type {string} */ word) => {
    const value = words[word];
    if (value === undefined) throw new Error(`A template says {{${word}}}, which is no word.`);
    return value;
  });
}

/** @param {string} file @param {string} text */
async function formatted(file, text) {
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

/**
 * Appends a feature to the registry.
 * @param {string} list source of the registry
 * @param {import('./words.mjs').Words & { area: string }} words
 */
function withFeature(list, { area, names, camels }) {
  const line = `import { ${camels}Feature } from '../modules/${area}/${names}/${names}.feature.js';`;
  const imports = list.split('\n').filter((each) => each.startsWith('import '));
  const last = /** @type {string} */ (imports.at(-1));
  return list.replace(last, `${last}\n${line}`).replace(/\]\);\n$/, `  ${camels}Feature,\n]);\n`);
}

/**
 * Scaffolds a working feature, with a title as its only field.
 * @param {string} root the repository
 * @param {{ area: string, names: string, name: string, timestamp?: number }} what
 * @returns {Promise<string[]>} paths of the files, relative to the root
 * @throws Error when a feature of this name exists
 */
export async function generateFeature(root, { area, names, name, timestamp = Date.now() }) {
  const words = { ...wordsOf(names, name), area, timestamp: String(timestamp) };
  const areas = await readdir(join(root, 'src/modules'));
  const taken = areas.find((folder) => existsSync(join(root, 'src/modules', folder, names)));
  if (taken !== undefined) throw new Error(`There is a feature src/modules/${taken}/${names}.`);
  /** @type {string[]} */
  const written = [];
  for (const [folder, place] of Object.entries(PLACES)) {
    const templates = await readdir(join(TEMPLATES, folder), { recursive: true });
    for (const template of templates.filter((file) => file.endsWith('.template')).sort()) {
      const path = filled(join(place, template.replace(/\.template$/, '')), words);
      const text = filled(await readFile(join(TEMPLATES, folder, template), 'utf8'), words);
      const file = join(root, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, await formatted(file, text));
      written.push(path);
    }
  }
  const list = join(root, 'src/apps/features.ts');
  await writeFile(list, await formatted(list, withFeature(await readFile(list, 'utf8'), words)));
  return [...written, 'src/apps/features.ts'];
}
