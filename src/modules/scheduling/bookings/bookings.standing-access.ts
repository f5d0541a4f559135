import { Injectable } from '@nestjs/common';
import { MailConfig } from '../../../infra/config/config.js';
import { type Handover, StandingAccessHolder } from '../../people/users/users.api.js';
import { HostLinks } from './host/host-links.js';
import { BookingRecipients } from './messages/booking-recipients.repository.js';

/**
 * What somebody else planned in this account's name, and was never told to those who should come to it, is not told to them
 * later either: no reminder follows an invitation that was held. The time stays taken, and its owner sees by whom. Links that
 * went out to the account as a host end, because others may have read them.
 */
@Injectable()
export class BookingsStandingAccess extends StandingAccessHolder {
  constructor(
    private readonly recipients: BookingRecipients,
    private readonly hostLinks: HostLinks,
    private readonly mail: MailConfig,
  ) {
    super();
  }

  async endStandingAccess(userId: string, handover: Handover): Promise<void> {
    await this.hostLinks.forget(userId);
    if (handover === 'first_proof' && this.mail.holdsUnverified) await this.recipients.forgetUntold(userId);
  }
}
