import 'reflect-metadata';
import { type DataSource, MigrationExecutor } from 'typeorm';
import { showSourceLines } from '../infra/telemetry/source-lines.js';
import { storyOf } from './cli-failure.js';
import { connect } from './database.js';

/** What PostgreSQL does not enforce, or not use, although it is there; what is missing shows in the schema. */
const DISABLED = `
  SELECT format('trigger %s of %s is disabled', tgname, tgrelid::regclass) AS fault FROM pg_trigger
    WHERE NOT tgisinternal AND tgenabled <> 'O'
  UNION ALL
  SELECT format('constraint %s of %s was not checked', conname, conrelid::regclass) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND NOT convalidated
  UNION ALL
  SELECT format('index %s is not valid', indexrelid::regclass) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT indisvalid
  ORDER BY 1`;

/**
 * `npm run restore:verify`: whether what a backup became is a database that Lyceum can work with, and how old it is. It only
 * reads.
 */
async function main(): Promise<number> {
  showSourceLines();
  process.noDeprecation = true;
  const database = await connect();
  try {
    const faults = [...(await faultsOfSchema(database)), ...(await disabled(database))];
    const { rows, newest } = await contents(database);
    if (rows === 0) faults.push('all tables are empty');
    for (const fault of faults) tell(`Fault: ${fault}.`);
    tell(
      `${rows} rows in ${database.entityMetadatas.length} tables, the newest of ${newest?.toISOString() ?? 'no time'}.`,
    );
    return faults.length === 0 ? tell('The database is as Lyceum needs it.') : tell(`${faults.length} faults.`, 1);
  } finally {
    await database.destroy();
  }
}

async function faultsOfSchema(database: DataSource): Promise<string[]> {
  const known = new Set(database.migrations.map(({ name = '' }) => name));
  const applied = (await new MigrationExecutor(database).getExecutedMigrations()).map(({ name }) => name);
  const unknown = applied.filter((name) => !known.has(name));
  if (unknown.length > 0) return [`it is of a newer Lyceum, which knows ${unknown.join(', ')}`];
  const missing = known.size - applied.length;
  // Older than this program: what differs is what the migrations will change.
  if (missing > 0) {
    tell(`It is of an older Lyceum: ${missing} migrations are missing, which npm run migrate applies.`);
    return [];
  }
  const { upQueries } = await database.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => `the schema lacks ${query.trim()}`);
}

async function disabled(database: DataSource): Promise<string[]> {
  const found = await database.query<Array<{ fault: string }>>(DISABLED);
  return found.map(({ fault }) => fault);
}

async function contents(database: DataSource): Promise<{ rows: number; newest: Date | null }> {
  let rows = 0;
  let newest: Date | null = null;
  for (const metadata of database.entityMetadatas) {
    const createdAt = metadata.findColumnWithPropertyName('createdAt')?.databasePath ?? 'NULL';
    const [found] = await database.query<Array<{ rows: number; newest: Date | null }>>(
      `SELECT count(*)::float8 AS rows, max(${createdAt}::timestamptz) AS newest FROM ${metadata.tablePath}`,
    );
    rows += found?.rows ?? 0;
    if (found?.newest && (newest === null || found.newest > newest)) newest = found.newest;
  }
  return { rows, newest };
}

function tell(line: string, code = 0): number {
  process.stdout.write(`${line}\n`);
  return code;
}

process.exitCode = await main().catch((error: unknown) => tell(storyOf(error), 2));
