import { Injectable } from '@nestjs/common';
import { MailConfig } from '../../../infra/config/config.js';
import { type Handover, StandingAccessHolder } from '../../people/users/users.api.js';
import { SeriesRepository } from './series.repository.js';

/** Removes attendees who were never notified, because the mails of the organizer were held. */
@Injectable()
export class SeriesStandingAccess extends StandingAccessHolder {
  constructor(
    private readonly repository: SeriesRepository,
    private readonly mail: MailConfig,
  ) {
    super();
  }

  async endStandingAccess(userId: string, handover: Handover): Promise<void> {
    if (handover === 'first_proof' && this.mail.holdsUnverified) await this.repository.forgetPeopleOf(userId);
  }
}
