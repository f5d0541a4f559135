import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';

export interface AccessChanges {
  /** Position to read on from: the oldest open transaction (xmin). */
  readonly horizon: string;
  /** Whether the previous horizon is ahead of the server's: it is another one, or was restored to an earlier time. */
  readonly isSetBack: boolean;
  readonly changes: ReadonlyArray<readonly [userId: string, sessionId: string | null]>;
}

@Injectable()
export class AccessChangesRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * Changes committed since the horizon. Commits come out of order of transaction ids, so the horizon is the oldest
   * open transaction (`pg_snapshot_xmin`): reading may repeat changes but never misses one, and waits for no
   * transaction. Ids from the future are ignored: they come with a dump restored from a server with higher ids.
   * @param horizon of the previous reading; null reads only the horizon
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

  /** Retention: longer than any process trusts its cache without the feed. */
  async removeOld(): Promise<void> {
    await this.sql.query(
      'access_changes_clean',
      `DELETE FROM access_changes WHERE created_at < now() - interval '1 day'`,
    );
  }
}
