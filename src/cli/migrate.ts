import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { type DataSource, MigrationExecutor } from 'typeorm';
import { showSourceLines } from '../infra/telemetry/source-lines.js';
import { sentenceOf, storyOf } from './cli-failure.js';
import { connect } from './database.js';
import { migrationClass, migrationFile } from './migration-file.js';

const USAGE = `Usage: migrate <command>
  up          applies what is missing
  down        undoes the last one; with --all, all of them
  to <name>   applies or undoes until this one is the last
  status      lists all of them, and which are applied
  new <name>  writes one from what differs between schema and entities; the name in kebab-case
  check       fails when they differ`;
const COMMANDS = ['up', 'down', 'to', 'status', 'new', 'check'];

/** Advisory lock: concurrent deployments migrate one after the other. */
const LOCK = 7_318_403;

async function main([command, name]: string[]): Promise<number> {
  showSourceLines();
  // TypeORM runs concurrent queries on one connection, which pg deprecates.
  process.noDeprecation = true;
  if (!command || !COMMANDS.includes(command)) return tell(USAGE, 2);
  const database = await connect();
  const runner = database.createQueryRunner();
  try {
    // Waits without a time-out. The migrations run on a connection of their own, with a lock timeout.
    await runner.query('SET lock_timeout = 0');
    await runner.query('SELECT pg_advisory_lock($1)', [LOCK]);
    if (command === 'up') return await up(database);
    if (command === 'down') return await down(database, name === '--all');
    if (command === 'to') return await goTo(database, name);
    if (command === 'status') return await status(database);
    if (command === 'check') return await check(database);
    return await create(database, name);
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [LOCK]);
    await runner.release();
    await database.destroy();
  }
}

async function up(database: DataSource): Promise<number> {
  const done = await database.runMigrations().catch(async (error: unknown) => {
    if (sentenceOf(error) !== null) throw error;
    const applied = await appliedIn(database);
    const failed = database.migrations.find(({ name = '' }) => !applied.includes(name))?.name ?? 'A migration';
    throw new FailedMigration(failed, 'applied', applied.at(-1), error);
  });
  for (const migration of done) tell(`Applied ${migration.name}.`);
  return tell(done.length === 0 ? 'The schema is up to date.' : `Applied ${done.length} migrations.`);
}

async function down(database: DataSource, all: boolean): Promise<number> {
  const applied = (await appliedIn(database)).reverse();
  for (const name of all ? applied : applied.slice(0, 1)) await undo(database, name);
  return tell(applied.length === 0 ? 'No migration is applied.' : `${all ? 0 : applied.length - 1} are still applied.`);
}

async function goTo(database: DataSource, wanted = ''): Promise<number> {
  const names = database.migrations.map(({ name = '' }) => name);
  if (!names.includes(wanted)) return tell(`There is no migration “${wanted}”: see \`migrate status\`.`, 2);
  const applied = await appliedIn(database);
  if (!applied.includes(wanted)) {
    const limited = await connect(wanted);
    try {
      return await up(limited);
    } finally {
      await limited.destroy();
    }
  }
  for (const name of applied.slice(applied.indexOf(wanted) + 1).reverse()) await undo(database, name);
  return tell(`${wanted} is the last one that is applied.`);
}

async function status(database: DataSource): Promise<number> {
  const applied = new Set(await appliedIn(database));
  for (const { name = '' } of database.migrations) tell(`${applied.has(name) ? '[x]' : '[ ]'} ${name}`);
  return 0;
}

/** Each migration is a transaction, so a failed one is rolled back. */
class FailedMigration extends Error {
  constructor(name: string, what: 'applied' | 'undone', last: string | undefined, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `${name} could not be ${what}: ${why}. The last one that is applied is ${last ?? 'none'}; nothing is left half.`,
    );
  }
}

async function undo(database: DataSource, name: string): Promise<void> {
  const last = (await appliedIn(database)).at(-1);
  if (last !== name) throw new Error(`${last ?? 'No migration'} was applied last, and not ${name}.`);
  await database.undoLastMigration().catch((error: unknown) => {
    throw sentenceOf(error) === null ? new FailedMigration(name, 'undone', name, error) : error;
  });
  tell(`Undid ${name}.`);
}

/** In the order of execution, which may differ from that of names: branches may have been merged late. */
async function appliedIn(database: DataSource): Promise<string[]> {
  const applied = await new MigrationExecutor(database).getExecutedMigrations();
  return applied.sort((a, b) => (a.id ?? 0) - (b.id ?? 0)).map(({ name }) => name);
}

async function check(database: DataSource): Promise<number> {
  const { upQueries } = await database.driver.createSchemaBuilder().log();
  if (upQueries.length === 0) return tell('The schema and the entities agree.');
  for (const { query } of upQueries) tell(`  ${query};`);
  return tell('The schema and the entities differ: the statements above are missing from the migrations.', 1);
}

async function create(database: DataSource, name = ''): Promise<number> {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) return tell(USAGE, 2);
  const { upQueries, downQueries } = await database.driver.createSchemaBuilder().log();
  if (upQueries.length === 0) return tell('Nothing to do: the schema and the entities agree.', 1);
  if ([...upQueries, ...downQueries].some(({ parameters = [] }) => parameters.length > 0))
    return tell('A statement has parameters, which a file cannot hold: write this migration by hand.', 1);
  const timestamp = Date.now();
  const file = `migrations/${timestamp}-${name}.ts`;
  const queries = (all: ReadonlyArray<{ readonly query: string }>) => all.map(({ query }) => query);
  await writeFile(
    file,
    migrationFile(migrationClass(name, timestamp), queries(upQueries), queries(downQueries).reverse()),
  );
  return tell(`Wrote ${file}. Read it, and build before you run it.`);
}

function tell(text: string, code = 0): number {
  process.stdout.write(`${text}\n`);
  return code;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  return tell(error instanceof FailedMigration ? error.message : storyOf(error), 1);
});
