import { Injectable } from '@nestjs/common';
import { invalid } from '../../../../kernel/invalid.js';
import { BookedRooms, type SessionLanguage } from '../../../learning/sessions/sessions.api.js';
import { type EventTypeRecord, EventTypesApi } from '../../event-types/event-types.api.js';
import { BookingsRepository } from '../booking/bookings.repository.js';

interface Wanted {
  readonly withSession?: boolean;
  readonly sessionLanguage?: SessionLanguage;
}

/** Rooms of new bookings of event types. */
@Injectable()
export class SlotRooms {
  constructor(
    private readonly bookings: BookingsRepository,
    private readonly eventTypes: EventTypesApi,
    private readonly rooms: BookedRooms,
  ) {}

  /**
   * Only who gives the type opens a room that it does not say: nobody else gives hosts a room.
   * @throws CodedError validation_failed
   */
  async assertMayAsk(type: EventTypeRecord, { withSession }: Wanted, userId: string | null): Promise<void> {
    if (!withSession || type.withSession || (userId !== null && (await this.gives(type, userId)))) return;
    const message = 'must be the host’s wish: the event type has no rooms';
    throw invalid([{ pointer: '/withSession', field: 'withSession', message, code: 'not_a_host' }]);
  }

  /** @returns the id of the room; null without one */
  async forSlot(
    type: EventTypeRecord,
    { withSession = type.withSession, sessionLanguage }: Wanted,
    { organizerId, seatingId }: { readonly organizerId: string; readonly seatingId: string | null },
  ): Promise<string | null> {
    if (!withSession) return null;
    // The row of the shared slot is locked, so the first booking opens the room.
    const shared = seatingId === null ? null : await this.bookings.roomOfSeating(seatingId);
    if (shared !== null) return shared;
    const { title, organizationId } = type;
    const language = sessionLanguage ?? type.sessionLanguage;
    return this.rooms.open({ ownerId: organizerId, organizationId, title, language });
  }

  private async gives(type: EventTypeRecord, userId: string): Promise<boolean> {
    return type.hosts.some((host) => host.userId === userId) || this.eventTypes.manages(type, userId);
  }
}
