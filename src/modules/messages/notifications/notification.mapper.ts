import type { NotificationDto } from './dto/notification.dto.js';
import type { NotificationRow } from './notification-row.js';

export function toNotificationDto(row: NotificationRow): NotificationDto {
  const { id, type, title, message, language, isRead, metadata, createdAt } = row;
  return { id, type, title, message, language, isRead, metadata, createdAt };
}
