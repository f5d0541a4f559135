import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';

/** Rows of one statement, which holds their locks no longer than a second. */
const AT_ONCE = 5_000;

interface Bounds {
  /** What was applied before, or else moved last. */
  readonly before: Date;
  /** Of an organization. */
  readonly keptRows: number;
}

/** Retention of imports: first nobody finds or undoes them any more, then their rows go in batches. What they brought stays. */
@Injectable()
export class RosterRetention {
  constructor(private readonly sql: Sql) {}

  /**
   * Of what was applied the oldest goes first, so that an undo always knows all later imports. The youngest stays however large
   * it is. One that a job is at work on is left for the next time.
   */
  async expire({ before, keptRows }: Bounds): Promise<void> {
    await this.sql.query(
      'roster_imports_expire',
      `UPDATE roster_imports SET is_expired = true,
         state = CASE WHEN state IN ('checking', 'applying', 'undoing') THEN 'failed' ELSE state END
       WHERE id IN (
         SELECT i.id FROM roster_imports i
         WHERE NOT i.is_expired
           AND (CASE WHEN i.state = 'applied' THEN i.applied_at ELSE i.updated_at END < $1
             OR i.id IN (
               SELECT f.id FROM (
                 SELECT k.id, row_number() OVER youngest AS place,
                   sum((SELECT sum(value::bigint) FROM jsonb_each_text(k.counts) WHERE key <> 'waiting')) OVER youngest AS rows
                 FROM roster_imports k WHERE k.state IN ('applied', 'undone') AND NOT k.is_expired
                 WINDOW youngest AS (PARTITION BY k.organization_id ORDER BY k.applied_at DESC, k.id DESC)) f
               WHERE f.rows > $2::bigint AND f.place > 1))
         FOR NO KEY UPDATE SKIP LOCKED)`,
      [before, keptRows],
    );
  }

  /** Also what an earlier run began and did not finish. */
  async deleteExpired(): Promise<void> {
    const expired = await this.sql.query<{ id: string }>(
      'roster_imports_expired',
      'SELECT id FROM roster_imports WHERE is_expired ORDER BY id',
    );
    for (const { id } of expired) {
      await this.whileMany(
        'roster_rows_expired',
        `DELETE FROM roster_rows WHERE id IN (SELECT id FROM roster_rows WHERE import_id = $1 LIMIT ${AT_ONCE}) RETURNING 1`,
        id,
      );
      // Those that an import writes right now are left to the foreign key.
      await this.whileMany(
        'roster_sources_expired',
        `UPDATE roster_sources SET import_id = NULL
         WHERE id IN (SELECT id FROM roster_sources WHERE import_id = $1 LIMIT ${AT_ONCE} FOR NO KEY UPDATE SKIP LOCKED)
         RETURNING 1`,
        id,
      );
      await this.sql.query('roster_import_expired', 'DELETE FROM roster_imports WHERE id = $1', [id]);
    }
  }

  private async whileMany(name: string, text: string, importId: string): Promise<void> {
    for (let isMore = true; isMore;) isMore = (await this.sql.query(name, text, [importId])).length === AT_ONCE;
  }
}
