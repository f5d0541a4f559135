import { Injectable } from '@nestjs/common';
import { type Leaver, UserDataHolder } from '../../people/users/users.api.js';
import { AnalyticsEvents } from './analytics-events.repository.js';

/** Forgets who a person's events belong to and what the apps told about them; the counts stay true. */
@Injectable()
export class AnalyticsUserData extends UserDataHolder {
  readonly holds = {
    analytics_events: ['userId', 'anonymousId', 'eventType', 'metadata'],
    analytics_pending: ['person'],
    analytics_people: ['person'],
  };

  constructor(private readonly events: AnalyticsEvents) {
    super();
  }

  eraseUser({ id }: Leaver): Promise<void> {
    return this.events.anonymise(id);
  }
}
