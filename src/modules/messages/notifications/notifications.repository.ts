import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Page } from '../../../kernel/page.js';
import { Sql } from '../../../infra/database/sql.js';
import { paginate } from '../../../infra/database/paginate.js';
import type { NotificationQueryDto } from './dto/notification-query.dto.js';
import { Notification } from './entities/notification.entity.js';
import { NOTIFICATION_COLUMNS, type NotificationRow } from './notification-row.js';
import { boundsOf, decodePosition, encodePosition } from './list-position.js';

const DEFAULT_LIMIT = 20;

type ListedRow = NotificationRow & { readonly amongRead: boolean; readonly now: string };

/** Two statements instead of one with `OR`, whose generic plan could use neither index. */
const OF_TYPE = 'type = $6';
const OF_ANY_TYPE = '$6::text IS NULL';

const part = (ofType: string, amongRead: boolean, condition: string, bound: string) =>
  `(SELECT *, ${amongRead} AS among_read FROM notifications
    WHERE user_id = $1 AND ${condition} AND seq < ${bound} AND ${ofType}
    ORDER BY seq DESC LIMIT $7)`;

/**
 * The snapshot of a list is the next millisecond: a row that is marked in the present one is repeated rather than lost.
 */
const list = (ofType: string) => `
  SELECT ${NOTIFICATION_COLUMNS}, among_read AS "amongRead", now() + interval '1 millisecond' AS now
  FROM (
    ${part(ofType, false, 'NOT is_read', '$2')}
    UNION ALL ${part(ofType, false, 'is_read AND read_at > $5', '$3')}
    UNION ALL ${part(ofType, true, 'is_read AND ($5::timestamptz IS NULL OR read_at <= $5)', '$4')}
  ) AS listed
  ORDER BY among_read, seq DESC LIMIT $7`;

/** Reading, marking and deleting, within one person's feed. */
@Injectable()
export class NotificationsRepository {
  constructor(
    @InjectRepository(Notification) private readonly notifications: Repository<Notification>,
    private readonly sql: Sql,
  ) {}

  /** Unread first, then newest first. */
  async list(userId: string, query: NotificationQueryDto): Promise<Page<NotificationRow>> {
    return query.page === undefined ? this.listAfter(userId, query) : this.listPage(userId, query);
  }

  async countUnread(userId: string): Promise<number> {
    const [row] = await this.sql.brief<{ unread: number }>(
      'notifications_count_unread',
      'SELECT count(*)::int AS unread FROM notifications WHERE user_id = $1 AND NOT is_read',
      [userId],
    );
    return row?.unread ?? 0;
  }

  async markRead(userId: string, id: string): Promise<NotificationRow | null> {
    const [row] = await this.sql.query<NotificationRow>(
      'notifications_mark_read',
      `UPDATE notifications SET is_read = true, read_at = coalesce(read_at, now())
       WHERE id = $1 AND user_id = $2 RETURNING ${NOTIFICATION_COLUMNS}`,
      [id, userId],
    );
    return row ?? null;
  }

  /**
   * Marks what was committed before the statement began. Rows are locked in the order of `seq`, against deadlocks.
   * @returns how many were marked
   */
  async markAllRead(userId: string, before: Date | undefined): Promise<number> {
    const [row] = await this.sql.query<{ updated: number }>(
      'notifications_mark_all_read',
      `WITH unread AS (
         SELECT id FROM notifications
         WHERE user_id = $1 AND NOT is_read AND ($2::timestamptz IS NULL OR created_at <= $2)
         ORDER BY seq FOR NO KEY UPDATE
       ), marked AS (
         UPDATE notifications SET is_read = true, read_at = now() FROM unread WHERE notifications.id = unread.id
         RETURNING 1
       )
       SELECT count(*)::int AS updated FROM marked`,
      [userId, before ?? null],
    );
    return row?.updated ?? 0;
  }

  /** @returns whether it existed */
  async delete(userId: string, id: string): Promise<boolean> {
    const { affected } = await this.notifications.delete({ id, userId });
    return affected === 1;
  }

  /** Number of unread notifications by person, for those with an unread one since the given time. */
  async countUnreadOf(userIds: readonly string[], since: Date): Promise<Map<string, number>> {
    const rows = await this.sql.query<{ userId: string; unread: number }>(
      'notifications_count_unread_of',
      `SELECT user_id AS "userId", count(*)::int AS unread FROM notifications
       WHERE user_id = ANY ($1) AND NOT is_read GROUP BY user_id HAVING max(created_at) >= $2`,
      [userIds, since],
    );
    return new Map(rows.map(({ userId, unread }) => [userId, unread]));
  }

  /** @returns how many were deleted, at most `limit` */
  async deleteReadBefore(moment: Date, limit: number): Promise<number> {
    const rows = await this.sql.query(
      'notifications_clean_up',
      `DELETE FROM notifications WHERE id IN (
         SELECT id FROM notifications WHERE is_read AND created_at < $1 ORDER BY created_at LIMIT $2)
       RETURNING 1`,
      [moment, limit],
    );
    return rows.length;
  }

  private listPage(userId: string, { type, isRead, ...page }: NotificationQueryDto): Promise<Page<NotificationRow>> {
    const list = this.notifications
      .createQueryBuilder('notification')
      .where('notification.userId = :userId', { userId });
    if (type !== undefined) list.andWhere('notification.type = :type', { type });
    if (isRead !== undefined) list.andWhere('notification.isRead = :isRead', { isRead });
    return paginate(list, page, 'isRead,-seq');
  }

  /**
   * Keyset pagination, one index scan per part. Later pages show the read state of the first one, so that marking rows
   * as read neither skips nor repeats any.
   */
  private async listAfter(userId: string, query: NotificationQueryDto): Promise<Page<NotificationRow>> {
    const { type, isRead, limit = DEFAULT_LIMIT, cursor } = query;
    const from = cursor === undefined ? null : decodePosition(cursor);
    const { unread, readSince, read } = boundsOf(from, isRead);
    const asOf = isRead === undefined ? (from?.asOf ?? null) : null;
    const [name, ofType] = type === undefined ? ['', OF_ANY_TYPE] : ['_of_type', OF_TYPE];
    const rows = await this.sql.brief<ListedRow>(`notifications_list${name}`, list(ofType), [
      userId,
      unread,
      readSince,
      read,
      asOf,
      type ?? null,
      limit + 1,
    ]);
    const last = rows[limit - 1];
    const hasMore = rows.length > limit;
    const nextCursor = hasMore && last ? encodePosition({ ...last, asOf: from?.asOf ?? last.now }) : null;
    return { data: rows.slice(0, limit), meta: { limit, hasMore, nextCursor } };
  }
}
