import { Module } from '@nestjs/common';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsModule } from './notifications.module.js';
import { NotificationStreams } from './stream/notification-streams.js';

@Module({ imports: [NotificationsModule], controllers: [NotificationsController], providers: [NotificationStreams] })
export class NotificationsHttpModule {}
