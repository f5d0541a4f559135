import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { NodeProcess } from '../support/node-process.mjs';
import { readServices } from '../support/services.mjs';
import { FilledDatabase } from './filled-database.js';

const ROOT = join(import.meta.dirname, '..', '..');
const folder = join(readServices().folder, 'backups');

let database: TestDatabase;
let empty: TestDatabase;

beforeAll(async () => {
  [database, empty] = await Promise.all([createDatabase(), createDatabase()]);
  await new FilledDatabase(database.pool).fill();
  await empty.pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
});

afterAll(async () => {
  await Promise.all([database.drop(), empty.drop()]);
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function run(script: string, argument: string, { url }: TestDatabase, settings: object = {}): Promise<Ended> {
  const env = { ...process.env, DATABASE_URL: url, BACKUP_KEEP_DAYS: '14', ...settings };
  return new Promise((done) => {
    const child = execFile(
      join(ROOT, 'deploy/backup', script),
      [argument],
      { cwd: ROOT, env },
      (_error, stdout, stderr) => done({ code: child.exitCode, output: stdout + stderr }),
    );
  });
}

async function verify({ url }: TestDatabase): Promise<Ended> {
  const program = new NodeProcess('cli/verify-restore', { DATABASE_URL: url });
  const { code } = await program.exited;
  return { code, output: program.logs.join('\n') };
}

/** Of the client of PostgreSQL on this machine; 0 when there is none. */
function clientVersion(): number {
  try {
    return Number(/ (\d+)/.exec(execFileSync('pg_dump', ['--version'], { encoding: 'utf8' }))?.[1]);
  } catch {
    return 0;
  }
}

async function counts({ pool }: TestDatabase): Promise<unknown[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
  );
  const tables: unknown[] = [];
  for (const { name } of rows) tables.push([name, (await pool.query(`SELECT FROM ${name}`)).rowCount]);
  return tables;
}

describe('a backup', () => {
  const dumps = () => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.dump')) : []);

  // PostgreSQL's own programs do it, and an older client refuses a newer server: then there has to be no half backup.
  it('is restored into an empty database with every row, or refused where it cannot be made', async () => {
    const made = await run('backup.sh', folder, database);
    if (clientVersion() < 18) {
      expect(made).toMatchObject({
        code: 1,
        output: expect.stringMatching(
          /^pg_dump is (not installed|of PostgreSQL \d+): install the client of PostgreSQL 18/,
        ),
      });
      expect(dumps()).toEqual([]);
      return;
    }
    expect(made).toMatchObject({ code: 0 });
    const file = join(folder, dumps()[0] ?? '');
    expect(await run('restore.sh', file, database)).toMatchObject({
      code: 1,
      output: expect.stringContaining('make an empty one'),
    });
    const restored = await run('restore.sh', file, empty);
    expect(restored).toMatchObject({ code: 0, output: expect.stringContaining('as Lyceum needs it') });
    expect(await counts(empty)).toEqual(await counts(database));
    writeFileSync(file, 'cut off');
    expect(await run('restore.sh', file, empty)).toMatchObject({
      code: 1,
      output: expect.stringContaining('FAILED'),
    });
  });
});

it.each([
  ['backup.sh', 'pg_dump'],
  ['restore.sh', 'pg_restore'],
])('%s says which program is too old or missing, and does nothing', async (script, program) => {
  const old = join(readServices().folder, 'old-client');
  mkdirSync(old, { recursive: true });
  writeFileSync(join(old, program), `#!/bin/sh\necho '${program} (PostgreSQL) 17.6 (Debian 17.6-1)'`, { mode: 0o755 });
  const sentence = (state: string) =>
    `${program} is ${state}: install the client of PostgreSQL 18, or set PG_BIN to its folder.\n`;
  expect(await run(script, folder, database, { PG_BIN: old })).toEqual({
    code: 1,
    output: sentence('of PostgreSQL 17'),
  });
  expect(await run(script, folder, database, { PG_BIN: join(old, 'nothing') })).toEqual({
    code: 1,
    output: sentence('not installed'),
  });
});

describe('what a backup became', () => {
  it('is good when the schema is whole and everything in it is in force', async () => {
    expect(await verify(database)).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^\d{3,} rows in \d+ tables/),
    });
  });

  it('is not when a trigger is off, or an index is missing', async () => {
    await database.pool.query(`
        ALTER TABLE bookings DISABLE TRIGGER USER;
        DROP INDEX ${await anIndex()}`);
    const { code, output } = await verify(database);
    expect(code).toBe(1);
    expect(output).toMatch(/Fault: trigger \w+ of bookings is disabled\./);
    expect(output).toMatch(/Fault: the schema lacks CREATE /);
  });

  async function anIndex(): Promise<string> {
    const { rows } = await database.pool.query<{ name: string }>(
      `SELECT indexrelid::regclass::text AS name FROM pg_index i JOIN pg_class c ON c.oid = indrelid
       WHERE c.relname = 'bookings' AND NOT indisunique AND NOT indisexclusion LIMIT 1`,
    );
    return rows[0]?.name ?? 'none';
  }
});
