import { Injectable } from '@nestjs/common';
import { Outbox } from '../../infra/outbox/outbox.js';
import { UserDataHolder } from '../users/users.api.js';
import { EVENT_TYPE_ARCHIVED } from './event-types.events.js';
import { EventTypesRepository } from './event-types.repository.js';

/** Forgets a person: what they offered for themselves is archived and emptied, and they host nothing any more. */
@Injectable()
export class EventTypesUserData extends UserDataHolder {
  constructor(
    private readonly repository: EventTypesRepository,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async eraseUser(userId: string): Promise<void> {
    for (const eventTypeId of await this.repository.forget(userId))
      await this.outbox.append(EVENT_TYPE_ARCHIVED, { eventTypeId, actorId: userId });
  }
}
