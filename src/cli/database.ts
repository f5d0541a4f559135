import { DataSource } from 'typeorm';
import { entities } from '../apps/entities.js';
import { DatabaseConfig } from '../infra/config/config.js';
import { loadEnv } from '../infra/config/env.js';
import { dataSourceOptions } from '../infra/database/data-source.js';
import { migrations } from './migrations.js';

/** A connection for the command line: no statement limit, because a migration may take long, but still a lock limit. */
export async function connect(): Promise<DataSource> {
  const config = new DatabaseConfig(loadEnv());
  const options = dataSourceOptions(
    { ...config, statementTimeoutMs: 0, poolSize: 2 },
    { entities, migrations: await migrations(), applicationName: 'lyceum-cli' },
  );
  return new DataSource(options).initialize();
}
