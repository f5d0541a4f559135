import { Injectable } from '@nestjs/common';
import { DAY } from '../../../../kernel/clock.js';
import { DEFAULT_LANGUAGE, inLanguages, type Language } from '../../../../kernel/language.js';
import { NotificationsApi } from '../../notifications/notifications.api.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { UsersApi } from '../../../people/users/users.api.js';
import type { DisabledReason, Verdict } from '../webhook/webhook.rules.js';
import { type OwnedWebhook, type WebhookOwner, WebhooksRepository } from '../webhook/webhooks.repository.js';
import { WebhookConfig } from '../webhooks.config.js';

const TEXTS = inLanguages({
  en: {
    disabled: {
      title: (host: string) => `Webhook switched off: ${host}`,
      message: (host: string, why: string) => `Nothing is sent to ${host} any more, because ${why}.`,
      why: {
        gone: () => 'the receiver answered that it is gone (410)',
        failing: (days: number) => `it accepted nothing for ${days} days`,
        account_recovered: () =>
          'the account of whoever made it was in the hands of somebody else, who may know its secret. Give it a new one before you switch it on again',
        maker_left: () =>
          'whoever made it does not manage the organization any more. Switch it on again if it is still wanted',
      },
    },
    makerUnknown: {
      title: (host: string) => `Whose is the webhook to ${host}?`,
      message: (host: string) =>
        `Somebody manages the organization no more, and nobody noted who made the webhook to ${host}. If it may be theirs, delete it or give it a new secret.`,
    },
  },
  fr: {
    disabled: {
      title: (host) => `Webhook désactivé : ${host}`,
      message: (host, why) => `Plus rien n’est envoyé à ${host}, car ${why}.`,
      why: {
        gone: () => 'le destinataire a répondu qu’il n’existe plus (410)',
        failing: (days) => `il n’a rien accepté pendant ${days} jours`,
        account_recovered: () =>
          'le compte de la personne qui l’a créé était aux mains de quelqu’un d’autre, qui connaît peut-être son secret. Donnez-lui-en un nouveau avant de le réactiver',
        maker_left: () =>
          'la personne qui l’a créé ne gère plus l’organisation. Réactivez-le si vous en avez encore besoin',
      },
    },
    makerUnknown: {
      title: (host) => `À qui est le webhook vers ${host} ?`,
      message: (host) =>
        `Quelqu’un ne gère plus l’organisation, et rien ne dit qui a créé le webhook vers ${host}. S’il peut être le sien, supprimez-le ou donnez-lui un nouveau secret.`,
    },
  },
});

/** Circuit breaker: tracks failures of webhooks, and disables those that keep failing or answer 410. */
@Injectable()
export class WebhookHealth {
  constructor(
    private readonly config: WebhookConfig,
    private readonly webhooks: WebhooksRepository,
    private readonly organizations: OrganizationsApi,
    private readonly users: UsersApi,
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
        (await this.ownersOf(webhook)).map(({ userId, language }) => ({
          userId,
          type: 'WEBHOOK_MAKER_UNKNOWN',
          title: TEXTS[language].makerUnknown.title(host),
          message: TEXTS[language].makerUnknown.message(host),
          language,
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
      (await this.ownersOf(webhook)).map(({ userId, language }) => ({
        userId,
        type: 'WEBHOOK_DISABLED',
        title: TEXTS[language].disabled.title(host),
        message: TEXTS[language].disabled.message(host, this.why(reason, language)),
        language,
        metadata: { webhookId, reason },
        cause: `webhook:${webhookId}:${now.toISOString()}`,
      })),
    );
  }

  private why(reason: DisabledReason, language: Language): string {
    return TEXTS[language].disabled.why[reason](this.config.disableAfterMs / DAY);
  }

  private async ownersOf({
    userId,
    organizationId,
  }: WebhookOwner): Promise<Array<{ readonly userId: string; readonly language: Language }>> {
    const managers = organizationId === null ? [] : await this.organizations.managersOf(organizationId);
    const ids = userId === null ? managers : [userId];
    const people = await this.users.findByIds(ids);
    return ids.map((id) => ({ userId: id, language: people.get(id)?.language ?? DEFAULT_LANGUAGE }));
  }
}
