import { Module } from '@nestjs/common';
import { NotificationsModule } from '../../messages/notifications/notifications.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { CollaboratorNoticesConsumer } from './collaborators/collaborator-notices.consumer.js';
import { SessionsModule } from './sessions.module.js';

@Module({
  imports: [SessionsModule, UsersModule, NotificationsModule],
  providers: [CollaboratorNoticesConsumer],
})
export class SessionsWorkerModule {}
