import { Module } from '@nestjs/common';
import { NotificationsModule } from '../../messages/notifications/notifications.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { FormerMembersConsumer } from './manage/former-members.consumer.js';
import { EventTypesModule } from './event-types.module.js';
import { HostNoticesConsumer } from './messages/host-notices.consumer.js';

@Module({
  imports: [EventTypesModule, NotificationsModule, OrganizationsModule, UsersModule],
  providers: [FormerMembersConsumer, HostNoticesConsumer],
})
export class EventTypesWorkerModule {}
