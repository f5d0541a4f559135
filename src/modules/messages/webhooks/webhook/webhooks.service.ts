import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { EgressClient } from '../../../../infra/egress/egress-client.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { invalid } from '../../../../kernel/invalid.js';
import { Clock } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { mapPage, type Page } from '../../../../kernel/page.js';
import { SessionLock } from '../../../people/auth/auth.api.js';
import { unknownOrganization } from '../../../people/organizations/organizations.api.js';
import type { ChangeWebhookDto, NewWebhookDto } from './change-webhook.dto.js';
import type { WebhookQueryDto } from './webhook-query.dto.js';
import type { WebhookDto, WebhookWithSecretDto } from './webhook.dto.js';
import type { Webhook } from './webhook.entity.js';
import { WebhookAccess } from './webhook-access.js';
import { EVERYTHING } from '../catalogue/webhook-catalogue.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { toWebhookDto } from './webhook.mapper.js';
import { MOST_WEBHOOKS, SECRET_OVERLAP_MS } from './webhook.rules.js';
import { TOO_MANY_WEBHOOKS } from '../webhooks.errors.js';
import { type WebhookChange, WebhooksRepository } from './webhooks.repository.js';

/** Management of webhooks by their owners. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly repository: WebhooksRepository,
    private readonly access: WebhookAccess,
    private readonly secrets: WebhookSecrets,
    private readonly egress: EgressClient,
    private readonly session: SessionLock,
    private readonly clock: Clock,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError validation_failed, forbidden, too_many_webhooks */
  @Transactional()
  async create(actor: Actor, wanted: NewWebhookDto): Promise<WebhookWithSecretDto> {
    await this.session.hold(actor);
    this.assertReachable(wanted.url);
    const owner = await this.access.owner(actor, wanted.organizationId ?? null, unknownOrganization());
    if ((await this.repository.lockOwner(owner)) >= MOST_WEBHOOKS) throw new CodedError(TOO_MANY_WEBHOOKS);
    const { secret, sealed } = this.secrets.make();
    const webhook = await this.repository.insert({
      ...owner,
      url: wanted.url,
      description: wanted.description || null,
      events: withoutRepetition(wanted.events),
      isActive: wanted.isActive ?? true,
      secret: sealed,
      responsibleId: actor.userId,
    });
    return { ...this.present(webhook), secret };
  }

  /** @throws CodedError validation_failed, forbidden */
  async list(actor: Actor, query: WebhookQueryDto): Promise<Page<WebhookDto>> {
    const { organizationId = null, ...page } = query;
    const owner = await this.access.owner(actor, organizationId, unknownOrganization('query'));
    return mapPage(await this.repository.list(owner, page), (webhook) => this.present(webhook));
  }

  async findOne(actor: Actor, id: string): Promise<WebhookDto> {
    return this.present(await this.access.open(actor, id));
  }

  /** @throws CodedError validation_failed, precondition_failed */
  @Transactional()
  async change(actor: Actor, id: string, wanted: ChangeWebhookDto, version: number | undefined): Promise<WebhookDto> {
    await this.session.hold(actor);
    const webhook = await this.access.openToChange(actor, id);
    assertVersion(version, webhook.version);
    if (wanted.url !== undefined) this.assertReachable(wanted.url);
    const change = { ...changeOf(wanted), ...(isTakenOver(wanted) && { responsibleId: actor.userId }) };
    if (Object.keys(change).length > 0) await this.repository.change(id, change);
    return this.findOne(actor, id);
  }

  /** Rotates the secret: the former one signs as well for a day; one before that stops at once. */
  @Transactional()
  async rotateSecret(actor: Actor, id: string): Promise<WebhookWithSecretDto> {
    await this.session.hold(actor);
    const webhook = await this.access.openToChange(actor, id);
    const { secret, sealed } = this.secrets.make();
    await this.repository.change(id, {
      secret: sealed,
      responsibleId: actor.userId,
      previousSecret: webhook.secret,
      previousSecretEndsAt: new Date(this.clock.now().getTime() + SECRET_OVERLAP_MS),
    });
    return { ...(await this.findOne(actor, id)), secret };
  }

  /** Deletes it with its deliveries, pending ones included. */
  @Transactional()
  async delete(actor: Actor, id: string): Promise<void> {
    await this.access.openToChange(actor, id);
    await this.repository.delete(id);
  }

  /** Validates the URL; the addresses that it resolves to are checked at every attempt. */
  private assertReachable(url: string): void {
    const fault = this.egress.faultOf(url);
    if (fault) throw invalid([{ pointer: '/url', field: 'url', ...fault }]);
  }

  private present(webhook: Webhook): WebhookDto {
    return toWebhookDto(webhook, this.clock.now());
  }
}

/** Enabling it clears why it was disabled. */
function changeOf({ url, description, events, isActive }: ChangeWebhookDto): WebhookChange {
  return {
    ...(url !== undefined && { url }),
    ...(description !== undefined && { description: description || null }),
    ...(events !== undefined && { events: withoutRepetition(events) }),
    ...(isActive !== undefined && { isActive }),
    ...(isActive === true && { disabledAt: null, disabledReason: null, failingSince: null }),
  };
}

/** Whether the actor becomes responsible: by changing the URL, or by enabling it. */
function isTakenOver({ url, isActive }: ChangeWebhookDto): boolean {
  return url !== undefined || isActive === true;
}

function withoutRepetition(events: readonly string[]): string[] {
  return events.includes(EVERYTHING) ? [EVERYTHING] : [...events];
}
