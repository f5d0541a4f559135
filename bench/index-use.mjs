/**
 * Watches whether tables are read from end to end: whatever statements the servers run, with the plans that they get.
 * @param {import('pg').Pool} db
 * @param {readonly string[]} tables that are too large for that
 * @param {() => Promise<void>} work
 * @throws {Error} when one was
 */
export async function withoutFullScans(db, tables, work) {
  const before = await fullScans(db, tables);
  await work();
  const after = await fullScans(db, tables);
  const scanned = tables.filter((table) => after.get(table) !== before.get(table));
  if (scanned.length > 0) throw new Error(`Something is not found by an index: ${scanned.join(', ')} was read whole.`);
}

/**
 * A backend tells what it did at the end of a transaction, at most once a second (PostgreSQL, "The Cumulative Statistics
 * System"); connections that are idle have told everything after that time.
 * @param {import('pg').Pool} db
 * @param {readonly string[]} tables
 */
async function fullScans(db, tables) {
  const { rows } = await db.query(
    `SELECT relname AS "table", seq_scan AS scans FROM pg_sleep(1.1), pg_stat_user_tables WHERE relname = ANY($1)`,
    [tables],
  );
  return new Map(rows.map(({ table, scans }) => [table, scans]));
}
