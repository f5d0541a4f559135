import { Injectable } from '@nestjs/common';
import { DatabaseClock } from '../../../infra/database/database-clock.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { CodedError } from '../../../kernel/coded-error.js';
import type { Interval } from '../../../kernel/intervals.js';
import { MailApi } from '../../messages/mail/mail.api.js';
import { type EventTypeRecord, EventTypesApi } from '../event-types/event-types.api.js';
import { SlotsApi } from '../slots/slots.api.js';
import type { WaitlistEntry } from './entities/waitlist-entry.entity.js';
import { LAPSE_OFFER, WAITLIST_OFFERED } from './waitlist.events.js';
import { WaitlistRepository } from './waitlist.repository.js';
import { offerExpiry, type Obstacle } from './waitlist.rules.js';

/** Offers slots to entries. Runs in the transaction of the caller, who has locked the queue. */
@Injectable()
export class WaitlistOffering {
  constructor(
    private readonly repository: WaitlistRepository,
    private readonly eventTypes: EventTypesApi,
    private readonly slots: SlotsApi,
    private readonly mail: MailApi,
    private readonly outbox: Outbox,
    private readonly clock: DatabaseClock,
  ) {}

  /** Whether nobody could be told of an offer: mail to guests is held until its sender's address is verified. */
  async isHeldBack({ ownerId }: EventTypeRecord, { userId }: WaitlistEntry): Promise<boolean> {
    return userId === null && (await this.mail.isHeld(ownerId));
  }

  /** Whether the entry answers the questions of the type, which may have changed since the person joined. */
  isAnswered(type: EventTypeRecord, { answers }: WaitlistEntry): boolean {
    try {
      this.eventTypes.checkAnswers(type, answers, '/answers');
      return true;
    } catch (error) {
      if (error instanceof CodedError) return false;
      throw error;
    }
  }

  /**
   * Whether the address of a guest has an offer that overlaps the slot. Guests may join any number of times, so that joining
   * does not reveal other entries of an address; but no address is offered the same time twice.
   */
  async isOfferedElsewhere(entry: WaitlistEntry, slot: Interval): Promise<boolean> {
    return entry.userId === null && (await this.repository.hasOfferElsewhere(entry, slot));
  }

  /**
   * Holds the slot for the entry, and tells its person.
   * @param entry locked, and waiting
   * @throws CodedError slot_taken, outside_availability, limit_reached, in_the_past, duration_not_offered
   */
  async offer({ id, eventTypeId, userId, seats }: WaitlistEntry, type: EventTypeRecord, slot: Interval): Promise<void> {
    const [start, end] = [new Date(slot.start), new Date(slot.end)];
    const expiresAt = offerExpiry(await this.clock.now(), start);
    const holdId = await this.slots.hold({ userId, expiresAt }, { type, start, end, seats, hostId: null });
    await this.repository.change(id, {
      status: 'offered',
      offerStart: start,
      offerEnd: end,
      offerExpiresAt: expiresAt,
      holdId,
    });
    await this.outbox.append(WAITLIST_OFFERED, {
      entryId: id,
      eventTypeId,
      userId,
      start: start.toISOString(),
      end: end.toISOString(),
      expiresAt: expiresAt.toISOString(),
    });
    await this.outbox.append(LAPSE_OFFER, { entryId: id }, { availableAt: expiresAt });
  }
}

/** What makes the entry impossible with the current type, whatever becomes free. */
export function obstacleOf(type: EventTypeRecord | null, { durationMinutes, seats }: WaitlistEntry): Obstacle | null {
  if (!type) return 'event_type_archived';
  if (!type.durations.includes(durationMinutes)) return 'duration_not_offered';
  return seats > type.seats ? 'seats_not_offered' : null;
}
