import { Injectable } from '@nestjs/common';
import { type Leaver, UserDataHolder } from '../../people/users/users.api.js';
import { AnalyticsEvents } from './analytics-events.repository.js';

/** Erasure of a person: anonymizes their events and deletes the metadata; counts do not change. */
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
