import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from '@swc/core';
import { check, resolveConfig } from 'prettier';
import { Child } from '../../local/child.mjs';
import { repositoryFile } from '../house/tool-run.js';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { NodeProcess } from '../support/node-process.mjs';
import { readServices } from '../support/services.mjs';

const PROGRAM = join(import.meta.dirname, '..', '..', 'local', 'migrate-new.mjs');

interface Circumstances {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What it says, in a folder that has no `.env`, and how it ends. */
async function migrateNew({ cwd = readServices().folder, env = {} }: Circumstances, ...args: string[]) {
  const lines: string[] = [];
  const child = new Child({
    name: 'migrate:new',
    program: process.execPath,
    args: [PROGRAM, ...args],
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    onLine: (line) => lines.push(line),
  });
  const { code } = await child.exited;
  return { code, lines };
}

describe('npm run migrate:new without a database', () => {
  it('compares the entities with all migrations in one of its own', async () => {
    expect(await migrateNew({}, 'nothing')).toEqual({
      code: 1,
      lines: ['Nothing to do: the schema and the entities agree.'],
    });
  });

  it('says how it is called', async () => {
    const { code, lines } = await migrateNew({}, 'Not A Name');
    expect([code, lines[0]]).toEqual([2, 'Usage: migrate <command>']);
  });
});

describe('npm run migrate:new with a database', () => {
  let database: TestDatabase;
  let folder: string;

  beforeAll(async () => {
    database = await createDatabase();
    folder = await mkdtemp(join(readServices().folder, 'migrate-new-'));
    await mkdir(join(folder, 'migrations'));
    await database.pool.query(
      `ALTER TABLE one_time_tokens DROP CONSTRAINT one_time_tokens_purpose_check;
       ALTER TABLE event_types DROP CONSTRAINT event_types_slug_check;
       ALTER TABLE users DROP COLUMN first_name;
       DROP INDEX outbox_messages_waiting`,
    );
  });
  afterAll(() => database.drop());

  /** A command of the schema, on the database of the test. */
  async function migrate(command: string) {
    const migrating = new NodeProcess('cli/migrate', { DATABASE_URL: database.url }, [command]);
    return (await migrating.exited).code;
  }

  it('writes what brings the schema to the entities and back, as it is kept in the repository', async () => {
    const env = {
      DATABASE_URL: database.url,
      REDIS_URL: 'redis://127.0.0.1:1',
      JWT_SECRET: randomBytes(48).toString('base64url'),
    };
    expect(await migrateNew({ cwd: folder, env }, 'what-is-lost')).toMatchObject({ code: 0 });
    const [file = ''] = await readdir(join(folder, 'migrations'));
    expect(file).toMatch(/^\d{13}-what-is-lost\.ts$/);
    const source = await readFile(join(folder, 'migrations', file), 'utf8');
    const options = await resolveConfig(repositoryFile('migrations/any.ts'));
    expect(await check(source, { ...options, filepath: file })).toBe(true);
    expect(await migrate('check')).toBe(1);
    const migration = await classIn(source);
    for (const [direction, differs] of [
      ['up', 0],
      ['down', 1],
    ] as const) {
      await migration[direction]({ query: (text) => database.pool.query(text) });
      expect(await migrate('check')).toBe(differs);
    }
  });
});

interface Written {
  up(runner: { query: (text: string) => Promise<unknown> }): Promise<void>;
  down(runner: { query: (text: string) => Promise<unknown> }): Promise<void>;
}

/** Made of the file alone, which imports nothing but types. */
async function classIn(source: string): Promise<Written> {
  const { code } = await transform(source, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } });
  const exports = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Record<
    string,
    new () => Written
  >;
  const [Migration] = Object.values(exports);
  if (!Migration) throw new Error('The file has no migration.');
  return new Migration();
}
