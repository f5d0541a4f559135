import { Injectable } from '@nestjs/common';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { Clock } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { BookingLinks } from './booking-links.js';
import { BookingPeople } from '../booking/booking-people.js';
import { type BookingRow, periodOf } from '../booking/booking-row.js';
import { BookingTransitions } from '../change/booking-transitions.js';
import { forComers } from '../booking/booking-outline.js';
import { nameOf } from '../booking/booking-view.js';
import { assertNotOver, isLive, movedPeriod } from '../booking/booking.rules.js';
import { ALREADY_STARTED } from '../bookings.errors.js';
import { BookingsRepository } from '../booking/bookings.repository.js';
import { isOnline } from '../../event-types/event-types.api.js';
import { RoomLinks } from '../rooms/room-links.js';
import type { ManagedBookingDto, RescheduleManagedBookingDto } from './managed-booking.dto.js';
import { BrandsApi, publicBrand } from '../../../people/organizations/brands.api.js';
import { FORMER_USER } from '../../../people/users/users.api.js';

/** Use cases of bookers without an account, by the link of their booking: see, move and cancel it. */
@Injectable()
export class ManagedBookingsService {
  constructor(
    private readonly repository: BookingsRepository,
    private readonly links: BookingLinks,
    private readonly transitions: BookingTransitions,
    private readonly people: BookingPeople,
    private readonly brands: BrandsApi,
    private readonly rooms: RoomLinks,
    private readonly clock: Clock,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found for unknown, rotated and expired links */
  async show(token: string): Promise<ManagedBookingDto> {
    return this.present(await this.open(token));
  }

  /**
   * Moves the booking and rotates the link; the response and the e-mail have the new one.
   * @throws CodedError not_found, already_started, already_cancelled, already_declined, slot_taken,
   * outside_availability, limit_reached, in_the_past, precondition_failed
   */
  @Transactional()
  async reschedule(
    token: string,
    { start, reason }: RescheduleManagedBookingDto,
    version: number | undefined,
  ): Promise<ManagedBookingDto> {
    const booking = await this.openToChange(token, version);
    const period = movedPeriod(periodOf(booking), { start });
    const moved = await this.transitions.move(null, booking, { period, reason: reason ?? null, byBooker: true });
    if (moved) await this.repository.change(booking, moved);
    return this.present(await this.read(booking.id));
  }

  /** @throws CodedError not_found, already_started, already_cancelled, already_declined, precondition_failed */
  @Transactional()
  async cancel(token: string, reason: string | undefined, version: number | undefined): Promise<ManagedBookingDto> {
    const booking = await this.openToChange(token, version);
    await this.transitions.cancel(null, booking, reason ?? null);
    return this.present(await this.read(booking.id));
  }

  /** @throws CodedError not_found */
  async open(token: string): Promise<BookingRow> {
    const bookingId = await this.links.bookingOf(token);
    if (bookingId === null) throw new CodedError(NOT_FOUND);
    return this.read(bookingId);
  }

  private async openToChange(token: string, version: number | undefined): Promise<BookingRow> {
    const { id } = await this.open(token);
    await this.repository.lock(id);
    // Again under the lock: the link may have been rotated meanwhile.
    const booking = await this.open(token);
    assertVersion(version, booking.version);
    assertNotOver(booking.status);
    if (this.hasStarted(booking)) throw new CodedError(ALREADY_STARTED);
    return booking;
  }

  private async read(id: string): Promise<BookingRow> {
    const booking = await this.repository.find(id);
    if (!booking) throw new CodedError(NOT_FOUND);
    return booking;
  }

  private hasStarted({ start }: BookingRow): boolean {
    return Date.parse(start) <= this.clock.now().getTime();
  }

  private async present(booking: BookingRow): Promise<ManagedBookingDto> {
    const people = await this.people.of([booking]);
    const link = await this.links.find(booking.id);
    if (!link) throw new CodedError(NOT_FOUND);
    const brand = await this.brands.ofOne(booking.organizationId);
    const booker = booking.attendees.find(({ role }) => role === 'booker');
    const { id, title, description, start, end, timeZone, status, eventTypeId, seats, answers, notes } = booking;
    return {
      id,
      title,
      description,
      start,
      end,
      timeZone,
      status,
      location: forComers(booking).location,
      isOnline: isOnline(booking.location),
      organizerName: people.get(booking.organizerId)?.name ?? FORMER_USER,
      bookerName: booker ? nameOf(booker, people) : FORMER_USER,
      brand: brand && publicBrand(brand),
      eventTypeId,
      seats,
      answers,
      notes,
      cancelReason: booking.cancelReason,
      session: await this.rooms.roomOfBooker(booking),
      canChange: isLive(status) && !this.hasStarted(booking),
      manageUrl: link.manageUrl,
      linkExpiresAt: link.expiresAt.toISOString(),
      version: booking.version,
    };
  }
}
