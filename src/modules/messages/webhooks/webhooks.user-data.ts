import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { type Leaver, type Traces, UserDataHolder } from '../../people/users/users.api.js';
import { WebhookDeliveries } from './deliveries/webhook-deliveries.repository.js';
import { WebhookHealth } from './sending/webhook-health.js';
import { WebhooksRepository } from './webhook/webhooks.repository.js';

/** Erasure of a person: deletes their webhooks, and deliveries about them to webhooks of others. */
@Injectable()
export class WebhooksUserData extends UserDataHolder {
  readonly holds = {
    webhooks: ['userId', 'responsibleId', 'url', 'description', 'secret', 'previousSecret'],
    webhook_deliveries: ['body', 'people', 'lastError'],
    webhook_attempts: ['url', 'requestHeaders', 'responseHeaders', 'responseBody', 'errorMessage'],
  };
  override readonly keepsCopies = true;

  constructor(
    private readonly webhooks: WebhooksRepository,
    private readonly health: WebhookHealth,
    private readonly clock: Clock,
    private readonly deliveries: WebhookDeliveries,
  ) {
    super();
  }

  override isTelling({ id, since }: Leaver, _traces: Traces): Promise<boolean> {
    return this.deliveries.areFirstUnderWay(id, since);
  }

  async eraseUser({ id, provedEmail }: Leaver): Promise<void> {
    await this.health.disableMadeBy(id, null, 'maker_left', this.clock.now());
    await this.webhooks.deleteOf(id);
    await this.deliveries.deleteAbout([id, ...(provedEmail === null ? [] : [provedEmail.toLowerCase()])]);
  }
}
