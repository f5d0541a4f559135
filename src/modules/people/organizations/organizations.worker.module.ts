import { Module } from '@nestjs/common';
import { MailModule } from '../../messages/mail/mail.module.js';
import { NotificationsModule } from '../../messages/notifications/notifications.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { UsersModule } from '../users/users.module.js';
import { InvitationMailConsumer } from './invitations/invitation-mail.consumer.js';
import { MembershipNoticesConsumer } from './members/membership-notices.consumer.js';
import { InvitationsCleanUp } from './invitations/invitations-clean-up.task.js';
import { JoiningCleanUp } from './joining/joining-clean-up.task.js';
import { JoiningConsumer } from './joining/joining.consumer.js';
import { OrganizationsModule } from './organizations.module.js';

@Module({
  imports: [OrganizationsModule, AuthModule, UsersModule, MailModule, NotificationsModule],
  providers: [JoiningConsumer, JoiningCleanUp, InvitationMailConsumer, MembershipNoticesConsumer, InvitationsCleanUp],
})
export class OrganizationsWorkerModule {}
