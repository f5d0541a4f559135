import { Module } from '@nestjs/common';
import { NotificationsModule } from '../../messages/notifications/notifications.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { CollaboratorNoticesConsumer } from './collaborators/collaborator-notices.consumer.js';
import { GuestNamesCleanUp } from './guests/guest-names.task.js';
import { SessionInvitationsCleanUp } from './invitations/session-invitations-clean-up.task.js';
import { SessionClientsCleanUp } from './live/clients-clean-up.task.js';
import { SessionsModule } from './sessions.module.js';

@Module({
  imports: [SessionsModule, UsersModule, NotificationsModule],
  providers: [CollaboratorNoticesConsumer, SessionInvitationsCleanUp, GuestNamesCleanUp, SessionClientsCleanUp],
})
export class SessionsWorkerModule {}
