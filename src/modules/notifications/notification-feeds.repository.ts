import { Injectable } from '@nestjs/common';
import { Sql } from '../../infra/database/sql.js';
import type { NewNotification } from './notifications.api.js';

/** The writing side of the feeds. */
@Injectable()
export class NotificationFeeds {
  constructor(private readonly sql: Sql) {}

  /**
   * Adds to the feeds of the recipients, which stay locked until the commit; locked by user id, so that two
   * transactions never wait for each other.
   * @returns who got something new
   */
  async add(notifications: readonly NewNotification[]): Promise<string[]> {
    const rows = await this.sql.query<{ userId: string }>(
      'notifications_add',
      `WITH item AS (
         SELECT DISTINCT ON ("userId", cause) *
         FROM ROWS FROM (jsonb_to_recordset($1) AS ("userId" uuid, type text, title text, message text, metadata jsonb, cause text))
           WITH ORDINALITY AS item ("userId", type, title, message, metadata, cause, position)
         ORDER BY "userId", cause, position
       ), feed AS (
         INSERT INTO notification_feeds AS feed (user_id, last_seq)
         SELECT "userId", count(*) FROM item GROUP BY "userId" ORDER BY "userId"
         ON CONFLICT (user_id) DO UPDATE SET last_seq = feed.last_seq + excluded.last_seq WHERE feed.closed_at IS NULL
         RETURNING user_id, last_seq
       ), added AS (
         INSERT INTO notifications (user_id, seq, type, title, message, metadata, cause, created_at)
         SELECT feed.user_id, last_seq + 1 - row_number() OVER (PARTITION BY feed.user_id ORDER BY position DESC),
           type, title, message, coalesce(metadata, '{}'), cause, clock_timestamp()
         FROM item JOIN feed ON feed.user_id = item."userId"
         ORDER BY feed.user_id, position
         ON CONFLICT ON CONSTRAINT notifications_cause_key DO NOTHING
         RETURNING user_id
       )
       SELECT DISTINCT user_id AS "userId" FROM added`,
      [JSON.stringify(notifications)],
    );
    return rows.map(({ userId }) => userId);
  }

  /** Empties a feed for good; a transaction that is adding to it at this moment is waited for. */
  async close(userId: string): Promise<void> {
    await this.sql.query(
      'notifications_close_feed',
      `INSERT INTO notification_feeds (user_id, last_seq, closed_at) VALUES ($1, 0, now())
       ON CONFLICT (user_id) DO UPDATE SET closed_at = now()`,
      [userId],
    );
    await this.sql.query('notifications_erase', 'DELETE FROM notifications WHERE user_id = $1', [userId]);
  }
}
