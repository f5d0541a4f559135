import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { StartFailure } from './failure.mjs';

/** @typedef {{ email: string, password: string, role: string }} DemoAccount */

/**
 * Seeds demo accounts into a database without accounts; their passwords are stored beside the data.
 * @param {string} databaseUrl
 * @param {string} file where the accounts are stored
 * @param {(onLine: (line: string) => void) => import('./child.mjs').Child} startSeed
 * @returns {Promise<{ accounts: DemoAccount[], slug: string | null }>} the demo accounts in the database, and the slug
 * of the page to book one of them
 */
export async function ensureDemoAccounts(databaseUrl, file, startSeed) {
  const client = new pg.Client({ connectionString: databaseUrl });
  // A failure elsewhere stops the server under this connection; the query that runs then rejects.
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query('SELECT EXISTS (SELECT FROM users) AS used');
    const accounts = rows[0].used ? read(file) : await seed(file, startSeed);
    const emails = accounts.map(({ email }) => email);
    const found = await client.query('SELECT email FROM users WHERE email = ANY ($1)', [emails]);
    const pages = await client.query(
      `SELECT t.slug FROM event_types t JOIN users u ON u.id = t.owner_id
       WHERE u.email = ANY ($1) AND t.is_public AND t.is_active AND t.deleted_at IS NULL ORDER BY t.created_at LIMIT 1`,
      [emails],
    );
    return {
      accounts: accounts.filter(({ email }) => found.rows.some((row) => row.email === email)),
      slug: pages.rows[0]?.slug ?? null,
    };
  } finally {
    await client.end();
  }
}

/**
 * @param {string} file
 * @param {(onLine: (line: string) => void) => import('./child.mjs').Child} startSeed
 */
async function seed(file, startSeed) {
  /** @type {DemoAccount[]} */
  const accounts = [];
  const child = startSeed((line) => {
    if (!line.startsWith('{')) return;
    const account = JSON.parse(line);
    if (account.password) accounts.push(account);
    // After every line, because the passwords are printed only once.
    writeFileSync(file, JSON.stringify(accounts, null, 2), { mode: 0o600 });
  });
  const { code } = await child.exited;
  if (code !== 0) throw new StartFailure(`The demo accounts could not be made: ${child.lastLines().join('\n  ')}`);
  return accounts;
}

/**
 * @param {string} file
 * @returns {DemoAccount[]}
 */
function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}
