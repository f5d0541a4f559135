import { Module } from '@nestjs/common';
import { CsvModule } from '../../../infra/http/csv/csv.module.js';
import { documentWebhooks } from './catalogue/webhook-documents.dto.js';
import { WebhookDeliveriesController } from './deliveries/webhook-deliveries.controller.js';
import { WebhooksController } from './webhook/webhooks.controller.js';
import { WebhooksModule } from './webhooks.module.js';

documentWebhooks();

@Module({ imports: [CsvModule, WebhooksModule], controllers: [WebhooksController, WebhookDeliveriesController] })
export class WebhooksHttpModule {}
