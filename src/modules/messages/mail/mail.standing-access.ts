import { Injectable } from '@nestjs/common';
import { StandingAccessHolder } from '../../people/users/users.api.js';
import { EmailDeliveries } from './email-deliveries.repository.js';

/** Deletes mails held on behalf of the account, which somebody else may have caused. */
@Injectable()
export class MailStandingAccess extends StandingAccessHolder {
  constructor(private readonly deliveries: EmailDeliveries) {
    super();
  }

  async endStandingAccess(userId: string): Promise<void> {
    await this.deliveries.deleteHeldOf(userId);
  }
}
