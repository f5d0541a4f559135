import { readdir } from 'node:fs/promises';
import { getMetadataArgsStorage } from 'typeorm';
import { entities } from '../../src/apps/entities.js';
import { repositoryFile } from './tool-run.js';

it('every entity of the sources is known to the data source', async () => {
  const files = (await readdir(repositoryFile('src'), { recursive: true })).filter((file) =>
    file.endsWith('.entity.ts'),
  );
  for (const file of files) await import(repositoryFile(`src/${file}`));
  const declared = getMetadataArgsStorage().tables.map(({ target }) => (target as { name: string }).name);
  expect(declared.length).toBeGreaterThanOrEqual(files.length);
  expect(entities.map(({ name }) => name).sort()).toEqual(declared.sort());
});
