import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Clock } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { newId } from '../../../../kernel/ids.js';
import { mapPage, type Page } from '../../../../kernel/page.js';
import { DeliveryQueue } from '../sending/delivery-queue.js';
import type { WebhookDeliveryDetailsDto, WebhookDeliveryDto } from './webhook-delivery.dto.js';
import type { DeliveryQueryDto } from '../webhook/webhook-query.dto.js';
import type { WebhookDelivery } from './webhook-delivery.entity.js';
import { WebhookAccess } from '../webhook/webhook-access.js';
import { TEST_EVENT } from '../catalogue/webhook-catalogue.js';
import { WebhookDeliveries } from './webhook-deliveries.repository.js';
import { composeMessage } from '../catalogue/webhook-message.js';
import { toDeliveryDetailsDto, toDeliveryDto } from '../webhook/webhook.mapper.js';
import { DELIVERY_UNDER_WAY, WEBHOOK_INACTIVE } from '../webhooks.errors.js';

const SHOWN_ATTEMPTS = 100;

/** Deliveries, for the owners of webhooks. */
@Injectable()
export class WebhookDeliveriesService {
  constructor(
    private readonly deliveries: WebhookDeliveries,
    private readonly access: WebhookAccess,
    private readonly queue: DeliveryQueue,
    private readonly clock: Clock,
    readonly transactions: Transactions,
  ) {}

  async list(actor: Actor, webhookId: string, query: DeliveryQueryDto): Promise<Page<WebhookDeliveryDto>> {
    await this.access.open(actor, webhookId);
    return mapPage(await this.deliveries.list(webhookId, query), toDeliveryDto);
  }

  async findOne(actor: Actor, id: string): Promise<WebhookDeliveryDetailsDto> {
    const delivery = await this.getOrThrow(id);
    await this.access.open(actor, delivery.webhookId);
    return toDeliveryDetailsDto(delivery, await this.deliveries.attemptsOf(id, SHOWN_ATTEMPTS));
  }

  /** @throws CodedError webhook_inactive */
  @Transactional()
  async sendTest(actor: Actor, webhookId: string): Promise<WebhookDeliveryDto> {
    await this.assertActive(actor, webhookId);
    const data = { version: 1, webhookId };
    const message = { id: newId(), event: TEST_EVENT, at: this.clock.now(), sequence: null, people: [], data };
    const id = await this.queue.add(webhookId, composeMessage(message));
    if (id === null) throw new Error('A new message cannot be there already.');
    return toDeliveryDto(await this.getOrThrow(id));
  }

  /** @throws CodedError webhook_inactive, delivery_under_way */
  @Transactional()
  async redeliver(actor: Actor, id: string): Promise<WebhookDeliveryDto> {
    const { webhookId } = await this.getOrThrow(id);
    await this.assertActive(actor, webhookId);
    if (!(await this.queue.again(id))) throw new CodedError(DELIVERY_UNDER_WAY);
    return toDeliveryDto(await this.getOrThrow(id));
  }

  private async assertActive(actor: Actor, webhookId: string): Promise<void> {
    const { isActive } = await this.access.openToChange(actor, webhookId);
    if (!isActive) throw new CodedError(WEBHOOK_INACTIVE);
  }

  private async getOrThrow(id: string): Promise<WebhookDelivery> {
    const delivery = await this.deliveries.find(id);
    if (!delivery) throw new CodedError(NOT_FOUND);
    return delivery;
  }
}
