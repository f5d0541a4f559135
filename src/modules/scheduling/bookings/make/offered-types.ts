import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, VALIDATION_FAILED } from '../../../../kernel/common-errors.js';
import { type EventTypeRecord, EventTypesApi } from '../../event-types/event-types.api.js';
import { OUTSIDE_AVAILABILITY, unknownEventType } from '../../slots/slots.api.js';

/** Event types for bookings, with a lock that keeps them unchanged until the transaction ends. */
@Injectable()
export class BookableTypes {
  constructor(private readonly eventTypes: EventTypesApi) {}

  /** For a new booking. @throws CodedError validation_failed when it does not exist, or the person may not see it */
  async lockVisible(id: string, userId: string | null): Promise<EventTypeRecord> {
    const type = await this.eventTypes.lock(id);
    if (type && (await this.eventTypes.isVisible(type, userId))) return type;
    throw unknownEventType();
  }

  /** Whether this person could book it. */
  isVisible(type: EventTypeRecord, userId: string | null): Promise<boolean> {
    return this.eventTypes.isVisible(type, userId);
  }

  /**
   * Whether the actor may assign the time of the type's hosts: hosts, managers of the type, and administrators. Former
   * hosts keep their bookings, but may not assign others' time by them.
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
   * Validates stored answers against the present questions; answers to removed questions are ignored.
   * @returns the error; null when a new booking with them would be accepted
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

  /** For moving or restoring a booking. @throws CodedError outside_availability when the type is archived */
  async lockOrThrow(id: string): Promise<EventTypeRecord> {
    const type = await this.eventTypes.lock(id);
    if (type) return type;
    throw new CodedError(OUTSIDE_AVAILABILITY, {
      detail: 'The event type is archived.',
      extensions: { reasons: ['inactive'] },
    });
  }
}
