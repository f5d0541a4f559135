import { Injectable } from '@nestjs/common';
import { MailConfig } from '../../../infra/config/config.js';
import { type Handover, StandingAccessHolder } from '../../people/users/users.api.js';
import { BookingRecipients } from './messages/booking-recipients.repository.js';

/**
 * What somebody else planned in this account's name, and was never told to those who should come to it, is not told to them
 * later either: no reminder follows an invitation that was held. The time stays taken, and its owner sees by whom.
 */
@Injectable()
export class BookingsStandingAccess extends StandingAccessHolder {
  constructor(
    private readonly recipients: BookingRecipients,
    private readonly mail: MailConfig,
  ) {
    super();
  }

  async endStandingAccess(userId: string, handover: Handover): Promise<void> {
    if (handover === 'first_proof' && this.mail.holdsUnverified) await this.recipients.forgetUntold(userId);
  }
}
