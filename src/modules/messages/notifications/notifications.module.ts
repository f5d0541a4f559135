import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { Notification } from './entities/notification.entity.js';
import { NotificationMentions } from './notification-mentions.repository.js';
import { NotificationFeeds } from './notification-feeds.repository.js';
import { NotificationsApi } from './notifications.api.js';
import { NotificationsPublisher } from './notifications.publisher.js';
import { NotificationsRepository } from './notifications.repository.js';
import { NotificationsService } from './notifications.service.js';
import { NotificationsUserData } from './notifications.user-data.js';

@Module({
  imports: [DatabaseModule.forFeature([Notification])],
  providers: [
    NotificationMentions,
    NotificationFeeds,
    NotificationsRepository,
    NotificationsService,
    NotificationsUserData,
    { provide: NotificationsApi, useClass: NotificationsPublisher },
  ],
  exports: [NotificationsApi, NotificationFeeds, NotificationsRepository, NotificationsService],
})
export class NotificationsModule {}
