import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Actor } from '../../../../infra/access/actor.js';
import { MINUTE } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import type { Released } from '../engine/slot-case.js';
import { MovableBookings } from '../slots.api.js';

/** A booking that somebody looks for another slot for. */
export interface MovingBooking extends Released {
  /** Who takes part in it, and hosts it at no time. */
  readonly exceptHostIds: readonly string[];
  /** It keeps its duration, even one that is not offered any more. */
  readonly durationMinutes: number;
}

@Injectable()
export class MovingBookings {
  constructor(private readonly discovery: DiscoveryService) {}

  /** @throws CodedError not_found, also for bookings of another event type; forbidden */
  async find(actor: Actor | undefined, eventTypeId: string, bookingId: string): Promise<MovingBooking> {
    const placement = await this.bookings().toMove(actor, bookingId);
    if (placement?.eventTypeId !== eventTypeId) throw new CodedError(NOT_FOUND);
    const { hostIds, seatingId, seats, countedOn, exceptHostIds = [] } = placement;
    const start = placement.startsAt.getTime();
    const end = placement.endsAt.getTime();
    const durationMinutes = (end - start) / MINUTE;
    return { id: bookingId, start, end, durationMinutes, hostIds, seatingId, seats, countedOn, exceptHostIds };
  }

  private bookings(): MovableBookings {
    const instances = this.discovery.getProviders().map(({ instance }) => instance as unknown);
    const found = instances.find((instance) => instance instanceof MovableBookings);
    if (!found) throw new Error('No feature of this process keeps bookings.');
    return found;
  }
}
