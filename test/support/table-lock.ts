import { Client } from 'pg';
import { eventually } from './eventually.js';

/** A table that somebody holds, so that whoever needs it waits in the middle of its work. */
export interface HeldTable {
  /** Resolves when a process of that application name waits for it. */
  isWantedBy(applicationName: string, howMany?: number): Promise<unknown>;
  release(): Promise<void>;
}

/** @param table its name, not escaped */
export async function holdTable(databaseUrl: string, table: string): Promise<HeldTable> {
  const holder = new Client({ connectionString: databaseUrl });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  const waiting = async (applicationName: string) => {
    const { rowCount } = await holder.query(
      `SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
       WHERE relation = $1::regclass AND NOT granted AND application_name = $2`,
      [table, applicationName],
    );
    return rowCount ?? 0;
  };
  return {
    isWantedBy: (applicationName, howMany = 1) =>
      eventually(
        () => waiting(applicationName),
        (count) => count >= howMany,
        30_000,
      ),
    release: () => holder.end(),
  };
}
