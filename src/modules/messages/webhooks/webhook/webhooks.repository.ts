import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { gatherable } from '../../../../infra/database/gathering.js';
import { Sql } from '../../../../infra/database/sql.js';
import { paginate } from '../../../../infra/database/paginate.js';
import type { Page } from '../../../../kernel/page.js';
import type { WebhookQueryDto } from './webhook-query.dto.js';
import { Webhook } from './webhook.entity.js';
import type { DisabledReason } from './webhook.rules.js';

/** The owner of webhooks: exactly one of the two is set. */
export type WebhookOwner = Pick<Webhook, 'userId' | 'organizationId'>;

export type NewWebhook = WebhookOwner &
  Pick<Webhook, 'url' | 'description' | 'events' | 'isActive' | 'secret' | 'responsibleId'>;

export type WebhookChange = Partial<
  Pick<
    Webhook,
    | 'url'
    | 'description'
    | 'events'
    | 'isActive'
    | 'disabledAt'
    | 'disabledReason'
    | 'failingSince'
    | 'secret'
    | 'previousSecret'
    | 'previousSecretEndsAt'
    | 'responsibleId'
  >
>;

/** A webhook whose owner is to be notified. */
export type OwnedWebhook = WebhookOwner & Pick<Webhook, 'id' | 'url'>;

/** A webhook that may subscribe to an event. */
export type Listener = Pick<Webhook, 'id' | 'userId' | 'organizationId' | 'events' | 'isActive'>;

/** Owners whose webhooks may see an event. */
export interface Audience {
  readonly userIds: readonly string[];
  readonly organizationId: string | null;
}

@Injectable()
export class WebhooksRepository {
  constructor(
    @InjectRepository(Webhook) private readonly webhooks: Repository<Webhook>,
    private readonly sql: Sql,
  ) {}

  find(id: string): Promise<Webhook | null> {
    return this.webhooks.findOneBy({ id });
  }

  /** Row lock that serializes changes of a webhook. */
  lock(id: string): Promise<Webhook | null> {
    return this.webhooks.findOne({ where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  /** Advisory lock per owner: serializes creation. @returns how many there are */
  async lockOwner({ userId, organizationId }: WebhookOwner): Promise<number> {
    await this.sql.query('webhook_owner_lock', 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `webhooks:${userId ?? organizationId}`,
    ]);
    return this.webhooks.countBy(userId === null ? { organizationId: organizationId ?? undefined } : { userId });
  }

  insert(webhook: NewWebhook): Promise<Webhook> {
    return this.webhooks.save(this.webhooks.create(webhook));
  }

  async change(id: string, change: WebhookChange): Promise<void> {
    await this.webhooks.update({ id }, change);
  }

  async delete(id: string): Promise<void> {
    await this.webhooks.delete({ id });
  }

  /** Erasure: deletes the person's own webhooks, and removes them as the maker of those of organizations. */
  async deleteOf(userId: string): Promise<void> {
    await this.webhooks.delete({ userId });
    await this.webhooks.update({ responsibleId: userId }, { responsibleId: null });
  }

  list({ userId, organizationId }: WebhookOwner, { isActive, ...query }: WebhookQueryDto): Promise<Page<Webhook>> {
    const list = this.webhooks
      .createQueryBuilder('webhook')
      .where(userId === null ? 'webhook.organizationId = :organizationId' : 'webhook.userId = :userId', {
        userId,
        organizationId,
      });
    if (isActive !== undefined) list.andWhere('webhook.isActive = :isActive', { isActive });
    return paginate(list, query, '-createdAt');
  }

  /** Webhooks of the people and of the organization, by id; also disabled ones. */
  readonly listeners = gatherable<Audience, Listener[]>({
    one: (audience) => this.readListeners([audience]),
    many: async (audiences) => {
      const all = await this.readListeners(audiences);
      return audiences.map(({ userIds, organizationId }) =>
        all.filter((listener) =>
          listener.userId === null ? listener.organizationId === organizationId : userIds.includes(listener.userId),
        ),
      );
    },
  });

  private readListeners(audiences: readonly Audience[]): Promise<Listener[]> {
    return this.sql.query<Listener>(
      'webhook_listeners',
      `SELECT id, user_id AS "userId", organization_id AS "organizationId", events, is_active AS "isActive"
       FROM webhooks WHERE user_id = ANY($1::uuid[])
       UNION ALL
       SELECT id, user_id, organization_id, events, is_active FROM webhooks WHERE organization_id = ANY($2::uuid[])
       ORDER BY id`,
      [
        [...new Set(audiences.flatMap(({ userIds }) => userIds))],
        [...new Set(audiences.flatMap(({ organizationId }) => organizationId ?? []))],
      ],
    );
  }

  async recordSuccess(id: string): Promise<void> {
    await this.sql.query(
      'webhook_succeeded',
      'UPDATE webhooks SET failing_since = NULL WHERE id = $1 AND failing_since IS NOT NULL',
      [id],
    );
  }

  async recordFailure(id: string, at: Date): Promise<void> {
    await this.sql.query(
      'webhook_failed',
      'UPDATE webhooks SET failing_since = $2 WHERE id = $1 AND failing_since IS NULL',
      [id, at],
    );
  }

  /**
   * Disables an active webhook.
   * @param failingBefore only when it has been failing since before this moment; null: unconditionally
   * @returns the webhook when this call has disabled it
   */
  async disable(
    id: string,
    reason: DisabledReason,
    at: Date,
    failingBefore: Date | null,
  ): Promise<OwnedWebhook | null> {
    const [row] = await this.sql.query<OwnedWebhook>(
      'webhook_disable',
      `UPDATE webhooks SET is_active = false, disabled_at = $3, disabled_reason = $2, version = version + 1, updated_at = now()
       WHERE id = $1 AND is_active AND ($4::timestamptz IS NULL OR failing_since < $4)
       RETURNING id, url, user_id AS "userId", organization_id AS "organizationId"`,
      [id, reason, at, failingBefore],
    );
    return row ?? null;
  }

  /**
   * Disables what this person made for the organization, or for any when it is null.
   * @returns those that this call has disabled
   */
  disableMadeBy(
    responsibleId: string,
    organizationId: string | null,
    reason: DisabledReason,
    at: Date,
  ): Promise<OwnedWebhook[]> {
    return this.sql.query<OwnedWebhook>(
      'webhook_disable_made_by',
      `UPDATE webhooks SET is_active = false, disabled_at = $4, disabled_reason = $3, version = version + 1,
         updated_at = now()
       WHERE responsible_id = $1 AND organization_id IS NOT NULL AND organization_id = coalesce($2::uuid, organization_id)
         AND is_active
       RETURNING id, url, user_id AS "userId", organization_id AS "organizationId"`,
      [responsibleId, organizationId, reason, at],
    );
  }

  /** Active webhooks of the organization without a recorded maker. */
  activeWithoutMaker(organizationId: string): Promise<OwnedWebhook[]> {
    return this.sql.query<OwnedWebhook>(
      'webhook_active_without_maker',
      `SELECT id, url, user_id AS "userId", organization_id AS "organizationId" FROM webhooks
       WHERE organization_id = $1 AND responsible_id IS NULL AND is_active ORDER BY id`,
      [organizationId],
    );
  }

  async forgetOldSecrets(now: Date): Promise<void> {
    await this.sql.query(
      'webhook_forget_secrets',
      'UPDATE webhooks SET previous_secret = NULL, previous_secret_ends_at = NULL WHERE previous_secret_ends_at < $1',
      [now],
    );
  }
}
