import { Injectable } from '@nestjs/common';
import { BookingPeople } from './booking-people.js';
import { toBookingDto } from './booking.mapper.js';
import { BookingsApi, type BookingView } from './bookings.api.js';
import { BookingsRepository } from './bookings.repository.js';

/** What the bookings feature does for other features. */
@Injectable()
export class BookingsDirectory extends BookingsApi {
  constructor(
    private readonly repository: BookingsRepository,
    private readonly people: BookingPeople,
  ) {
    super();
  }

  async find(id: string, viewer: 'organizer' | 'others'): Promise<BookingView | null> {
    const booking = await this.repository.find(id);
    if (!booking) return null;
    return toBookingDto(booking, { people: await this.people.of([booking]), showsAddresses: viewer === 'organizer' });
  }
}
