import { Injectable } from '@nestjs/common';
import { DAY } from '../../../../kernel/clock.js';
import { NotificationsApi } from '../../notifications/notifications.api.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import type { DisabledReason, Verdict } from '../webhook/webhook.rules.js';
import { type OwnedWebhook, type WebhookOwner, WebhooksRepository } from '../webhook/webhooks.repository.js';
import { WebhookConfig } from '../webhooks.config.js';

/** Circuit breaker: tracks failures of webhooks, and disables those that keep failing or answer 410. */
@Injectable()
export class WebhookHealth {
  constructor(
    private readonly config: WebhookConfig,
    private readonly webhooks: WebhooksRepository,
    private readonly organizations: OrganizationsApi,
    private readonly notifications: NotificationsApi,
  ) {}

  /** Runs in the transaction that records the attempt. */
  async note(webhookId: string, { outcome }: Verdict, now: Date): Promise<void> {
    if (outcome === 'accepted') return this.webhooks.recordSuccess(webhookId);
    await this.webhooks.recordFailure(webhookId, now);
    if (outcome === 'gone') await this.disable(webhookId, 'gone', now, null);
    else await this.disable(webhookId, 'failing', now, new Date(now.getTime() - this.config.disableAfterMs));
  }

  /**
   * Disables webhooks of organizations that the person made. Runs in the transaction of the caller.
   * @param organizationId null: in every organization
   */
  async disableMadeBy(
    userId: string,
    organizationId: string | null,
    reason: 'maker_left' | 'account_recovered',
    now: Date,
  ): Promise<void> {
    for (const webhook of await this.webhooks.disableMadeBy(userId, organizationId, reason, now))
      await this.tell(webhook, reason, now);
  }

  /**
   * Webhooks without a recorded maker, from older releases, are not disabled when a manager leaves, who may have had
   * nothing to do with them; the current managers are notified instead.
   */
  async askWhoMade(organizationId: string, cause: string): Promise<void> {
    for (const webhook of await this.webhooks.activeWithoutMaker(organizationId)) {
      const { host } = new URL(webhook.url);
      await this.notifications.notify(
        (await this.ownersOf(webhook)).map((userId) => ({
          userId,
          type: 'WEBHOOK_MAKER_UNKNOWN',
          title: `Whose is the webhook to ${host}?`,
          message: `Somebody manages the organization no more, and nobody noted who made the webhook to ${host}. If it may be theirs, delete it or give it a new secret.`,
          metadata: { webhookId: webhook.id },
          cause: `webhook:${webhook.id}:${cause}`,
        })),
      );
    }
  }

  private async disable(webhookId: string, reason: DisabledReason, now: Date, before: Date | null): Promise<void> {
    const webhook = await this.webhooks.disable(webhookId, reason, now, before);
    if (webhook) await this.tell(webhook, reason, now);
  }

  private async tell(webhook: OwnedWebhook, reason: DisabledReason, now: Date): Promise<void> {
    const { host } = new URL(webhook.url);
    const webhookId = webhook.id;
    await this.notifications.notify(
      (await this.ownersOf(webhook)).map((userId) => ({
        userId,
        type: 'WEBHOOK_DISABLED',
        title: `Webhook switched off: ${host}`,
        message: `Nothing is sent to ${host} any more, because ${this.why(reason)}.`,
        metadata: { webhookId, reason },
        cause: `webhook:${webhookId}:${now.toISOString()}`,
      })),
    );
  }

  private why(reason: DisabledReason): string {
    if (reason === 'gone') return 'the receiver answered that it is gone (410)';
    if (reason === 'failing') return `it accepted nothing for ${this.config.disableAfterMs / DAY} days`;
    if (reason === 'account_recovered')
      return 'the account of whoever made it was in the hands of somebody else, who may know its secret. Give it a new one before you switch it on again';
    return 'whoever made it does not manage the organization any more. Switch it on again if it is still wanted';
  }

  private async ownersOf({ userId, organizationId }: WebhookOwner): Promise<string[]> {
    if (userId !== null) return [userId];
    return organizationId === null ? [] : this.organizations.managersOf(organizationId);
  }
}
