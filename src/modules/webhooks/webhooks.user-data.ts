import { Injectable } from '@nestjs/common';
import { UserDataHolder, UsersApi } from '../users/users.api.js';
import { WebhookDeliveries } from './webhook-deliveries.repository.js';
import { WebhooksRepository } from './webhooks.repository.js';

/** Forgets a person: their webhooks, and what the log still holds of messages about them to the webhooks of others. */
@Injectable()
export class WebhooksUserData extends UserDataHolder {
  constructor(
    private readonly users: UsersApi,
    private readonly webhooks: WebhooksRepository,
    private readonly deliveries: WebhookDeliveries,
  ) {
    super();
  }

  async eraseUser(userId: string): Promise<void> {
    const user = await this.users.findById(userId);
    await this.webhooks.deleteOf(userId);
    await this.deliveries.deleteAbout([userId, ...(user ? [user.email.toLowerCase()] : [])]);
  }
}
