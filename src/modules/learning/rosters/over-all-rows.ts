import type { Sql } from '../../../infra/database/sql.js';

/**
 * Runs statements that join all rows of an import, in the running transaction. What was just written has no statistics: the
 * planner would take it for a few rows and join by nested loops, in the square of the time.
 */
export async function overAllRows(sql: Sql, statements: () => Promise<void>): Promise<void> {
  await sql.query('', 'SET LOCAL enable_nestloop = off');
  await statements();
  await sql.query('', 'SET LOCAL enable_nestloop TO DEFAULT');
}
