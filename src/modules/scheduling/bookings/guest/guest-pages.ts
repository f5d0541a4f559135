import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { bookingCalendar } from '../../../../infra/calendar/icalendar.js';
import { AppConfig } from '../../../../infra/config/config.js';
import { Idempotency } from '../../../../infra/idempotency/idempotency.js';
import type { Language } from '../../../../kernel/language.js';
import { toPublication } from '../booking/booking-calendar.js';
import { forComers } from '../booking/booking-outline.js';
import { BookingPeople } from '../booking/booking-people.js';
import type { BookingView } from '../bookings.api.js';
import {
  type GuestBooking,
  GuestPagesApi,
  type OfferedSlot,
  type OfferQuery,
  type SentForm,
} from '../guest-pages.api.js';
import { SlotBookingsService } from '../make/slot-bookings.service.js';
import { OfferedMonths } from '../offer/offered-months.js';
import { RoomLinks } from '../rooms/room-links.js';
import { withRoom } from '../rooms/with-room.js';
import { ManagedBookingsService } from './managed-bookings.service.js';

@Injectable()
export class GuestPages extends GuestPagesApi {
  constructor(
    private readonly managed: ManagedBookingsService,
    private readonly people: BookingPeople,
    private readonly rooms: RoomLinks,
    private readonly months: OfferedMonths,
    private readonly bookings: SlotBookingsService,
    private readonly config: AppConfig,
    private readonly idempotency: Idempotency,
  ) {
    super();
  }

  slots(query: OfferQuery): Promise<readonly OfferedSlot[]> {
    return this.months.slots(undefined, query);
  }

  async book(booking: GuestBooking, language: Language, { key, address }: SentForm): Promise<BookingView> {
    const fingerprint = createHash('sha256').update(JSON.stringify(booking)).digest('hex');
    const { body } = await this.idempotency.once<BookingView>(
      // What was changed before it is sent again is another form.
      { scope: [`address:${address}`, 'form', `${key} ${fingerprint}`], fingerprint, sealed: true, waits: true },
      async () => ({ status: 201, body: await this.bookings.book(undefined, booking, language) }),
    );
    return body;
  }

  async calendarFile(token: string): Promise<string> {
    const booking = await this.managed.open(token);
    const room = await this.rooms.roomOfBooker(booking);
    const people = await this.people.of([booking]);
    const publication = toPublication(withRoom(forComers(booking), room && this.config.publicUrl + room.url), people);
    // PUBLISH has to name an organizer (RFC 5546, section 3.2.1); links show nobody's address.
    const { name } = publication.organizer;
    const email = `noreply@${new URL(this.config.publicUrl).hostname}`;
    return bookingCalendar({ ...publication, organizer: { email, ...(name === undefined ? {} : { name }) } });
  }
}
