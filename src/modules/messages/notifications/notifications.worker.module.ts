import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { DailySummaryTask } from './daily-summary.task.js';
import { NotificationsCleanUp } from './notifications-clean-up.task.js';
import { NotificationsModule } from './notifications.module.js';
import { SummaryAgainConsumer } from './summary-again.consumer.js';

@Module({
  imports: [NotificationsModule, UsersModule, MailModule],
  providers: [DailySummaryTask, SummaryAgainConsumer, NotificationsCleanUp],
})
export class NotificationsWorkerModule {}
