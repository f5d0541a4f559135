// `npm run generate feature [<area>/]<names> [-- --singular <name>]` and `npm run generate migration <name>`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateFeature } from './generate/generate-feature.mjs';
import { NAME, singularOf } from './generate/words.mjs';

const ROOT = join(import.meta.dirname, '..');
const USAGE = `npm run generate feature [<area>/]<names>     a feature that works, for example learning/tags
npm run generate migration <name>             a migration of what entities have and the migrations lack
The name of a feature is its plural, in small letters with hyphens; say its singular with -- --singular <name>,
where it is not the plural without an s. Without an area it goes to src/modules/learning.`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { area: { type: 'string' }, singular: { type: 'string' } },
});

/** @param {string} path @returns {Promise<number>} the exit code */
async function feature(path) {
  const names = path.split('/').at(-1) ?? '';
  const area = values.area ?? (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : 'learning');
  const name = values.singular ?? singularOf(names);
  if (![names, area, name].every((part) => NAME.test(part))) return refuse(USAGE);
  if (name === names) return refuse(`What is one of ${names}? Say it with -- --singular <name>.`);
  const files = await generateFeature(ROOT, { area, names, name });
  console.log(`Wrote\n${files.map((file) => `  ${file}`).join('\n')}

Next:
  npm run build && npm run migrate      makes the table in the database of DATABASE_URL, or of npm start while it runs
  npm run openapi && npm run errors     writes the new routes and errors into the documents
  npm test -- ${names}
Then make it yours: what is kept (the entity, the migration, the DTOs), who may do what (the policy), what happened (the
events). CONTRIBUTING.md goes through it.`);
  return 0;
}

/** @param {string} name @returns {number} the exit code */
function migration(name) {
  const program = join(ROOT, 'local', 'migrate-new.mjs');
  return spawnSync(process.execPath, [program, name], { cwd: ROOT, stdio: 'inherit' }).status ?? 1;
}

/** @param {string} message @returns {number} the exit code */
function refuse(message) {
  console.error(message);
  return 2;
}

const [what, name = ''] = positionals;
try {
  if (what === 'feature') process.exitCode = await feature(name);
  else if (what === 'migration') process.exitCode = migration(name);
  else process.exitCode = refuse(USAGE);
} catch (error) {
  process.exitCode = refuse(error instanceof Error ? error.message : String(error));
}
