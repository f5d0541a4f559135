import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { MovableBookings, type PlacementToMove } from '../../slots/slots.api.js';
import { BookingAccess } from '../booking/booking-access.js';
import { BookingLinks } from '../guest/booking-links.js';
import { exceptionsOf, placementOf } from '../booking/booking-placement.js';
import type { BookingRow } from '../booking/booking-row.js';
import { isLive } from '../booking/booking.rules.js';
import { BookingsRepository } from '../booking/bookings.repository.js';

/** Tells slots what a booking has that somebody wants to move. */
@Injectable()
export class BookingMoves extends MovableBookings {
  constructor(
    private readonly access: BookingAccess,
    private readonly links: BookingLinks,
    private readonly repository: BookingsRepository,
  ) {
    super();
  }

  override async toMove(actor: Actor | undefined, bookingId: string): Promise<PlacementToMove | null> {
    const booking = actor
      ? (await this.access.open(actor, bookingId, 'move')).booking
      : await this.bookingOfGuest(bookingId);
    if (!booking || !isLive(booking.status)) return null;
    const placement = placementOf(booking);
    return placement && { ...placement, exceptHostIds: exceptionsOf(booking).exceptHostIds };
  }

  /** Of those without an account only whoever has the link of a booking knows its id. */
  private async bookingOfGuest(id: string): Promise<BookingRow | null> {
    return (await this.links.isLinked(id)) ? this.repository.find(id) : null;
  }
}
