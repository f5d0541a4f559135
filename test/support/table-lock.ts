import type { Pool } from 'pg';
import { eventually } from './eventually.js';

/** A table that somebody holds, so that whoever needs it waits in the middle of its work. */
export interface HeldTable {
  /** Resolves when that many connections of an application wait for it. */
  isWantedBy(applicationName: string, howMany: number): Promise<unknown>;
  release(): Promise<void>;
}

/**
 * @param db of the same database; one of its connections is taken until the release
 * @param table its name, not escaped
 */
export async function holdTable(db: Pool, table: string): Promise<HeldTable> {
  const holder = await db.connect();
  await holder.query('BEGIN');
  await holder.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  // Not asked in the transaction, to which pg_stat_activity would always show the same.
  const waiting = async (applicationName: string) => {
    const { rowCount } = await db.query(
      `SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
       WHERE relation = $1::regclass AND NOT granted AND application_name = $2`,
      [table, applicationName],
    );
    return rowCount ?? 0;
  };
  return {
    isWantedBy: (applicationName, howMany) =>
      eventually(
        () => waiting(applicationName),
        (count) => count >= howMany,
        30_000,
      ),
    release: async () => {
      await holder.query('ROLLBACK');
      holder.release();
    },
  };
}
