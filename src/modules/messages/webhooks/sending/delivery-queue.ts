import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Clock } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { WebhookDeliveries } from '../deliveries/webhook-deliveries.repository.js';
import type { WebhookMessage } from '../catalogue/webhook-message.js';
import { RETRIED_FOR_MS } from '../webhook/webhook.rules.js';
import { DELIVER_WEBHOOK } from '../webhooks.jobs.js';

/** Enqueues messages: inserts a delivery and the job of its first attempt, in the caller's transaction. */
@Injectable()
export class DeliveryQueue {
  constructor(
    private readonly deliveries: WebhookDeliveries,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Idempotent per webhook and message. @returns the delivery's id, or null when it existed already */
  async add(webhookId: string, message: WebhookMessage): Promise<string | null> {
    const id = newId();
    const now = this.clock.now();
    if (!(await this.deliveries.add(id, webhookId, message, now, this.endOfRetries(now)))) return null;
    await this.outbox.append(DELIVER_WEBHOOK, { deliveryId: id, attempt: 1 });
    return id;
  }

  /** Redelivers. @returns false when the delivery is under way */
  async again(id: string): Promise<boolean> {
    const now = this.clock.now();
    const attempt = await this.deliveries.requeue(id, now, this.endOfRetries(now));
    if (attempt) await this.outbox.append(DELIVER_WEBHOOK, attempt);
    return attempt !== null;
  }

  private endOfRetries(now: Date): Date {
    return new Date(now.getTime() + RETRIED_FOR_MS);
  }
}
