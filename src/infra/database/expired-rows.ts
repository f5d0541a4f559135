import { Injectable } from '@nestjs/common';
import { Sql } from './sql.js';

const BATCH = 2_000;

/** Deletes expired rows in batches, so that no lock is held for long and no statement times out. */
@Injectable()
export class ExpiredRows {
  constructor(private readonly sql: Sql) {}

  /**
   * @param name names the prepared statement
   * @param table of the rows; part of the statement's text, so never from outside
   * @param condition on the rows, with `$1` as the moment before which they are too old
   * @returns how many rows were deleted
   */
  async delete(name: string, table: string, condition: string, before: Date): Promise<number> {
    let deleted = 0;
    for (;;) {
      const rows = await this.sql.query(
        name,
        `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
           SELECT ctid FROM ${table} WHERE ${condition} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)) RETURNING 1`,
        [before],
      );
      deleted += rows.length;
      if (rows.length < BATCH) return deleted;
    }
  }
}
