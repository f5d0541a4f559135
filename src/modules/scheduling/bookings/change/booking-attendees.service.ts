import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { momentAfter } from '../booking/booking-moment.js';
import { AttendeeChanges } from './attendee-changes.js';
import { BookingAccess } from '../booking/booking-access.js';
import { BookingPresenter } from '../booking/booking.presenter.js';
import type { AttendeeRow, BookingRow } from '../booking/booking-row.js';
import { assertNotOver, type AttendeeStatus } from '../booking/booking.rules.js';
import type { BookingAction } from '../booking/booking.policy.js';
import { type BookingChange, BookingsRepository } from '../booking/bookings.repository.js';
import type { BookingDto } from '../booking/booking.dto.js';
import type { Invitee } from '../booking-instances.api.js';

/** Use cases for attendees. Every change increments the version of the booking. */
@Injectable()
export class BookingAttendeesService {
  constructor(
    private readonly repository: BookingsRepository,
    private readonly access: BookingAccess,
    private readonly changes: AttendeeChanges,
    private readonly presenter: BookingPresenter,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError validation_failed, attendee_exists, too_many_attendees, already_cancelled, precondition_failed */
  @Transactional()
  async add(actor: Actor, id: string, attendee: Invitee, version: number | undefined): Promise<BookingDto> {
    const booking = await this.open(actor, id, 'change', version);
    const moment = momentAfter(booking);
    const isTold = await this.changes.addOne(actor.userId, booking, attendee, moment);
    return this.finish(actor, booking, isTold ? { sequence: moment.sequence } : {});
  }

  /** @throws CodedError not_found, already_cancelled, precondition_failed */
  @Transactional()
  async remove(actor: Actor, id: string, attendeeId: string, version: number | undefined): Promise<BookingDto> {
    const booking = await this.open(actor, id, 'change', version);
    const moment = momentAfter(booking);
    const gone = getOrThrow(booking, (row) => row.id === attendeeId);
    const isTold = await this.changes.remove(actor.userId, booking, [gone], moment);
    return this.finish(actor, booking, isTold ? { sequence: moment.sequence } : {});
  }

  /** @throws CodedError already_cancelled, precondition_failed */
  @Transactional()
  async respond(actor: Actor, id: string, status: AttendeeStatus, version: number | undefined): Promise<BookingDto> {
    const booking = await this.open(actor, id, 'respond', version);
    const own = getOrThrow(booking, (row) => row.userId === actor.userId);
    if (own.status === status) return this.presenter.one(actor, booking);
    await this.changes.respond(actor.userId, booking, own, status);
    return this.finish(actor, booking, {});
  }

  private async open(
    actor: Actor,
    id: string,
    action: BookingAction,
    version: number | undefined,
  ): Promise<BookingRow> {
    const { booking } = await this.access.openToChange(actor, id, action);
    assertVersion(version, booking.version);
    assertNotOver(booking.status);
    return booking;
  }

  private async finish(actor: Actor, booking: BookingRow, change: BookingChange): Promise<BookingDto> {
    await this.repository.change(booking, change);
    return this.presenter.current(actor, booking.id);
  }
}

function getOrThrow({ attendees }: BookingRow, matches: (row: AttendeeRow) => boolean): AttendeeRow {
  const found = attendees.find(matches);
  if (!found) throw new CodedError(NOT_FOUND);
  return found;
}
