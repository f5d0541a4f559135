import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import { mapPage, type Page } from '../../../kernel/page.js';
import type { Actor } from '../../../infra/access/actor.js';
import type { NotificationQueryDto, UnreadQueryDto } from './dto/notification-query.dto.js';
import type { MarkedReadDto, NotificationDto, UnreadCountDto } from './dto/notification.dto.js';
import { toNotificationDto } from './notification.mapper.js';
import { NotificationsRepository } from './notifications.repository.js';

/** A person's own notifications; those of others do not exist for them (404). */
@Injectable()
export class NotificationsService {
  constructor(private readonly repository: NotificationsRepository) {}

  async list(actor: Actor, query: NotificationQueryDto): Promise<Page<NotificationDto>> {
    return mapPage(await this.repository.list(actor.userId, query), toNotificationDto);
  }

  listUnread(actor: Actor, query: UnreadQueryDto): Promise<Page<NotificationDto>> {
    return this.list(actor, { ...query, isRead: false });
  }

  async countUnread(actor: Actor): Promise<UnreadCountDto> {
    return { unread: await this.repository.countUnread(actor.userId) };
  }

  /** @throws CodedError not_found */
  async markRead(actor: Actor, id: string): Promise<NotificationDto> {
    const row = await this.repository.markRead(actor.userId, id);
    if (!row) throw new CodedError(NOT_FOUND);
    return toNotificationDto(row);
  }

  async markAllRead(actor: Actor, before: Date | undefined): Promise<MarkedReadDto> {
    return { updated: await this.repository.markAllRead(actor.userId, before) };
  }

  /** @throws CodedError not_found */
  async remove(actor: Actor, id: string): Promise<void> {
    if (!(await this.repository.delete(actor.userId, id))) throw new CodedError(NOT_FOUND);
  }
}
