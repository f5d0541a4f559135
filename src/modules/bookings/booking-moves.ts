import { Injectable } from '@nestjs/common';
import type { Actor } from '../../infra/access/actor.js';
import { MovableBookings, type Placement } from '../slots/slots.api.js';
import { BookingAccess } from './booking-access.js';
import { placementOf } from './booking-placement.js';
import { isLive } from './booking.rules.js';

/** Tells slots what a booking has that somebody wants to move. */
@Injectable()
export class BookingMoves extends MovableBookings {
  constructor(private readonly access: BookingAccess) {
    super();
  }

  override async placementToMove(actor: Actor, bookingId: string): Promise<Placement | null> {
    const { booking } = await this.access.open(actor, bookingId, 'move');
    return isLive(booking.status) ? placementOf(booking) : null;
  }
}
