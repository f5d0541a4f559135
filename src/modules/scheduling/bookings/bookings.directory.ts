import { Injectable } from '@nestjs/common';
import { BookingPeople } from './booking/booking-people.js';
import { viewOf } from './booking/booking-view.js';
import { type BookingParties, BookingsApi, type BookingView, type HeldSlot } from './bookings.api.js';
import { BookingsRepository } from './booking/bookings.repository.js';
import { SlotBookingsService } from './make/slot-bookings.service.js';

@Injectable()
export class BookingsDirectory extends BookingsApi {
  constructor(
    private readonly repository: BookingsRepository,
    private readonly people: BookingPeople,
    private readonly slots: SlotBookingsService,
  ) {
    super();
  }

  async find(id: string, viewer: 'organizer' | 'others'): Promise<BookingView | null> {
    const booking = await this.repository.find(id);
    if (!booking) return null;
    return viewOf(booking, { people: await this.people.of([booking]), showsAddresses: viewer === 'organizer' });
  }

  bookHeld(userId: string | null, slot: HeldSlot): Promise<BookingView> {
    return this.slots.book(userId === null ? undefined : { userId }, slot);
  }

  async partiesOf(bookingId: string): Promise<BookingParties | null> {
    const booking = await this.repository.find(bookingId);
    if (!booking) return null;
    const accounts = booking.attendees.flatMap(({ role, userId }) => (userId === null ? [] : [{ role, userId }]));
    const idsOf = (isHost: boolean) =>
      accounts.filter(({ role }) => (role === 'host') === isHost).map(({ userId }) => userId);
    const { eventTypeId, organizerId, bookableIds, start, end } = booking;
    const hostIds = [organizerId, ...idsOf(true)];
    return { eventTypeId, hostIds, bookableIds, attendeeIds: idsOf(false), start, end };
  }
}
