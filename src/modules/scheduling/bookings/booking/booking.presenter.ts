import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { BookingPeople } from './booking-people.js';
import { type Cards, type Presentation, viewOf } from './booking-view.js';
import { toBookingDto } from './booking.mapper.js';
import type { BookingRow } from './booking-row.js';
import { shownTo } from './booking-outline.js';
import { participates, type Standing } from './booking.policy.js';
import { BookingsRepository } from './bookings.repository.js';
import type { BookingDto } from './booking.dto.js';

/** Makes DTOs, redacted for one actor. */
@Injectable()
export class BookingPresenter {
  constructor(
    private readonly people: BookingPeople,
    private readonly repository: BookingsRepository,
  ) {}

  /**
   * Reads the booking again, after a change.
   * @param standing of the actor, where some who may make the change may not read the booking
   * @throws CodedError not_found
   */
  async current(actor: Actor, id: string, standing?: Standing): Promise<BookingDto> {
    const booking = await this.repository.find(id);
    if (!booking) throw new CodedError(NOT_FOUND);
    return this.one(actor, booking, standing);
  }

  async one(actor: Actor, found: BookingRow, standing?: Standing): Promise<BookingDto> {
    const booking = standing ? shownTo(standing, found) : found;
    const people = await this.people.cardsOf([booking]);
    return toBookingDto(viewOf(booking, presentationFor(actor, booking, people)));
  }

  async page(actor: Actor, bookings: readonly BookingRow[]): Promise<BookingDto[]> {
    const people = await this.people.cardsOf(bookings);
    return bookings.map((booking) => toBookingDto(viewOf(booking, presentationFor(actor, booking, people))));
  }
}

function presentationFor({ userId: viewerId }: Actor, booking: BookingRow, people: Cards): Presentation {
  return { people, showsAddresses: participates(viewerId, booking), viewerId };
}
