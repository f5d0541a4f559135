import { Injectable } from '@nestjs/common';
import { StandingAccessHolder } from '../users/users.api.js';
import { WebhooksRepository } from './webhooks.repository.js';

/** Webhooks send what happens to servers that somebody named. */
@Injectable()
export class WebhooksStandingAccess extends StandingAccessHolder {
  constructor(private readonly webhooks: WebhooksRepository) {
    super();
  }

  async endStandingAccess(userId: string): Promise<void> {
    await this.webhooks.deleteOf(userId);
  }
}
