import { defineEvent } from '../../../kernel/message.js';

interface EventTypeFact {
  readonly eventTypeId: string;
  /** Who changed it. */
  readonly actorId: string;
}

export const EVENT_TYPE_CREATED = defineEvent<EventTypeFact>('event_type.created');
/** `fields` are names of EventTypeRecord. Existing bookings do not change. */
export const EVENT_TYPE_CHANGED = defineEvent<EventTypeFact & { readonly fields: readonly string[] }>(
  'event_type.changed',
);
/** Ids of others than the actor who became hosts, and of those who are it no more. */
export const EVENT_TYPE_HOSTS_CHANGED = defineEvent<
  EventTypeFact & { readonly added: readonly string[]; readonly removed: readonly string[] }
>('event_type.hosts_changed');
export const EVENT_TYPE_ARCHIVED = defineEvent<EventTypeFact>('event_type.archived');
