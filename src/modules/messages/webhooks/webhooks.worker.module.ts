import { Module } from '@nestjs/common';
import { SessionsModule } from '../../learning/sessions/sessions.module.js';
import { BookingsModule } from '../../scheduling/bookings/bookings.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { DeliverConsumer } from './sending/deliver.consumer.js';
import { FormerManagersConsumer } from './webhook/former-managers.consumer.js';
import { FanOutConsumer } from './sending/fan-out.consumer.js';
import { WebhookSender } from './sending/webhook-sender.js';
import { WebhooksCleanUp } from './deliveries/webhooks-clean-up.task.js';
import { WebhooksModule } from './webhooks.module.js';

/** The sending side: only the worker calls receivers. */
@Module({
  imports: [WebhooksModule, BookingsModule, OrganizationsModule, UsersModule, NotificationsModule, SessionsModule],
  providers: [FanOutConsumer, DeliverConsumer, FormerManagersConsumer, WebhookSender, WebhooksCleanUp],
})
export class WebhooksWorkerModule {}
