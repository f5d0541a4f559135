import { Injectable } from '@nestjs/common';
import { Sql } from '../../../infra/database/sql.js';
import { NOTIFICATION_COLUMNS, type NotificationRow } from './notification-row.js';
import type { NewNotification } from './notifications.api.js';

export interface FeedState {
  /** `0` for an empty feed. */
  readonly lastSeq: string;
  readonly unread: number;
}

/** The feeds as logs: appending, and reading from a position. */
@Injectable()
export class NotificationFeeds {
  constructor(private readonly sql: Sql) {}

  /**
   * Appends to the feeds of the recipients, idempotently by cause. The feeds are locked until the commit, in the order
   * of user ids, against deadlocks.
   * @returns ids of people with a new notification
   */
  async add(notifications: readonly NewNotification[]): Promise<string[]> {
    const rows = await this.sql.query<{ userId: string }>(
      'notifications_add',
      `WITH item AS (
         SELECT DISTINCT ON ("userId", cause) *
         FROM ROWS FROM (jsonb_to_recordset($1) AS ("userId" uuid, type text, title text, message text, language text, metadata jsonb, about uuid[], cause text))
           WITH ORDINALITY AS item ("userId", type, title, message, language, metadata, about, cause, position)
         ORDER BY "userId", cause, position
       ), feed AS (
         INSERT INTO notification_feeds AS feed (user_id, last_seq)
         SELECT "userId", count(*) FROM item GROUP BY "userId" ORDER BY "userId"
         ON CONFLICT (user_id) DO UPDATE SET last_seq = feed.last_seq + excluded.last_seq WHERE feed.closed_at IS NULL
         RETURNING user_id, last_seq
       ), added AS (
         INSERT INTO notifications (user_id, seq, type, title, message, language, metadata, about, cause, created_at)
         SELECT feed.user_id, last_seq + 1 - row_number() OVER (PARTITION BY feed.user_id ORDER BY position DESC),
           type, title, message, language, coalesce(metadata, '{}'), coalesce(about, '{}'), cause, clock_timestamp()
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

  /** Both values from one snapshot. */
  async stateOf(userId: string): Promise<FeedState> {
    const [row] = await this.sql.query<FeedState>(
      'notifications_feed_state',
      `SELECT coalesce((SELECT last_seq FROM notification_feeds WHERE user_id = $1), 0) AS "lastSeq",
         (SELECT count(*)::int FROM notifications WHERE user_id = $1 AND NOT is_read) AS unread`,
      [userId],
    );
    return row ?? { lastSeq: '0', unread: 0 };
  }

  /** Notifications after a position, in the order of commits. */
  readAfter(userId: string, seq: string, limit: number): Promise<NotificationRow[]> {
    return this.sql.query<NotificationRow>(
      'notifications_read_after',
      `SELECT ${NOTIFICATION_COLUMNS} FROM notifications WHERE user_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
      [userId, seq, limit],
    );
  }

  /** Last position of each feed; empty feeds are left out. */
  async lastSeqs(userIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.sql.query<{ userId: string; lastSeq: string }>(
      'notifications_last_seqs',
      'SELECT user_id AS "userId", last_seq AS "lastSeq" FROM notification_feeds WHERE user_id = ANY ($1)',
      [userIds],
    );
    return new Map(rows.map(({ userId, lastSeq }) => [userId, lastSeq]));
  }

  /** Closes a feed and deletes its notifications. Waits for concurrent appends (row lock); later ones are dropped. */
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
