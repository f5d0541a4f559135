import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { StandingAccessHolder } from '../../people/users/users.api.js';
import { WebhookHealth } from './sending/webhook-health.js';
import { WebhooksRepository } from './webhook/webhooks.repository.js';

/** Revokes what outlives a login session: the account's webhooks, and those that it made for organizations. */
@Injectable()
export class WebhooksStandingAccess extends StandingAccessHolder {
  constructor(
    private readonly webhooks: WebhooksRepository,
    private readonly health: WebhookHealth,
    private readonly clock: Clock,
  ) {
    super();
  }

  async endStandingAccess(userId: string): Promise<void> {
    await this.health.disableMadeBy(userId, null, 'account_recovered', this.clock.now());
    await this.webhooks.deleteOf(userId);
  }
}
