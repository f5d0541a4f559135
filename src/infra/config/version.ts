import { readFileSync } from 'node:fs';

function findPackage(directory: URL): { name: string; version: string } {
  const url = new URL('package.json', directory);
  try {
    const found = JSON.parse(readFileSync(url, 'utf8')) as { name: string; version: string };
    if (found.name === 'lyceum') return found;
  } catch {
    // Not here: look one folder up.
  }
  const parent = new URL('..', directory);
  if (parent.href === directory.href) throw new Error('The package.json of Lyceum is missing.');
  return findPackage(parent);
}

/** The version in package.json. */
export const VERSION: string = findPackage(new URL('.', import.meta.url)).version;
