import { Injectable } from '@nestjs/common';
import { StandingAccessHolder } from '../../people/users/users.api.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import { ExternalCalendarsService } from './external-calendars.service.js';

/** Revokes what outlives a login session: feeds, whose URLs give access to bookings, and external calendars. */
@Injectable()
export class CalendarsStandingAccess extends StandingAccessHolder {
  constructor(
    private readonly feeds: CalendarFeedsRepository,
    private readonly externalCalendars: ExternalCalendarsService,
  ) {
    super();
  }

  async endStandingAccess(userId: string): Promise<void> {
    await this.feeds.deleteAllOf(userId);
    await this.externalCalendars.removeAllOf(userId);
  }
}
