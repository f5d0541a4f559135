import { Module } from '@nestjs/common';
import { MailModule } from '../../messages/mail/mail.module.js';
import { NotificationsModule } from '../../messages/notifications/notifications.module.js';
import { UsersModule } from '../users/users.module.js';
import { ExpiringApiKeysTask } from './api-keys/expiring-api-keys.task.js';
import { AccountLinks } from './links/account-links.js';
import { AuthCleanUpTask } from './auth-clean-up.task.js';
import { AuthModule } from './auth.module.js';
import { AccountMailConsumer } from './messages/account-mail.consumer.js';
import { AccountNoticesConsumer } from './messages/account-notices.consumer.js';

@Module({
  imports: [AuthModule, UsersModule, MailModule, NotificationsModule],
  providers: [AccountLinks, AccountMailConsumer, AccountNoticesConsumer, AuthCleanUpTask, ExpiringApiKeysTask],
})
export class AuthWorkerModule {}
