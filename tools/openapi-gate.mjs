// `npm run openapi:breaks` and `npm run openapi:release` (CONTRIBUTING.md).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { breakingChanges } from './contract/breaking-changes.mjs';
import { comparedPart } from './contract/compared-part.mjs';
import { judge } from './contract/judge.mjs';

const FOLDER = join(import.meta.dirname, '..', 'openapi');
const CURRENT = join(FOLDER, 'openapi.json');
const RELEASED = join(FOLDER, 'released.json');
const INTENDED = join(FOLDER, 'intended-breaks.json');

const read = (/** @type {string} */ file) => JSON.parse(readFileSync(file, 'utf8'));
const write = (/** @type {string} */ file, /** @type {unknown} */ value) =>
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

if (process.argv[2] === 'release') {
  write(RELEASED, comparedPart(read(CURRENT)));
  write(INTENDED, []);
} else {
  const complaints = judge(breakingChanges(read(RELEASED), read(CURRENT)), read(INTENDED));
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) process.exitCode = 1;
}
