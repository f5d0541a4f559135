import { Injectable } from '@nestjs/common';
import { UserDataHolder } from '../users/users.api.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';

/** Forgets a person: their feeds end. */
@Injectable()
export class CalendarsUserData extends UserDataHolder {
  constructor(private readonly feeds: CalendarFeedsRepository) {
    super();
  }

  eraseUser(userId: string): Promise<void> {
    return this.feeds.deleteAllOf(userId);
  }
}
