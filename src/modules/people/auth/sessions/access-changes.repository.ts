import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';

export interface AccessChanges {
  /** From where to read on. */
  readonly horizon: string;
  /** Whether the horizon of before lies ahead of everything there is: this is another server, or the same at an earlier time. */
  readonly isSetBack: boolean;
  readonly changes: ReadonlyArray<readonly [userId: string, sessionId: string | null]>;
}

@Injectable()
export class AccessChangesRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * What was committed since the horizon, without waiting for transactions that are open: the horizon is the oldest of
   * those, so what a later reading repeats was read before, and nothing is passed over. Notes of transactions that are
   * still to come are a restored dump's, from a server whose ids were higher; nobody here knew what they told.
   * @param horizon of the reading before; null reads nothing but the horizon
   */
  async since(horizon: string | null): Promise<AccessChanges> {
    const [read] = await this.sql.query<AccessChanges>(
      'access_changes_since',
      `SELECT pg_snapshot_xmin(now.snapshot)::text AS horizon,
         coalesce(pg_snapshot_xmin(now.snapshot)::text::bigint < $1::bigint, false) AS "isSetBack",
         (SELECT coalesce(json_agg(json_build_array(user_id, session_id)), '[]')
          FROM access_changes
          WHERE changed_in >= $1::bigint AND changed_in < pg_snapshot_xmax(now.snapshot)::text::bigint) AS changes
       FROM (SELECT pg_current_snapshot() AS snapshot) now`,
      [horizon],
    );
    if (!read) throw new Error('The database did not say where it is.');
    return read;
  }

  /** Whoever has not read for that long believes nothing that it knows. */
  async removeOld(): Promise<void> {
    await this.sql.query(
      'access_changes_clean',
      `DELETE FROM access_changes WHERE created_at < now() - interval '1 day'`,
    );
  }
}
