import { Injectable } from '@nestjs/common';
import { StandingAccessHolder } from '../../people/users/users.api.js';
import { EmailDeliveries } from './email-deliveries.repository.js';

/** What somebody else wanted to have said to others in this account's name is not said. */
@Injectable()
export class MailStandingAccess extends StandingAccessHolder {
  constructor(private readonly deliveries: EmailDeliveries) {
    super();
  }

  async endStandingAccess(userId: string): Promise<void> {
    await this.deliveries.deleteHeldOf(userId);
  }
}
