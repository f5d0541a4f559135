import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { build, sourcesToBuild } from './build.mjs';
import { Child } from './child.mjs';
import { messageOf } from './failure.mjs';
import { Ports } from './ports.mjs';
import { Postgres } from './postgres.mjs';
import { Teardown } from './teardown.mjs';

/**
 * `npm run generate migration <name>`, or `npm run migrate:new -- <name>`, writes the migration that brings the schema
 * in line with the entities: from the database of DATABASE_URL, or else from a throwaway PostgreSQL with all migrations
 * of this folder.
 */
const ROOT = join(import.meta.dirname, '..');
const teardown = new Teardown();

if (existsSync('.env')) process.loadEnvFile('.env');
try {
  const sources = await sourcesToBuild(ROOT);
  if (sources) await build(ROOT, sources);
  const given = process.env['DATABASE_URL'];
  const env = given ? {} : await throwawayDatabase();
  const upToDate = given ? 0 : await migrate(env, ['up'], () => {});
  const lines = /** @type {string[]} */ ([]);
  process.exitCode = upToDate || (await migrate(env, ['new', ...process.argv.slice(2)], (line) => lines.push(line)));
  for (const line of lines) {
    console.log(line);
    const file = /^Wrote (\S+\.ts)\./.exec(line)?.[1];
    if (file) await makeTidy(file);
  }
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
} finally {
  await teardown.run();
}

/** @returns {Promise<Record<string, string>>} the settings that the command line needs */
async function throwawayDatabase() {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-migrate-'));
  teardown.add(() => rmSync(folder, { recursive: true, force: true }));
  const [superuserPassword, password] = [randomBytes(24).toString('hex'), randomBytes(24).toString('hex')];
  const port = await new Ports().anyFree();
  const starting = Postgres.start({
    dataFolder: join(folder, 'postgres'),
    port,
    superuserPassword,
    throwaway: true,
  });
  const postgres = await teardown.own(starting);
  return { DATABASE_URL: await postgres.ensureDatabase('lyceum', { name: 'lyceum', password }) };
}

/** @param {string} file */
async function makeTidy(file) {
  const options = { ...(await resolveConfig(join(ROOT, 'migrations', 'any.ts'))), filepath: file };
  await writeFile(file, await format(await readFile(file, 'utf8'), options));
}

/**
 * @param {Record<string, string>} env
 * @param {string[]} args
 * @param {(line: string) => void} onLine
 * @returns {Promise<number>} how it ended
 */
async function migrate(env, args, onLine) {
  const program = new Child({
    name: 'migrate',
    program: process.execPath,
    // TypeORM runs concurrent queries on one connection, which pg deprecates.
    args: ['--disable-warning=DeprecationWarning', join(ROOT, 'dist', 'bundle', 'migrate.js'), ...args],
    env: { ...process.env, ...env },
    onLine,
  });
  const { code } = await program.exited;
  if (code !== 0 && args[0] === 'up') console.error(program.lastLines().join('\n'));
  return code ?? 1;
}
