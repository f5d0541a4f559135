import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { readServices } from './services.mjs';

/**
 * A migrated database for one test file.
 * @typedef {object} TestDatabase
 * @property {string} url
 * @property {pg.Pool} pool for looking at what is in it
 * @property {() => Promise<void>} drop also ends connections that are still open
 */

/** @returns {Promise<TestDatabase>} */
export async function createDatabase() {
  const { maintenanceUrl, template } = readServices();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await maintain(maintenanceUrl, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  const url = new URL(maintenanceUrl);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 5 });
  // An idle connection that the drop of the database ends is no failure of the test.
  pool.on('error', () => {});
  return {
    url: url.href,
    pool,
    drop: async () => {
      await pool.end();
      // Without FORCE, which only a superuser may use while autovacuum is at work there; a plain DROP ends that by itself,
      // and waits for the connections that end now.
      await maintain(
        maintenanceUrl,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND usename = current_user`,
      );
      await maintain(maintenanceUrl, `DROP DATABASE ${name}`);
    },
  };
}

/**
 * @param {string} url
 * @param {string} statement
 */
async function maintain(url, statement) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
