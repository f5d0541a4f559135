import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { MINUTE } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import type { Released } from '../../slots/slots.api.js';
import { BookingAccess } from '../booking/booking-access.js';
import { exceptionsOf, placementOf } from '../booking/booking-placement.js';
import type { BookingRow } from '../booking/booking-row.js';
import { isLive } from '../booking/booking.rules.js';
import { BookingsRepository } from '../booking/bookings.repository.js';
import { BookingLinks } from '../guest/booking-links.js';

/** A booking to be moved to another slot. */
export interface MovingBooking extends Released {
  /** Participants, excluded as hosts. */
  readonly exceptHostIds: readonly string[];
  /** Its duration stays, even if it is not offered any more. */
  readonly durationMinutes: number;
}

/** Reads the booking that somebody wants to move, with what it would release. */
@Injectable()
export class MovingBookings {
  constructor(
    private readonly access: BookingAccess,
    private readonly links: BookingLinks,
    private readonly repository: BookingsRepository,
  ) {}

  /**
   * @param actor undefined for guests, who move bookings without an account
   * @throws CodedError not_found, also for bookings of another event type, and for those that cannot be moved (ad-hoc,
   * cancelled, declined); forbidden for those who may not move it
   */
  async find(actor: Actor | undefined, eventTypeId: string, bookingId: string): Promise<MovingBooking> {
    const booking = actor
      ? (await this.access.open(actor, bookingId, 'move')).booking
      : await this.bookingOfGuest(bookingId);
    const placement = booking && isLive(booking.status) ? placementOf(booking) : null;
    if (!booking || placement?.eventTypeId !== eventTypeId) throw new CodedError(NOT_FOUND);
    const { hostIds, seatingId, seats, countedOn } = placement;
    const [start, end] = [placement.startsAt.getTime(), placement.endsAt.getTime()];
    const { exceptHostIds } = exceptionsOf(booking);
    const durationMinutes = (end - start) / MINUTE;
    return { id: bookingId, start, end, durationMinutes, hostIds, seatingId, seats, countedOn, exceptHostIds };
  }

  /** For guests the id is a capability: only the holder of a booking's link knows it. */
  private async bookingOfGuest(id: string): Promise<BookingRow | null> {
    return (await this.links.isLinked(id)) ? this.repository.find(id) : null;
  }
}
