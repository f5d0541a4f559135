import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type SelectQueryBuilder } from 'typeorm';
import type { Language } from '../../../kernel/language.js';
import type { Page } from '../../../kernel/page.js';
import { gatherable } from '../../../infra/database/gathering.js';
import { Sql } from '../../../infra/database/sql.js';
import { paginate } from '../../../infra/database/paginate.js';
import type { MailCalendar } from '../../../infra/mail/outgoing-mail.js';
import type { EmailQueryDto } from './dto/email-query.dto.js';
import { EmailDelivery } from './entities/email-delivery.entity.js';
import type { MailAttempt } from './mail.jobs.js';
import { mailTemplates } from './mail.templates.js';
import type { MailPriority } from '../../../infra/mail/mail-template.js';
import { CAUSE_ID } from './mail-traces.repository.js';

export type NewDelivery = Pick<
  EmailDelivery,
  | 'id'
  | 'template'
  | 'recipient'
  | 'recipientName'
  | 'timeZone'
  | 'language'
  | 'userId'
  | 'senderId'
  | 'status'
  | 'subject'
  | 'calendar'
  | 'messageId'
  | 'cause'
  | 'priority'
  | 'attemptLimit'
  | 'requestId'
  | 'nextAttemptAt'
> & { readonly data: object };

/** A delivery claimed for an attempt, with everything that sending needs. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly template: string;
  readonly recipient: string;
  readonly recipientName: string | null;
  readonly userId: string | null;
  readonly timeZone: string;
  readonly language: Language;
  readonly data: object;
  readonly calendar: MailCalendar | null;
  readonly messageId: string;
  readonly cause: string;
  readonly priority: MailPriority;
  readonly senderId: string | null;
  readonly attempts: number;
  readonly attemptLimit: number;
  readonly requestId: string | null;
}

/** An attempt that the provider accepted. */
type SentDelivery = Pick<ClaimedDelivery, 'id' | 'attempts'> & { readonly providerMessageId: string | null };

/** What enqueueing an attempt needs. */
export interface NextAttempt extends MailAttempt {
  readonly priority: MailPriority;
  readonly senderId: string | null;
  /** For first attempts: mails of one subject (`booking:<id>:<sequence>`) keep their order. */
  readonly cause?: string;
}

/** All columns but the content, which may be large or secret. */
const SHOWN = [
  'id',
  'template',
  'recipient',
  'recipientName',
  'userId',
  'subject',
  'messageId',
  'cause',
  'priority',
  'status',
  'attempts',
  'attemptLimit',
  'lastError',
  'provider',
  'providerMessageId',
  'requestId',
  'createdAt',
  'nextAttemptAt',
  'sentAt',
] as const satisfies ReadonlyArray<keyof EmailDelivery>;
export type ShownDelivery = Pick<EmailDelivery, (typeof SHOWN)[number]>;

/** What a mail is rendered from; without data once it is not stored any more. */
export type KeptContent = Pick<
  EmailDelivery,
  'template' | 'data' | 'userId' | 'recipientName' | 'timeZone' | 'language'
>;

const LONGEST_ERROR = 1000;

function perishable(): string[] {
  return mailTemplates().flatMap(({ name, isPerishable }) => (isPerishable ? name : []));
}

@Injectable()
export class EmailDeliveries {
  constructor(
    @InjectRepository(EmailDelivery) private readonly deliveries: Repository<EmailDelivery>,
    private readonly sql: Sql,
  ) {}

  /** Idempotent per template, recipient and cause. @returns false when it existed already */
  readonly add = gatherable<NewDelivery, boolean>({
    one: async (delivery) => (await this.insert([delivery])).has(delivery.id),
    many: async (deliveries) => {
      const added = await this.insert(deliveries);
      return deliveries.map(({ id }) => added.has(id));
    },
  });

  private async insert(deliveries: readonly NewDelivery[]): Promise<ReadonlySet<string>> {
    const rows = await this.sql.query<{ id: string }>(
      'email_add',
      `INSERT INTO email_deliveries (id, template, recipient, recipient_name, time_zone, language, user_id, subject, data, calendar,
         message_id, cause, priority, attempt_limit, request_id, next_attempt_at, sender_id, status)
       SELECT id, template, recipient, "recipientName", "timeZone", language, "userId", subject, data, calendar,
         "messageId", cause, priority, "attemptLimit", "requestId", "nextAttemptAt", "senderId", status
       FROM jsonb_to_recordset($1) AS (id uuid, template text, recipient citext, "recipientName" text, "timeZone" text, language text,
         "userId" uuid, subject text, data jsonb, calendar jsonb, "messageId" text, cause text, priority text,
         "attemptLimit" int, "requestId" text, "nextAttemptAt" timestamptz, "senderId" uuid, status text)
       ORDER BY template, recipient, cause
       ON CONFLICT ON CONSTRAINT email_deliveries_cause_key DO NOTHING RETURNING id`,
      [JSON.stringify(deliveries)],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /**
   * Claims an attempt (at-least-once): one that was claimed before, and whose outcome was not recorded because the
   * worker died or the database was away, is claimed again. The mail may then arrive twice, under one Message-ID.
   * @returns null when the attempt is stale, or the delivery has failed or was erased
   */
  readonly claim = gatherable<MailAttempt & { readonly provider: string }, ClaimedDelivery | null>({
    one: async (attempt) => (await this.take([attempt])).at(0) ?? null,
    many: async (attempts) => {
      const taken = new Map((await this.take(attempts)).map((delivery) => [delivery.id, delivery]));
      return attempts.map(({ deliveryId, attempt }) => {
        const delivery = taken.get(deliveryId);
        return delivery?.attempts === attempt ? delivery : null;
      });
    },
  });

  private take(attempts: ReadonlyArray<MailAttempt & { readonly provider: string }>): Promise<ClaimedDelivery[]> {
    return this.sql.query<ClaimedDelivery>(
      'email_claim',
      `UPDATE email_deliveries d SET status = 'sending', attempts = a.attempt, provider = a.provider, next_attempt_at = NULL
       FROM unnest($1::uuid[], $2::int[], $3::text[]) AS a (id, attempt, provider)
       WHERE d.id = a.id AND d.data IS NOT NULL
         AND ((d.status = 'queued' AND d.attempts = a.attempt - 1) OR (d.status = 'sending' AND d.attempts = a.attempt))
       RETURNING d.id, d.template, d.recipient, d.recipient_name AS "recipientName", d.user_id AS "userId",
         d.time_zone AS "timeZone", d.language, d.data,
         d.calendar, d.message_id AS "messageId", d.cause, d.priority, d.sender_id AS "senderId", d.attempts,
         d.attempt_limit AS "attemptLimit", d.request_id AS "requestId"`,
      [
        attempts.map(({ deliveryId }) => deliveryId),
        attempts.map(({ attempt }) => attempt),
        attempts.map(({ provider }) => provider),
      ],
    );
  }

  readonly recordSent = gatherable<SentDelivery, unknown>({
    one: (sent) => this.writeSent([sent]),
    many: async (all) => {
      await this.writeSent(all);
      return all;
    },
  });

  private async writeSent(sent: readonly SentDelivery[]): Promise<void> {
    await this.sql.query(
      'email_sent',
      `UPDATE email_deliveries d
       SET status = 'sent', sent_at = now(), provider_message_id = s.provider_message_id, last_error = NULL, data = NULL,
         calendar = NULL
       FROM unnest($1::uuid[], $2::int[], $3::text[]) AS s (id, attempts, provider_message_id)
       WHERE d.id = s.id AND d.status = 'sending' AND d.attempts = s.attempts`,
      [
        sent.map(({ id }) => id),
        sent.map(({ attempts }) => attempts),
        sent.map(({ providerMessageId }) => providerMessageId),
      ],
    );
  }

  /** @param keepContent for an administrator's retry */
  async recordFailure(
    { id, attempts }: ClaimedDelivery,
    status: 'failed' | 'bounced',
    error: string,
    keepContent: boolean,
  ): Promise<void> {
    await this.sql.query(
      'email_failed',
      `UPDATE email_deliveries SET status = $3, last_error = $4,
         data = CASE WHEN $5 THEN data END, calendar = CASE WHEN $5 THEN calendar END
       WHERE id = $1 AND status = 'sending' AND attempts = $2`,
      [id, attempts, status, storable(error), keepContent],
    );
  }

  /**
   * @param isSpared whether the attempt does not count towards the limit
   * @returns false when the attempt is stale
   */
  async recordPostponement(
    { id, attempts }: ClaimedDelivery,
    error: string,
    until: Date,
    isSpared: boolean,
  ): Promise<boolean> {
    const rows = await this.sql.query(
      'email_postponed',
      `UPDATE email_deliveries SET status = 'queued', last_error = $3, next_attempt_at = $4,
         attempt_limit = attempt_limit + CASE WHEN $5 THEN 1 ELSE 0 END
       WHERE id = $1 AND status = 'sending' AND attempts = $2 RETURNING 1`,
      [id, attempts, storable(error), until, isSpared],
    );
    return rows.length > 0;
  }

  /** Of an attempt that was claimed and is not made: the mail has nothing to say any more. */
  async drop({ id, attempts }: ClaimedDelivery): Promise<void> {
    await this.sql.query(
      'email_drop',
      `DELETE FROM email_deliveries WHERE id = $1 AND status = 'sending' AND attempts = $2`,
      [id, attempts],
    );
  }

  /**
   * Enqueues a failed mail again, with so many more attempts.
   * @returns its next attempt; null when it has not failed, or its content is gone
   */
  async requeue(id: string, moreAttempts: number): Promise<NextAttempt | null> {
    const [row] = await this.sql.query<NextAttempt>(
      'email_requeue',
      `UPDATE email_deliveries SET status = 'queued', attempt_limit = attempts + $2, next_attempt_at = now()
       WHERE id = $1 AND status IN ('failed', 'bounced') AND data IS NOT NULL
       RETURNING id AS "deliveryId", attempts + 1 AS attempt, priority, sender_id AS "senderId"`,
      [id, moreAttempts],
    );
    return row ?? null;
  }

  /**
   * Releases the mails held for this sender; perishable ones are deleted.
   * @returns their first attempts, in the order of creation
   */
  async release(senderId: string): Promise<NextAttempt[]> {
    await this.sql.query(
      'email_release_perishable',
      `DELETE FROM email_deliveries WHERE sender_id = $1 AND status = 'held' AND template = ANY ($2)`,
      [senderId, perishable()],
    );
    return this.sql.query<NextAttempt>(
      'email_release',
      `WITH released AS (
         UPDATE email_deliveries SET status = 'queued' WHERE sender_id = $1 AND status = 'held'
         RETURNING id, priority, sender_id)
       SELECT id AS "deliveryId", 1 AS attempt, priority, sender_id AS "senderId" FROM released ORDER BY id`,
      [senderId],
    );
  }

  search({ status, template, recipient, ...page }: EmailQueryDto): Promise<Page<ShownDelivery>> {
    const list = this.shown();
    if (status !== undefined) list.andWhere('email.status = :status', { status });
    if (template !== undefined) list.andWhere('email.template = :template', { template });
    if (recipient !== undefined) list.andWhere('email.recipient = :recipient', { recipient });
    return paginate(list, page, '-createdAt');
  }

  findById(id: string): Promise<ShownDelivery | null> {
    return this.shown().where('email.id = :id', { id }).getOne();
  }

  /** By its idempotency key. */
  findByCause(template: string, recipient: string, cause: string): Promise<ShownDelivery | null> {
    return this.shown()
      .where('email.template = :template AND email.recipient = :recipient', { template, recipient })
      .andWhere('email.cause = :cause', { cause })
      .getOne();
  }

  findContent(id: string): Promise<KeptContent | null> {
    return this.deliveries.findOne({
      where: { id },
      select: { template: true, data: true, userId: true, recipientName: true, timeZone: true, language: true },
    });
  }

  /** Deletes mails that are not being sent yet; the jobs of their attempts become no-ops. */
  async withdraw(template: string, recipient: string, causePrefix: string): Promise<void> {
    await this.sql.query(
      'email_withdraw',
      `DELETE FROM email_deliveries
       WHERE template = $1 AND recipient = $2 AND starts_with(cause, $3) AND status IN ('held', 'queued')`,
      [template, recipient, causePrefix],
    );
  }

  async withdrawFromAll(template: string, causePrefix: string): Promise<void> {
    await this.sql.query(
      'email_withdraw_all',
      `DELETE FROM email_deliveries
       WHERE template = $1 AND ${CAUSE_ID} = ${CAUSE_ID.replace('cause', '$2::text')} AND starts_with(cause, $2)
         AND status IN ('held', 'queued')`,
      [template, causePrefix],
    );
  }

  /** Deletes unsent mails of kinds that the person has unsubscribed from. */
  async withdrawKinds(userId: string, templates: readonly string[]): Promise<void> {
    await this.sql.query(
      'email_withdraw_kinds',
      `DELETE FROM email_deliveries
       WHERE user_id = $1 AND template = ANY ($2::text[]) AND status IN ('held', 'queued')`,
      [userId, templates],
    );
  }

  async deleteHeldOf(senderId: string): Promise<void> {
    await this.sql.query('email_delete_held', `DELETE FROM email_deliveries WHERE sender_id = $1 AND status = 'held'`, [
      senderId,
    ]);
  }

  /** Deletes held mails whose sender has not verified their address for so long that they are out of date. */
  async deleteHeldBefore(moment: Date): Promise<void> {
    await this.sql.query(
      'email_clean_up_held',
      `DELETE FROM email_deliveries WHERE status = 'held' AND created_at < $1`,
      [moment],
    );
  }

  /** @returns how many were deleted, at most `limit` */
  async deleteFinishedBefore(moment: Date, limit: number): Promise<number> {
    const rows = await this.sql.query(
      'email_clean_up',
      `DELETE FROM email_deliveries WHERE id IN (
         SELECT id FROM email_deliveries
         WHERE created_at < $1 AND status IN ('sent', 'failed', 'bounced') ORDER BY created_at LIMIT $2)
       RETURNING 1`,
      [moment, limit],
    );
    return rows.length;
  }

  private shown(): SelectQueryBuilder<EmailDelivery> {
    return this.deliveries.createQueryBuilder('email').select(SHOWN.map((column) => `email.${column}`));
  }
}

function storable(error: string): string {
  return error.replaceAll('\0', '').slice(0, LONGEST_ERROR);
}
