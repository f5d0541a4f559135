import type { Pool } from 'pg';
import { eventually } from '../support/eventually.js';

/** Rows that the worker changes in its own time: of these only the existence is compared. */
const CHANGED_BY_WORKER = ['outbox_messages', 'email_deliveries', 'external_calendars'];
/** Grows as the worker processes what was there before. */
const WRITTEN_BY_WORKER = ['inbox_entries', 'analytics_pending', 'analytics_people'];

/**
 * Every row of every table that mentions one of the ids, with the transaction that wrote it last: two equal readings
 * mean that nothing was written in between, not even the same values again.
 */
export async function rowsAbout(db: Pool, ids: readonly string[]): Promise<string[]> {
  const tables = await db.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL($1) ORDER BY 1`,
    [WRITTEN_BY_WORKER],
  );
  const selects = tables.rows.map(({ name }) => {
    const row = CHANGED_BY_WORKER.includes(name) ? 't.id::text' : `t.xmin || ' ' || row_to_json(t)`;
    return `SELECT '${name} ' || ${row} AS row FROM "${name}" t WHERE row_to_json(t)::text LIKE ANY($1)`;
  });
  const patterns = ids.map((id) => `%${id}%`);
  const { rows } = await db.query<{ row: string }>(`${selects.join(' UNION ALL ')} ORDER BY 1`, [patterns]);
  return rows.map(({ row }) => row);
}

/** Waits until the worker has done everything that the events about these ids ask for. */
export async function settled(db: Pool, ids: readonly string[]): Promise<void> {
  await eventually(
    async () => {
      const { rows } = await db.query<{ name: string }>(
        `SELECT name FROM outbox_messages m
         WHERE available_at <= now() AND payload::text LIKE ANY($1) AND (published_at IS NULL OR EXISTS (
           SELECT FROM unnest(m.consumers) AS c WHERE NOT EXISTS (
             SELECT FROM inbox_entries i WHERE i.message_id = m.id AND i.consumer = c)))`,
        [ids.map((id) => `%${id}%`)],
      );
      return rows.map(({ name }) => name);
    },
    (waiting) => waiting.length === 0,
    30_000,
  );
}
