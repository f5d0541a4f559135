import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, VALIDATION_FAILED } from '../../../../kernel/common-errors.js';
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

  /**
   * Whether this person may dispose of the time of those who give it: is one of them, or manages the type or the
   * installation. Whoever has stopped giving it keeps the bookings that they have, and takes nobody's time by them.
   */
  async isGivenBy(type: EventTypeRecord, { userId, role }: Actor): Promise<boolean> {
    if (role === 'admin' || type.hosts.some((host) => host.userId === userId)) return true;
    return this.eventTypes.manages(type, userId);
  }

  /** @throws CodedError forbidden */
  async assertGivenBy(type: EventTypeRecord, actor: Actor): Promise<void> {
    if (!(await this.isGivenBy(type, actor)))
      throw new CodedError(FORBIDDEN, { detail: 'You do not give it any more.' });
  }

  /**
   * What is wrong with answers that were given to questions of before. What is not asked any more is not in the way.
   * @returns null when a new booking with them would be taken
   */
  faultOf(type: EventTypeRecord, answers: Readonly<Record<string, unknown>>): string | null {
    const asked = new Set(type.questions.map(({ key }) => key));
    try {
      this.eventTypes.checkAnswers(
        type,
        Object.fromEntries(Object.entries(answers).filter(([key]) => asked.has(key))),
        '/answers',
      );
      return null;
    } catch (error) {
      if (error instanceof CodedError && error.definition === VALIDATION_FAILED) return error.occurrence.detail ?? '';
      throw error;
    }
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
