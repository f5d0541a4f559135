import { DataSource } from 'typeorm';
import { entities } from '../apps/entities.js';
import { DatabaseConfig } from '../infra/config/config.js';
import { loadDatabaseEnv } from '../infra/config/env.js';
import { dataSourceOptions } from '../infra/database/data-source.js';
import { migrations } from './migrations.js';

/**
 * Connection for the command line: without a statement timeout, because migrations may take long, but with a lock
 * timeout.
 * @param last name of the last migration to know; default: all
 */
export async function connect(last?: string): Promise<DataSource> {
  const config = new DatabaseConfig({ ...loadDatabaseEnv(), DATABASE_STATEMENT_TIMEOUT_MS: 0, DATABASE_POOL_SIZE: 2 });
  const all = await migrations();
  const known = last === undefined ? all : all.slice(0, all.findIndex(({ name }) => name === last) + 1);
  const parts = { entities, migrations: known, applicationName: 'lyceum-cli' };
  return new DataSource(dataSourceOptions(config, parts)).initialize();
}
