import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Clock } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { AttendeesRepository } from '../booking/attendees.repository.js';
import { BookingAccess } from '../booking/booking-access.js';
import type { BookingRow } from '../booking/booking-row.js';
import { BookableTypes } from '../make/offered-types.js';
import { BookingTransitions } from './booking-transitions.js';
import { BookingPresenter } from '../booking/booking.presenter.js';
import { assertNotOver } from '../booking/booking.rules.js';
import { NOT_PENDING, NOT_REASSIGNABLE, NOT_STARTED } from '../bookings.errors.js';
import { BOOKING_ATTENDANCE_RECORDED } from '../bookings.events.js';
import { BookingsRepository } from '../booking/bookings.repository.js';
import type { BookingDto } from '../booking/booking.dto.js';
import type { RecordAttendanceDto } from './decide-booking.dto.js';

/** Decisions of hosts. Each use case takes the row lock of the booking first, which serializes them. */
@Injectable()
export class BookingDecisionsService {
  constructor(
    private readonly repository: BookingsRepository,
    private readonly attendees: AttendeesRepository,
    private readonly access: BookingAccess,
    private readonly types: BookableTypes,
    private readonly transitions: BookingTransitions,
    private readonly presenter: BookingPresenter,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_pending, already_cancelled, already_declined, precondition_failed */
  @Transactional()
  async confirm(actor: Actor, id: string, version: number | undefined): Promise<BookingDto> {
    const booking = await this.openPending(actor, id, version);
    await this.transitions.confirm(actor.userId, booking);
    return this.presenter.current(actor, id);
  }

  /** @throws CodedError not_pending, already_cancelled, already_declined, precondition_failed */
  @Transactional()
  async decline(
    actor: Actor,
    id: string,
    reason: string | undefined,
    version: number | undefined,
  ): Promise<BookingDto> {
    const booking = await this.openPending(actor, id, version);
    await this.transitions.decline(actor.userId, booking, reason ?? null);
    return this.presenter.current(actor, id);
  }

  /** @throws CodedError forbidden, not_reassignable, slot_taken, outside_availability, not_a_host, precondition_failed */
  @Transactional()
  async reassign(
    actor: Actor,
    id: string,
    hostId: string | undefined,
    version: number | undefined,
  ): Promise<BookingDto> {
    const booking = await this.openLive(actor, id, version);
    if (booking.eventTypeId === null || booking.seatingId !== null) throw new CodedError(NOT_REASSIGNABLE);
    // Former hosts may not assign the time of the present ones.
    await this.types.assertGivenBy(await this.types.lockOrThrow(booking.eventTypeId), actor);
    await this.transitions.reassign(actor.userId, booking, hostId?.toLowerCase() ?? null);
    return this.presenter.current(actor, id);
  }

  /** @throws CodedError not_found, not_started, already_cancelled, already_declined, precondition_failed */
  @Transactional()
  async recordAttendance(
    actor: Actor,
    id: string,
    { attendeeId, absent }: RecordAttendanceDto,
    version: number | undefined,
  ): Promise<BookingDto> {
    const booking = await this.openLive(actor, id, version);
    if (Date.parse(booking.start) > this.clock.now().getTime()) throw new CodedError(NOT_STARTED);
    const attendee = booking.attendees.find((row) => row.id === attendeeId);
    if (!attendee) throw new CodedError(NOT_FOUND);
    if (attendee.isAbsent === absent) return this.presenter.one(actor, booking);
    await this.attendees.setAbsent(attendeeId, absent);
    await this.repository.change(booking, {});
    const changes = { isAbsent: { from: attendee.isAbsent, to: absent } };
    await this.repository.record([{ bookingId: id, actorId: actor.userId, action: 'attendance_recorded', changes }]);
    await this.outbox.append(BOOKING_ATTENDANCE_RECORDED, {
      bookingId: id,
      actorId: actor.userId,
      attendeeId,
      userId: attendee.userId,
      isAbsent: absent,
    });
    return this.presenter.current(actor, id);
  }

  private async openPending(actor: Actor, id: string, version: number | undefined): Promise<BookingRow> {
    const booking = await this.openLive(actor, id, version);
    if (booking.status !== 'pending') throw new CodedError(NOT_PENDING);
    return booking;
  }

  private async openLive(actor: Actor, id: string, version: number | undefined): Promise<BookingRow> {
    const { booking } = await this.access.openToChange(actor, id, 'decide');
    assertVersion(version, booking.version);
    assertNotOver(booking.status);
    return booking;
  }
}
