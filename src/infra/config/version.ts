import { readFileSync } from 'node:fs';

interface Found {
  readonly directory: URL;
  readonly version: string;
}

function findPackage(directory: URL): Found {
  const url = new URL('package.json', directory);
  try {
    const { name, version } = JSON.parse(readFileSync(url, 'utf8')) as { name: string; version: string };
    if (name === 'lyceum') return { directory, version };
  } catch {
    // Not here: look one folder up.
  }
  const parent = new URL('..', directory);
  if (parent.href === directory.href) throw new Error('The package.json of Lyceum is missing.');
  return findPackage(parent);
}

const found = findPackage(new URL('.', import.meta.url));

/** Where Lyceum is installed: the folder of its package.json. */
export const ROOT: URL = found.directory;

/** The version in package.json. */
export const VERSION: string = found.version;
