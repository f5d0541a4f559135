import { Injectable } from '@nestjs/common';
import { UserDataHolder } from '../users/users.api.js';
import { AnalyticsEvents } from './analytics-events.repository.js';

/** Forgets who a person's events belong to and what the apps told about them; the counts stay true. */
@Injectable()
export class AnalyticsUserData extends UserDataHolder {
  constructor(private readonly events: AnalyticsEvents) {
    super();
  }

  eraseUser(userId: string): Promise<void> {
    return this.events.anonymise(userId);
  }
}
