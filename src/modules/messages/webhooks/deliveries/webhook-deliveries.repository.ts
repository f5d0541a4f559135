import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type SelectQueryBuilder } from 'typeorm';
import { Sql } from '../../../../infra/database/sql.js';
import { paginate } from '../../../../infra/database/paginate.js';
import type { Page } from '../../../../kernel/page.js';
import type { DeliveryQueryDto } from '../webhook/webhook-query.dto.js';
import { WebhookAttempt } from './webhook-attempt.entity.js';
import { WebhookDelivery } from './webhook-delivery.entity.js';
import type { WebhookMessage } from '../catalogue/webhook-message.js';
import type { DeliveryStatus } from '../webhook/webhook.rules.js';
import type { DeliveryAttempt } from '../webhooks.jobs.js';

/** A delivery with the data for sending it. */
export interface OpenDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly messageId: string;
  readonly event: string;
  readonly body: string;
  readonly attemptsBefore: number;
  readonly retriesEndAt: string;
  readonly isActive: boolean;
  readonly userId: string | null;
  readonly organizationId: string | null;
  readonly responsibleId: string | null;
  readonly url: string;
  readonly secret: string;
  /** The former secret during a rotation; null when there is none that still signs. */
  readonly previousSecret: string | null;
}

/** Result of an attempt. */
export interface FinishedAttempt {
  readonly status: Extract<DeliveryStatus, 'pending' | 'delivered' | 'failed'>;
  readonly error: string | null;
  readonly nextAttemptAt: Date | null;
  readonly finishedAt: Date | null;
}

/** Everything but the body. */
const LISTED = [
  'id',
  'webhookId',
  'messageId',
  'event',
  'sequence',
  'status',
  'attempts',
  'lastError',
  'nextAttemptAt',
  'finishedAt',
  'createdAt',
] as const satisfies ReadonlyArray<keyof WebhookDelivery>;
export type ListedDelivery = Pick<WebhookDelivery, (typeof LISTED)[number]>;

/** Bound of the count of waiting deliveries. */
const MOST_COUNTED = 1000;

@Injectable()
export class WebhookDeliveries {
  constructor(
    @InjectRepository(WebhookDelivery) private readonly deliveries: Repository<WebhookDelivery>,
    @InjectRepository(WebhookAttempt) private readonly attempts: Repository<WebhookAttempt>,
    private readonly sql: Sql,
  ) {}

  /** Idempotent per webhook and message. @returns false when the delivery existed already */
  async add(
    id: string,
    webhookId: string,
    message: WebhookMessage,
    createdAt: Date,
    retriesEndAt: Date,
  ): Promise<boolean> {
    const rows = await this.sql.query(
      'webhook_delivery_add',
      `INSERT INTO webhook_deliveries (id, webhook_id, message_id, event, sequence, body, people, created_at,
         next_attempt_at, retries_end_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)
       ON CONFLICT ON CONSTRAINT webhook_deliveries_message_key DO NOTHING RETURNING 1`,
      [
        id,
        webhookId,
        message.id,
        message.event,
        message.sequence,
        message.body,
        message.people,
        createdAt,
        retriesEndAt,
      ],
    );
    return rows.length > 0;
  }

  /** Sequence number of the booking's next event; the row lock serializes the booking's events until the commit. */
  async nextSequence(bookingId: string): Promise<number> {
    const [row] = await this.sql.query<{ last: number }>(
      'webhook_sequence_next',
      `INSERT INTO webhook_sequences AS s (booking_id, last) VALUES ($1, 1)
       ON CONFLICT (booking_id) DO UPDATE SET last = s.last + 1 RETURNING last`,
      [bookingId],
    );
    return row?.last ?? 1;
  }

  /** @returns null when the delivery or its webhook was deleted */
  async open(id: string, now: Date): Promise<OpenDelivery | null> {
    const [row] = await this.sql.query<OpenDelivery>(
      'webhook_delivery_open',
      `SELECT d.id, d.webhook_id AS "webhookId", d.message_id AS "messageId", d.event, d.body,
         d.attempts_before AS "attemptsBefore", d.retries_end_at AS "retriesEndAt", w.is_active AS "isActive",
         w.user_id AS "userId", w.organization_id AS "organizationId", w.responsible_id AS "responsibleId", w.url,
         w.secret, CASE WHEN w.previous_secret_ends_at > $2 THEN w.previous_secret END AS "previousSecret"
       FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id WHERE d.id = $1`,
      [id, now],
    );
    return row ?? null;
  }

  /**
   * Begins an attempt. One that was begun before without a recorded result (the worker died, or the database was down)
   * is begun again: at-least-once delivery, with the same `webhook-id`.
   * @returns false when the attempt is finished already
   */
  async begin({ deliveryId, attempt }: DeliveryAttempt): Promise<boolean> {
    const rows = await this.sql.query(
      'webhook_delivery_begin',
      `UPDATE webhook_deliveries SET status = 'sending', attempts = $2, next_attempt_at = NULL
       WHERE id = $1 AND ((status = 'pending' AND attempts = $2 - 1) OR (status = 'sending' AND attempts = $2))
       RETURNING 1`,
      [deliveryId, attempt],
    );
    return rows.length > 0;
  }

  /** @returns false when it was recorded already */
  async finish({ deliveryId, attempt }: DeliveryAttempt, outcome: FinishedAttempt): Promise<boolean> {
    const { status, error, nextAttemptAt, finishedAt } = outcome;
    const rows = await this.sql.query(
      'webhook_delivery_finish',
      `UPDATE webhook_deliveries SET status = $3, last_error = $4, next_attempt_at = $5, finished_at = $6
       WHERE id = $1 AND status = 'sending' AND attempts = $2 RETURNING 1`,
      [deliveryId, attempt, status, error, nextAttemptAt, finishedAt],
    );
    return rows.length > 0;
  }

  async record(attempt: WebhookAttempt): Promise<void> {
    await this.attempts.insert(attempt);
  }

  async drop(id: string, at: Date): Promise<void> {
    await this.sql.query(
      'webhook_delivery_drop',
      `UPDATE webhook_deliveries SET status = 'dropped', next_attempt_at = NULL, finished_at = $2
       WHERE id = $1 AND status IN ('pending', 'sending')`,
      [id, at],
    );
  }

  /** @returns false when the attempt is not the next one any more */
  async postpone({ deliveryId, attempt }: DeliveryAttempt, until: Date): Promise<boolean> {
    const rows = await this.sql.query(
      'webhook_delivery_postpone',
      `UPDATE webhook_deliveries SET next_attempt_at = $3
       WHERE id = $1 AND status = 'pending' AND attempts = $2 - 1 RETURNING 1`,
      [deliveryId, attempt, until],
    );
    return rows.length > 0;
  }

  /** How many wait for this webhook; at most 1000 are counted. */
  async countWaiting(webhookId: string): Promise<number> {
    const [row] = await this.sql.query<{ count: number }>(
      'webhook_deliveries_waiting',
      `SELECT count(*)::int AS count FROM (
         SELECT FROM webhook_deliveries WHERE webhook_id = $1 AND status = 'pending' LIMIT ${MOST_COUNTED}) waiting`,
      [webhookId],
    );
    return row?.count ?? 0;
  }

  /** @returns its next attempt, or null when it is under way */
  async requeue(id: string, now: Date, retriesEndAt: Date): Promise<DeliveryAttempt | null> {
    const [row] = await this.sql.query<DeliveryAttempt>(
      'webhook_delivery_requeue',
      `UPDATE webhook_deliveries SET status = 'pending', attempts_before = attempts, next_attempt_at = $2,
         retries_end_at = $3, finished_at = NULL
       WHERE id = $1 AND status IN ('delivered', 'failed', 'dropped')
       RETURNING id AS "deliveryId", attempts + 1 AS attempt`,
      [id, now, retriesEndAt],
    );
    return row ?? null;
  }

  find(id: string): Promise<WebhookDelivery | null> {
    return this.deliveries.findOneBy({ id });
  }

  /** The latest attempts, in their order. */
  async attemptsOf(deliveryId: string, limit: number): Promise<WebhookAttempt[]> {
    const latest = await this.attempts.find({ where: { deliveryId }, order: { number: 'DESC' }, take: limit });
    return latest.reverse();
  }

  list(webhookId: string, { status, event, ...page }: DeliveryQueryDto): Promise<Page<ListedDelivery>> {
    const list = this.listed().where('delivery.webhookId = :webhookId', { webhookId });
    if (status !== undefined) list.andWhere('delivery.status = :status', { status });
    if (event !== undefined) list.andWhere('delivery.event = :event', { event });
    return paginate(list, page, '-createdAt');
  }

  /**
   * Whether a first attempt of a delivery about the person since that time is not finished; retries are not awaited.
   */
  async areFirstUnderWay(person: string, since: Date): Promise<boolean> {
    const rows = await this.sql.query(
      'webhook_first_under_way',
      `SELECT FROM webhook_deliveries
       WHERE people && ARRAY[$1] AND created_at >= $2 AND status IN ('pending', 'sending') AND attempts = 0 LIMIT 1`,
      [person, since],
    );
    return rows.length > 0;
  }

  async deleteAbout(people: readonly string[]): Promise<void> {
    await this.sql.query('webhook_deliveries_forget', 'DELETE FROM webhook_deliveries WHERE people && $1::text[]', [
      people,
    ]);
  }

  private listed(): SelectQueryBuilder<WebhookDelivery> {
    return this.deliveries.createQueryBuilder('delivery').select(LISTED.map((column) => `delivery.${column}`));
  }
}
