import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { type EventTypeRecord, EventTypesApi } from '../../event-types/event-types.api.js';
import { OUTSIDE_AVAILABILITY, unknownEventType } from '../../slots/slots.api.js';

/** Event types as bookings need them: locked, so that they stay as they are until the booking is made. */
@Injectable()
export class BookableTypes {
  constructor(private readonly eventTypes: EventTypesApi) {}

  /**
   * For a new booking, as its body names the type.
   * @throws CodedError validation_failed when there is none, or none that this person may see
   */
  async lockVisible(id: string, userId: string | null): Promise<EventTypeRecord> {
    const type = await this.eventTypes.lock(id);
    if (type && (await this.eventTypes.isVisible(type, userId))) return type;
    throw unknownEventType();
  }

  /** Whether this person could book it anew. */
  isVisible(type: EventTypeRecord, userId: string | null): Promise<boolean> {
    return this.eventTypes.isVisible(type, userId);
  }

  /** For a booking that moves or is restored. @throws CodedError outside_availability when the type is archived */
  async lockOrThrow(id: string): Promise<EventTypeRecord> {
    const type = await this.eventTypes.lock(id);
    if (type) return type;
    throw new CodedError(OUTSIDE_AVAILABILITY, {
      detail: 'The event type is archived.',
      extensions: { reasons: ['inactive'] },
    });
  }
}
