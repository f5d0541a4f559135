/**
 * Bulk load: drops foreign keys, exclusion constraints and secondary indexes, fills the tables, and creates those
 * again, because checking and indexing a million rows one by one takes many times as long.
 * @param {import('pg').Pool} db
 * @param {readonly string[]} tables
 * @param {() => Promise<void>} fill
 */
export async function inBulk(db, tables, fill) {
  const { rows: constraints } = await db.query(
    `SELECT conrelid::regclass AS "table", conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
     WHERE conrelid = ANY($1::regclass[]) AND contype IN ('x', 'f')`,
    [tables],
  );
  for (const { table, name } of constraints) await db.query(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`);
  const { rows: indexes } = await db.query(
    `SELECT indexrelid::regclass AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
     WHERE indrelid = ANY($1::regclass[]) AND NOT indisunique`,
    [tables],
  );
  for (const { name } of indexes) await db.query(`DROP INDEX ${name}`);
  await fill();
  for (const { definition } of indexes) await db.query(definition);
  for (const { table, name, definition } of constraints)
    await db.query(`ALTER TABLE ${table} ADD CONSTRAINT "${name}" ${definition}`);
}
