import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../../infra/config/config.js';
import { BookedRooms, roomPath } from '../../../learning/sessions/sessions.api.js';
import { Clock } from '../../../../kernel/clock.js';
import type { InstancePerson } from '../booking-instances.api.js';
import { gives } from '../booking/booking.policy.js';
import type { BookingRow } from '../booking/booking-row.js';
import { BookingsRepository } from '../booking/bookings.repository.js';
import { roomOf } from '../booking/booking-view.js';
import type { BookingRoomView } from '../bookings.api.js';
import { attendeeFor, comersOf, isGuest, type RecurringGuest, recurringGuestsOf, toRoomGuest } from './room-people.js';

/** Who reads a mail about a booking. */
interface Reader {
  readonly userId: string | null;
  readonly email: string;
}

/** A series, as those are who come to it. */
interface SeriesRoom {
  readonly sessionId: string | null;
  readonly organizerId: string;
  readonly people: readonly InstancePerson[];
}

/** Links into rooms, as e-mails about their bookings have them. */
@Injectable()
export class RoomLinks {
  constructor(
    private readonly bookings: BookingsRepository,
    private readonly rooms: BookedRooms,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** @returns the reader’s own; null where the booking has no room, is not confirmed, or the reader is not expected */
  async urlFor(booking: BookingRow, reader: Reader): Promise<string | null> {
    const path = await this.pathFor(booking, reader);
    return path === null ? null : this.config.publicUrl + path;
  }

  /** The same for mails about a series, whose bookings are read once for all readers. */
  async urlsOfSeries({
    sessionId,
    organizerId,
    people,
  }: SeriesRoom): Promise<(reader: Reader) => Promise<string | null>> {
    if (sessionId === null) return () => Promise.resolve(null);
    const hasGuests = people.some(({ email }) => email !== null);
    const guests = hasGuests ? await this.recurringGuestsIn(sessionId) : new Map<string, RecurringGuest>();
    return async ({ userId, email }) => {
      const attendee = people.find((one) =>
        userId === null ? one.email?.toLowerCase() === email.toLowerCase() : one.userId === userId,
      );
      const isKnown = userId === organizerId || (attendee !== undefined && attendee.email === null);
      const guest = attendee?.email ? guests.get(attendee.email.toLowerCase()) : undefined;
      const path = isKnown ? roomPath(sessionId) : guest ? await this.rooms.guestLink(sessionId, guest) : null;
      return path === null ? null : this.config.publicUrl + path;
    };
  }

  /** For calendars of accounts; null for whoever comes as a guest, or is not expected. */
  accountUrlFor(booking: BookingRow, userId: string): string | null {
    const { sessionId, status } = booking;
    if (sessionId === null || status !== 'confirmed') return null;
    const isComing = gives(userId, booking) || comersOf(booking).includes(userId);
    return isComing ? this.config.publicUrl + roomPath(sessionId) : null;
  }

  /** The room with the booker’s own link, which is there a moment after the booking is confirmed. */
  async roomOfBooker(booking: BookingRow): Promise<BookingRoomView | null> {
    const booker = booking.attendees.find(({ role }) => role === 'booker');
    const room = roomOf(booking);
    if (!room || !booker || booking.status !== 'confirmed') return null;
    const url = isGuest(booker) ? await this.rooms.knownGuestLink(room.id, booker.id) : room.url;
    return url === null ? null : { ...room, url };
  }

  private async pathFor(booking: BookingRow, reader: Reader): Promise<string | null> {
    const { sessionId, status } = booking;
    if (sessionId === null || status !== 'confirmed') return null;
    if (reader.userId !== null && gives(reader.userId, booking)) return roomPath(sessionId);
    const attendee = attendeeFor(booking, reader);
    if (!attendee) return null;
    if (!isGuest(attendee)) return roomPath(sessionId);
    if (booking.seriesId === null) return this.rooms.guestLink(sessionId, toRoomGuest(attendee, booking));
    const guest = (await this.recurringGuestsIn(sessionId)).get(attendee.email?.toLowerCase() ?? '');
    return guest ? this.rooms.guestLink(sessionId, guest) : null;
  }

  /** By their addresses. */
  private async recurringGuestsIn(sessionId: string): Promise<ReadonlyMap<string, RecurringGuest>> {
    // Whoever was taken off meanwhile is not let in again.
    await this.rooms.hold(sessionId);
    const guests = recurringGuestsOf(await this.bookings.ofRoom(sessionId), this.clock.now());
    return new Map(guests.map((guest) => [guest.email, guest]));
  }
}
