import { Charged } from '../../../../infra/quotas/charges.guard.js';
import { WebhookTestCharges } from './webhook-charges.js';
import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import { API_KEY_REFUSED } from '../../../../infra/access/access.errors.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { CsvAnswer, CurrentDownload } from '../../../../infra/http/csv/csv-answer.decorator.js';
import { CsvFiles, type Download } from '../../../../infra/http/csv/csv-files.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { ChangeWebhookDto, NewWebhookDto } from './change-webhook.dto.js';
import { WebhookDeliveryDto, WebhookDeliveryPageDto, PENDING } from '../deliveries/webhook-delivery.dto.js';
import { WebhookEventTypesDto } from '../catalogue/webhook-event.dto.js';
import { DeliveryFileQueryDto, DeliveryQueryDto, WebhookQueryDto } from './webhook-query.dto.js';
import { WebhookDto, WebhookPageDto, WebhookWithSecretDto } from './webhook.dto.js';
import { WebhookDeliveriesService } from '../deliveries/webhook-deliveries.service.js';
import { eventTypes } from '../catalogue/webhook-event-types.js';
import { TOO_MANY_WEBHOOKS, WEBHOOK_INACTIVE } from '../webhooks.errors.js';
import { WebhooksService } from './webhooks.service.js';
import { DELIVERY_TABLE } from '../deliveries/webhook-delivery.table.js';

/** The state of the deliveries shows in a webhook and is no change of it. */
const WITH_STATE = { wholeBody: true };

@ApiTags('Webhooks')
@Controller('webhooks')
@Access()
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly deliveries: WebhookDeliveriesService,
    private readonly files: CsvFiles,
  ) {}

  /**
   * Adds a webhook for the caller's bookings, or for those of an organization.
   * @remarks Messages are signed as Standard Webhooks says; the secret is in this answer and in no other. What is not
   * accepted with a 2xx is sent again for 24 hours.
   */
  @Post()
  @Creates('/webhooks/{id}')
  @Versioned(WITH_STATE)
  @Idempotent({ sealed: true })
  @Problems(API_KEY_REFUSED, FORBIDDEN, TOO_MANY_WEBHOOKS)
  create(@CurrentActor() actor: Actor, @Body() webhook: NewWebhookDto): Promise<WebhookWithSecretDto> {
    return this.webhooks.create(actor, webhook);
  }

  /**
   * Lists the caller's webhooks, or those of an organization.
   * @remarks To show which of them work: each says since when it fails, and why it was switched off.
   */
  @Get()
  @Problems(FORBIDDEN)
  list(@CurrentActor() actor: Actor, @Query() query: WebhookQueryDto): Promise<WebhookPageDto> {
    return this.webhooks.list(actor, query);
  }

  /**
   * Lists what webhooks can be told of, each with the schema of its body and an example.
   * @remarks To build a form of choices, or to check a receiver: the schemas are those by which messages are made, as
   * under `webhooks` of this document.
   */
  @Get('event-types')
  listEventTypes(): WebhookEventTypesDto {
    return { eventTypes: eventTypes() };
  }

  /**
   * Shows one webhook.
   * @remarks To see whether it works. The secret is shown once, when it is made.
   */
  @Get(':id')
  @Versioned(WITH_STATE)
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.webhook) id: string): Promise<WebhookDto> {
    return this.webhooks.findOne(actor, id);
  }

  /**
   * Changes what is given.
   * @remarks Another address, other events, or on and off.
   */
  @Patch(':id')
  @Conditional(WITH_STATE)
  @Problems(API_KEY_REFUSED)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.webhook) id: string,
    @Body() change: ChangeWebhookDto,
    @IfMatch() version: number | undefined,
  ): Promise<WebhookDto> {
    return this.webhooks.change(actor, id, change, version);
  }

  /**
   * Deletes a webhook with the log of its deliveries.
   * @remarks For receivers that are gone. To pause it, change `isActive` instead.
   */
  @Delete(':id')
  @HttpCode(204)
  delete(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.webhook) id: string): Promise<void> {
    return this.webhooks.delete(actor, id);
  }

  /**
   * Makes another secret, and answers it once.
   * @remarks The old one signs beside it for 24 hours, so that receivers can change in between.
   */
  @Post(':id/rotate-secret')
  @HttpCode(200)
  @Versioned(WITH_STATE)
  @Idempotent({ sealed: true })
  @Problems(API_KEY_REFUSED)
  @Shows('RotatedWebhook', { previousSecretEndsAt: '2027-01-06T14:12:05.123Z' })
  rotateSecret(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.webhook) id: string,
  ): Promise<WebhookWithSecretDto> {
    return this.webhooks.rotateSecret(actor, id);
  }

  /**
   * Sends a `webhook.test` message; the delivery shows what came of it.
   * @remarks To see that a receiver answers and checks the signature, before anything real happens.
   */
  @Post(':id/test')
  @Charged(WebhookTestCharges)
  @Creates('/webhook-deliveries/{id}')
  @Idempotent()
  @Problems(WEBHOOK_INACTIVE)
  @Shows('PendingDelivery', PENDING)
  test(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.webhook) id: string): Promise<WebhookDeliveryDto> {
    return this.deliveries.sendTest(actor, id);
  }

  /**
   * Downloads all deliveries that the list shows as a table for spreadsheets (CSV, RFC 4180).
   * @remarks With the filters of `GET /webhooks/{id}/deliveries`, and as `GET /bookings/export` is made.
   */
  @Get(':id/deliveries/export')
  @CsvAnswer(DELIVERY_TABLE, 'One row for each delivery.')
  getDeliveriesCsv(
    @CurrentDownload() download: Download,
    @IdParam('id', EXAMPLE_IDS.webhook) id: string,
    @Query() query: DeliveryFileQueryDto,
  ): Promise<StreamableFile> {
    return this.files.open(DELIVERY_TABLE, download, (present, place) =>
      this.deliveries.list(present, id, { ...query, ...place }),
    );
  }

  /**
   * Lists what was sent in the last 30 days, the newest first.
   * @remarks To find what a receiver missed; `status` filters, and `POST /webhook-deliveries/{id}/redeliver` sends one
   * again.
   */
  @Get(':id/deliveries')
  listDeliveries(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.webhook) id: string,
    @Query() query: DeliveryQueryDto,
  ): Promise<WebhookDeliveryPageDto> {
    return this.deliveries.list(actor, id, query);
  }
}
