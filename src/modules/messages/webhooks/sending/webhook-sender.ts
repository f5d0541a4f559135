import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { VERSION } from '../../../../infra/config/version.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { EgressClient } from '../../../../infra/egress/egress-client.js';
import type { EgressAnswer } from '../../../../infra/egress/egress-result.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { Metrics } from '../../../../infra/telemetry/metrics.js';
import { Clock, MINUTE, SECOND } from '../../../../kernel/clock.js';
import { type Receiver, ReceiverSlots } from './receiver-slots.js';
import {
  type FinishedAttempt,
  type OpenDelivery,
  WebhookDeliveries,
} from '../deliveries/webhook-deliveries.repository.js';
import { WebhookHealth } from './webhook-health.js';
import { WebhookSecrets } from '../webhook/webhook-secrets.js';
import { signedHeaders } from './webhook-signature.js';
import { nextAttempt, type Verdict, verdictOf } from '../webhook/webhook.rules.js';
import { DELIVER_WEBHOOK, type DeliveryAttempt } from '../webhooks.jobs.js';
import { WebhookConfig } from '../webhooks.config.js';

/** Bytes of a response body that are stored. */
const MOST_RESPONSE_BYTES = 8 * 1024;
/** Bounds of the delay of a delivery whose receiver has no free slot. */
const SHORTEST_QUEUE_MS = SECOND;
const LONGEST_QUEUE_MS = 10 * MINUTE;

/** Request and response of an attempt. */
interface Exchange {
  readonly startedAt: Date;
  readonly headers: Record<string, string>;
  readonly durationMs: number;
  readonly answer: EgressAnswer | null;
  readonly verdict: Verdict;
}

/**
 * Makes one delivery attempt and records the result. A failed one appends the next to the outbox, so that neither the
 * back-off nor the count of attempts is lost with Redis.
 */
@Injectable()
export class WebhookSender {
  private readonly slots: ReceiverSlots;
  private readonly outcomes: Counter<'outcome'>;

  constructor(
    private readonly config: WebhookConfig,
    private readonly egress: EgressClient,
    private readonly deliveries: WebhookDeliveries,
    private readonly secrets: WebhookSecrets,
    private readonly health: WebhookHealth,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.slots = new ReceiverSlots(config.concurrency);
    this.outcomes = new Counter({
      name: 'webhook_attempts_total',
      help: 'Attempts to deliver a webhook by outcome.',
      labelNames: ['outcome'],
      registers: [metrics.registry],
    });
  }

  /** Throws only when the result cannot be recorded: then the same attempt is repeated, with the same `webhook-id`. */
  async attempt(attempt: DeliveryAttempt): Promise<void> {
    const delivery = await this.deliveries.open(attempt.deliveryId, this.clock.now());
    if (!delivery) return;
    if (!delivery.isActive) return this.deliveries.drop(delivery.id, this.clock.now());
    const receiver = receiverOf(delivery);
    const slot = this.slots.take(receiver);
    if (!slot) return this.queueUp(attempt, delivery.webhookId, receiver);
    const startedAt = performance.now();
    try {
      if (await this.deliveries.begin(attempt)) await this.deliver(attempt, delivery);
    } finally {
      this.slots.giveBack(slot, performance.now() - startedAt);
    }
  }

  private async deliver(attempt: DeliveryAttempt, delivery: OpenDelivery): Promise<void> {
    const exchange = await this.exchange(delivery);
    const outcome = this.outcomeOf(attempt, delivery, exchange.verdict);
    const isRecorded = await this.transactions.run(() => this.record(attempt, delivery, exchange, outcome));
    if (!isRecorded) return;
    this.outcomes.inc({ outcome: outcome.status === 'pending' ? 'postponed' : outcome.status });
    this.logger.event(
      `webhook.${outcome.status === 'pending' ? 'postponed' : outcome.status}`,
      {
        deliveryId: delivery.id,
        webhookId: delivery.webhookId,
        attempt: attempt.attempt,
        status: exchange.answer?.status,
        error: exchange.verdict.error?.code,
      },
      outcome.status === 'delivered' ? 'info' : 'warn',
    );
  }

  private async exchange({ messageId, body, url, ...delivery }: OpenDelivery): Promise<Exchange> {
    const startedAt = this.clock.now();
    const secrets = [delivery.secret, ...(delivery.previousSecret === null ? [] : [delivery.previousSecret])].flatMap(
      (sealed) => this.secrets.open(sealed) ?? [],
    );
    const headers = {
      'content-type': 'application/json',
      'user-agent': `Lyceum-Webhooks/${VERSION}`,
      ...signedHeaders({ id: messageId, sentAt: startedAt, body }, secrets),
    };
    if (secrets.length === 0) return { startedAt, headers, durationMs: 0, answer: null, verdict: UNSIGNED };
    const result = await this.egress.send({
      method: 'POST',
      url,
      headers,
      body,
      timeLimitMs: this.config.timeoutMs,
      maxBodyBytes: MOST_RESPONSE_BYTES,
      wanted: 'beginning',
    });
    const { answer, durationMs } = result;
    return { startedAt, headers, durationMs, answer, verdict: verdictOf(result, this.clock.now()) };
  }

  private outcomeOf({ attempt }: DeliveryAttempt, delivery: OpenDelivery, verdict: Verdict): FinishedAttempt {
    const now = this.clock.now();
    if (verdict.outcome === 'accepted')
      return { status: 'delivered', error: null, nextAttemptAt: null, finishedAt: now };
    const situation = {
      delaysMs: this.config.retryDelaysMs,
      failures: attempt - delivery.attemptsBefore,
      retryAfterMs: verdict.retryAfterMs,
      now,
      retriesEndAt: new Date(delivery.retriesEndAt),
    };
    const next = verdict.outcome === 'gone' ? null : nextAttempt(situation, Math.random());
    const error = verdict.error.message;
    return next
      ? { status: 'pending', error, nextAttemptAt: next, finishedAt: null }
      : { status: 'failed', error, nextAttemptAt: null, finishedAt: now };
  }

  /** @returns false when the same attempt was recorded already */
  private async record(
    { deliveryId, attempt }: DeliveryAttempt,
    { webhookId, url }: OpenDelivery,
    { startedAt, headers, durationMs, answer, verdict }: Exchange,
    outcome: FinishedAttempt,
  ): Promise<boolean> {
    if (!(await this.deliveries.finish({ deliveryId, attempt }, outcome))) return false;
    await this.deliveries.record({
      deliveryId,
      number: attempt,
      startedAt,
      durationMs,
      url,
      requestHeaders: headers,
      responseStatus: answer?.status ?? null,
      responseHeaders: answer?.headers ?? null,
      responseBody: answer ? storable(answer.body) : null,
      responseIsCut: answer?.isCut ?? null,
      errorCode: verdict.error?.code ?? null,
      errorMessage: verdict.error?.message ?? null,
    });
    await this.health.note(webhookId, verdict, this.clock.now());
    if (outcome.nextAttemptAt)
      await this.outbox.append(
        DELIVER_WEBHOOK,
        { deliveryId, attempt: attempt + 1 },
        { availableAt: outcome.nextAttemptAt },
      );
    return true;
  }

  /** Postpones the attempt, without counting it, until a slot should be free. */
  private async queueUp(attempt: DeliveryAttempt, webhookId: string, receiver: Receiver): Promise<void> {
    const time = this.slots.timeFor(receiver, await this.deliveries.countWaiting(webhookId));
    const wait = Math.min(Math.max(time * Math.random(), SHORTEST_QUEUE_MS), LONGEST_QUEUE_MS);
    const until = new Date(this.clock.now().getTime() + wait);
    await this.transactions.run(async () => {
      if (await this.deliveries.postpone(attempt, until))
        await this.outbox.append(DELIVER_WEBHOOK, attempt, { availableAt: until });
    });
  }
}

const UNSIGNED: Verdict = {
  outcome: 'refused',
  error: { code: 'secret', message: 'The secret cannot be read any more. Rotate it.' },
  retryAfterMs: 0,
};

/** The organization is the owner of webhooks without a recorded maker, from older releases. */
function receiverOf({ responsibleId, userId, organizationId, url, webhookId }: OpenDelivery): Receiver {
  return { owner: responsibleId ?? userId ?? organizationId ?? webhookId, host: new URL(url).host };
}

function storable(body: Buffer): string {
  return body.toString('utf8').replaceAll('\0', '');
}
