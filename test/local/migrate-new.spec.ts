import { join } from 'node:path';
import { Child } from '../../local/child.mjs';
import { readServices } from '../support/services.mjs';

const PROGRAM = join(import.meta.dirname, '..', '..', 'local', 'migrate-new.mjs');
const PATIENCE_MS = 120_000;

/** What it says without any setting, in a folder that has no `.env`, and how it ends. */
async function migrateNew(...args: string[]): Promise<{ code: number | null; lines: string[] }> {
  const lines: string[] = [];
  const child = new Child({
    name: 'migrate:new',
    program: process.execPath,
    args: [PROGRAM, ...args],
    cwd: readServices().folder,
    env: { PATH: process.env['PATH'] },
    onLine: (line) => lines.push(line),
  });
  const { code } = await child.exited;
  return { code, lines };
}

describe('npm run migrate:new without a database', () => {
  it(
    'compares the entities with all migrations in one of its own',
    async () => {
      expect(await migrateNew('nothing')).toEqual({
        code: 1,
        lines: ['Nothing to do: the schema and the entities agree.'],
      });
    },
    PATIENCE_MS,
  );

  it(
    'says how it is called',
    async () => {
      const { code, lines } = await migrateNew('Not A Name');
      expect([code, lines[0]]).toEqual([2, 'Usage: migrate <command>']);
    },
    PATIENCE_MS,
  );
});
