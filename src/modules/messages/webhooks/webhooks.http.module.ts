import { Module } from '@nestjs/common';
import { documentWebhooks } from './catalogue/webhook-documents.dto.js';
import { WebhookDeliveriesController } from './deliveries/webhook-deliveries.controller.js';
import { WebhooksController } from './webhook/webhooks.controller.js';
import { WebhooksModule } from './webhooks.module.js';

documentWebhooks();

@Module({ imports: [WebhooksModule], controllers: [WebhooksController, WebhookDeliveriesController] })
export class WebhooksHttpModule {}
