import { Charged } from '../../../../infra/quotas/charges.guard.js';
import { WebhookTestCharges } from '../webhook/webhook-charges.js';
import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { WebhookDeliveryDetailsDto, WebhookDeliveryDto, PENDING } from './webhook-delivery.dto.js';
import { WebhookDeliveriesService } from './webhook-deliveries.service.js';
import { DELIVERY_UNDER_WAY, WEBHOOK_INACTIVE } from '../webhooks.errors.js';

@ApiTags('Webhooks')
@Controller('webhook-deliveries')
@Access()
export class WebhookDeliveriesController {
  constructor(private readonly deliveries: WebhookDeliveriesService) {}

  /**
   * Shows what was sent, and every attempt with its request and answer.
   * @remarks To see why a receiver refused a message: status, time and the first part of each answer.
   */
  @Get(':id')
  get(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<WebhookDeliveryDetailsDto> {
    return this.deliveries.findOne(actor, id);
  }

  /**
   * Sends the message again, under the same `webhook-id`.
   * @remarks The body is the same, the signature new; it goes to the address that the webhook has now, and is retried
   * as a new one would be.
   */
  @Post(':id/redeliver')
  @Charged(WebhookTestCharges)
  @HttpCode(202)
  @Problems(WEBHOOK_INACTIVE, DELIVERY_UNDER_WAY)
  @Shows('PendingDelivery', PENDING)
  redeliver(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<WebhookDeliveryDto> {
    return this.deliveries.redeliver(actor, id);
  }
}
