import { DataSource } from 'typeorm';
import { entities } from '../apps/entities.js';
import { DatabaseConfig } from '../infra/config/config.js';
import { loadDatabaseEnv } from '../infra/config/env.js';
import { dataSourceOptions } from '../infra/database/data-source.js';
import { migrations } from './migrations.js';

/**
 * A connection for the command line: no statement limit, because a migration may take long, but still a lock limit.
 * @param last the last migration that it knows; all of them unless told
 */
export async function connect(last?: string): Promise<DataSource> {
  const config = new DatabaseConfig({ ...loadDatabaseEnv(), DATABASE_STATEMENT_TIMEOUT_MS: 0, DATABASE_POOL_SIZE: 2 });
  const all = await migrations();
  const known = last === undefined ? all : all.slice(0, all.findIndex(({ name }) => name === last) + 1);
  const parts = { entities, migrations: known, applicationName: 'lyceum-cli' };
  return new DataSource(dataSourceOptions(config, parts)).initialize();
}
