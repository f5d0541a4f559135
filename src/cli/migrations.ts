import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { MigrationInterface } from 'typeorm';

/** Compiled migrations are next to compiled sources: `dist/src` and `dist/migrations`. */
const COMPILED = new URL('../../migrations/', import.meta.url);

type MigrationClass = new () => MigrationInterface;

/** All migration classes in the order of file names, which start with a timestamp. */
export async function migrations(): Promise<MigrationClass[]> {
  const files = (await readdir(fileURLToPath(COMPILED))).filter((file) => /^\d+-[\w-]+\.(js|ts)$/.test(file)).sort();
  const modules = await Promise.all(
    files.map(async (file) => (await import(new URL(file, COMPILED).href)) as Record<string, MigrationClass>),
  );
  return modules.flatMap((module) => Object.values(module));
}
