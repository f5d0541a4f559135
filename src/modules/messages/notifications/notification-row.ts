import type { Notification } from './entities/notification.entity.js';

/** Columns of lists and streams. Times are ISO strings where the row was read by prepared SQL. */
export type NotificationRow = Pick<
  Notification,
  'id' | 'seq' | 'type' | 'title' | 'message' | 'language' | 'isRead' | 'metadata' | 'createdAt'
>;

export const NOTIFICATION_COLUMNS = `id, seq, type, title, message, language, is_read AS "isRead", metadata, created_at AS "createdAt"`;
