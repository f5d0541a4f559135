import pg, { type ClientBase } from 'pg';
import { type DataSourceOptions, type DefaultNamingStrategy } from 'typeorm';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';
import type { DatabaseConfig } from '../config/config.js';
import { FlightClient } from './flight-client.js';
import { SnakeNamingStrategy } from './naming-strategy.js';

/** How much longer than the statement timeout the client waits for the result. */
const ANSWER_GRACE_MS = 5_000;

export interface DataSourceParts {
  readonly entities: Exclude<DataSourceOptions['entities'], undefined>;
  readonly migrations?: Exclude<DataSourceOptions['migrations'], undefined>;
  readonly applicationName: string;
}

/** Options of the database connection, for the data sources of processes, the CLI and tests. */
export function dataSourceOptions(config: DatabaseConfig, parts: DataSourceParts): PostgresDataSourceOptions {
  return {
    type: 'postgres',
    driver: pg,
    url: config.url,
    entities: parts.entities,
    migrations: parts.migrations ?? [],
    migrationsTransactionMode: 'each',
    migrationsTableName: 'schema_migrations',
    namingStrategy: new SnakeNamingStrategy() satisfies DefaultNamingStrategy,
    applicationName: parts.applicationName,
    synchronize: false,
    installExtensions: false,
    poolSize: config.poolSize,
    connectTimeoutMS: config.connectionTimeoutMs,
    extra: connectionOptions(config),
  };
}

/** Of every connection, whichever database it goes to. */
export function connectionOptions(config: DatabaseConfig) {
  return {
    statement_timeout: config.statementTimeoutMs,
    lock_timeout: config.lockTimeoutMs,
    idle_in_transaction_session_timeout: config.statementTimeoutMs * 2,
    // The server's timeout does not help when the network is down; 0 is no limit in both places.
    query_timeout: config.statementTimeoutMs === 0 ? 0 : config.statementTimeoutMs + ANSWER_GRACE_MS,
    options: '-c timezone=UTC',
    keepAlive: true,
    // Idle connections stay open: the first request after a quiet while would pay for a new one.
    idleTimeoutMillis: 0,
    Client: FlightClient,
    pipeline: true,
    onConnect: admit,
  };
}

/** Names of UTC that PostgreSQL may have been given; all others are not asked for their offset. */
const IS_UTC = /^(Etc\/)?(UTC|UCT|Universal|Zulu|GMT)$/i;

function admit(client: ClientBase): void {
  outliveErrors(client);
  const { timeZone = 'UTC' } = client as FlightClient;
  if (IS_UTC.test(timeZone)) return;
  // Times are read as UTC (`sql.ts`), and days are counted by it.
  throw new Error(
    `Connections to the database are in the zone ${timeZone}, and not in UTC, for which each asks at its start: a pooler ` +
      'in between leaves that out (docs/OPERATIONS.md, "How much it carries").',
  );
}

/**
 * A connection may break after the pool has removed its error listener and before the query has added one: an `error`
 * event without a listener ends the process. The query fails by itself when it is sent.
 */
function outliveErrors(client: ClientBase): void {
  client.on('error', () => undefined);
}
