import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { AuthModule } from '../../people/auth/auth.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { DeliveryQueue } from './sending/delivery-queue.js';
import { WebhookAttempt } from './deliveries/webhook-attempt.entity.js';
import { WebhookDelivery } from './deliveries/webhook-delivery.entity.js';
import { Webhook } from './webhook/webhook.entity.js';
import { WebhookAccess } from './webhook/webhook-access.js';
import { WebhookTestCharges } from './webhook/webhook-charges.js';
import { WebhookDeliveries } from './deliveries/webhook-deliveries.repository.js';
import { WebhookDeliveriesService } from './deliveries/webhook-deliveries.service.js';
import { WebhookHealth } from './sending/webhook-health.js';
import { WebhookSecrets } from './webhook/webhook-secrets.js';
import { WebhooksRepository } from './webhook/webhooks.repository.js';
import { WebhooksService } from './webhook/webhooks.service.js';
import { WebhooksStandingAccess } from './webhooks.standing-access.js';
import { WebhooksUserData } from './webhooks.user-data.js';

@Module({
  imports: [
    DatabaseModule.forFeature([Webhook, WebhookDelivery, WebhookAttempt]),
    AuthModule,
    OrganizationsModule,
    UsersModule,
    NotificationsModule,
  ],
  providers: [
    WebhooksRepository,
    WebhookDeliveries,
    WebhookAccess,
    WebhookHealth,
    WebhookSecrets,
    WebhookTestCharges,
    DeliveryQueue,
    WebhooksService,
    WebhookDeliveriesService,
    WebhooksUserData,
    WebhooksStandingAccess,
  ],
  exports: [
    WebhooksService,
    WebhookDeliveriesService,
    WebhooksRepository,
    WebhookDeliveries,
    WebhookHealth,
    WebhookSecrets,
    DeliveryQueue,
  ],
})
export class WebhooksModule {}
