import { Injectable } from '@nestjs/common';
import { UserDataHolder } from '../users/users.api.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import { ExternalCalendarsService } from './external-calendars.service.js';

/** Forgets a person: their feeds end, their external calendars are not read any more. */
@Injectable()
export class CalendarsUserData extends UserDataHolder {
  constructor(
    private readonly feeds: CalendarFeedsRepository,
    private readonly externalCalendars: ExternalCalendarsService,
  ) {
    super();
  }

  async eraseUser(userId: string): Promise<void> {
    await this.feeds.deleteAllOf(userId);
    await this.externalCalendars.removeAllOf(userId);
  }
}
