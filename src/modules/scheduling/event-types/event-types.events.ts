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
export const EVENT_TYPE_ARCHIVED = defineEvent<EventTypeFact>('event_type.archived');
