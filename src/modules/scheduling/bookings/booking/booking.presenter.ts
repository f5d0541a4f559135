import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { BookingPeople } from './booking-people.js';
import { type Cards, viewOf } from './booking-view.js';
import type { BookingView } from '../bookings.api.js';
import { toBookingDto } from './booking.mapper.js';
import type { BookingRow } from './booking-row.js';
import { forReader, shownTo } from './booking-outline.js';
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
    return toBookingDto(viewFor(actor, booking, people));
  }

  async page(actor: Actor, bookings: readonly BookingRow[]): Promise<BookingDto[]> {
    const people = await this.people.cardsOf(bookings);
    return bookings.map((booking) => toBookingDto(viewFor(actor, booking, people)));
  }
}

function viewFor({ userId: viewerId }: Actor, booking: BookingRow, people: Cards): BookingView {
  return viewOf(forReader(viewerId, booking), {
    people,
    showsAddresses: participates(viewerId, booking),
    viewerId,
  });
}
