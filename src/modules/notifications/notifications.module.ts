import { Module } from '@nestjs/common';
import { NotificationFeeds } from './notification-feeds.repository.js';
import { NotificationsApi } from './notifications.api.js';
import { NotificationsPublisher } from './notifications.publisher.js';
import { NotificationsUserData } from './notifications.user-data.js';

@Module({
  providers: [
    NotificationFeeds,
    NotificationsUserData,
    { provide: NotificationsApi, useClass: NotificationsPublisher },
  ],
  exports: [NotificationsApi],
})
export class NotificationsModule {}
