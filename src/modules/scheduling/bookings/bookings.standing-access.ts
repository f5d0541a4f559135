import { Injectable } from '@nestjs/common';
import { MailConfig } from '../../../infra/config/config.js';
import { type Handover, StandingAccessHolder } from '../../people/users/users.api.js';
import { HostLinks } from './host/host-links.js';
import { BookingRecipients } from './messages/booking-recipients.repository.js';

/**
 * When an account passes to its owner, its host links are revoked, because others may have read them. After the first
 * verification of its address, people whose invitations were held are removed as recipients, so that no reminders
 * follow what they were never told of. The time stays taken, and the owner sees by whom.
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
