import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { type Leaver, type Traces, UserDataHolder } from '../../people/users/users.api.js';
import { EVENT_TYPE_ARCHIVED } from './event-types.events.js';
import { EventTypesRepository } from './event-type/event-types.repository.js';

/** Erasure of a person: archives and blanks their personal types, and removes them as a host. */
@Injectable()
export class EventTypesUserData extends UserDataHolder {
  readonly holds = {
    event_types: ['ownerId', 'slug', 'title', 'description', 'location', 'timeZone', 'questions', 'successRedirectUrl'],
    event_type_hosts: ['userId'],
  };
  override readonly endsFirst = true;

  constructor(
    private readonly repository: EventTypesRepository,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  /** First of all, so that nobody books the person any more. */
  override async endSome({ id }: Leaver): Promise<number> {
    const archived = await this.repository.archiveOf(id);
    for (const eventTypeId of archived) await this.outbox.append(EVENT_TYPE_ARCHIVED, { eventTypeId, actorId: id });
    return archived.length;
  }

  override async tracesOf({ id }: Leaver): Promise<Traces> {
    return { own: [], shared: [], texts: await this.repository.titlesOf(id) };
  }

  async eraseUser({ id: userId }: Leaver): Promise<void> {
    for (const eventTypeId of await this.repository.forget(userId))
      await this.outbox.append(EVENT_TYPE_ARCHIVED, { eventTypeId, actorId: userId });
  }
}
