import { Injectable } from '@nestjs/common';
import { type Leaver, UserDataHolder } from '../../people/users/users.api.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import { ExternalCalendarsService } from './external-calendars.service.js';

/** Erasure of a person: deletes their feeds and external calendars. */
@Injectable()
export class CalendarsUserData extends UserDataHolder {
  readonly holds = {
    calendar_feeds: ['ownerId', 'sealedSecret'],
    external_calendars: [
      'ownerId',
      'name',
      'notes',
      'sealedUrl',
      'maskedUrl',
      'lastErrorMessage',
      'etag',
      'lastModified',
    ],
    circuit_breakers: ['target'],
  };

  constructor(
    private readonly feeds: CalendarFeedsRepository,
    private readonly externalCalendars: ExternalCalendarsService,
  ) {
    super();
  }

  async eraseUser({ id: userId }: Leaver): Promise<void> {
    await this.feeds.deleteAllOf(userId);
    await this.externalCalendars.removeAllOf(userId);
  }
}
