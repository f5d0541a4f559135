/**
 * Asserts by `pg_stat_user_tables` that no sequential scan of these tables happens, whichever statements and plans the
 * servers use.
 * @param {import('pg').Pool} db
 * @param {readonly string[]} tables
 * @param {() => Promise<void>} work
 * @throws {Error} when one happened
 */
export async function withoutFullScans(db, tables, work) {
  const before = await fullScans(db, tables);
  await work();
  const after = await fullScans(db, tables);
  const scanned = tables.filter((table) => after.get(table) !== before.get(table));
  if (scanned.length > 0) throw new Error(`Something is not found by an index: ${scanned.join(', ')} was read whole.`);
}

/**
 * Backends report statistics at the end of a transaction, at most once a second (PostgreSQL, "The Cumulative Statistics
 * System"); after that time those of idle connections are complete.
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
