import { Injectable } from '@nestjs/common';
import { UserDataHolder, UsersApi } from '../users/users.api.js';
import { EmailDeliveries } from './email-deliveries.repository.js';

/** Forgets every mail to a person, those that wait included. */
@Injectable()
export class MailUserData extends UserDataHolder {
  constructor(
    private readonly users: UsersApi,
    private readonly deliveries: EmailDeliveries,
  ) {
    super();
  }

  async eraseUser(userId: string): Promise<void> {
    const user = await this.users.findById(userId);
    if (user) await this.deliveries.eraseRecipient(userId, user.email);
  }
}
