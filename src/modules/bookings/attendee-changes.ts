import { Injectable } from '@nestjs/common';
import { Outbox } from '../../infra/outbox/outbox.js';
import { CodedError } from '../../kernel/coded-error.js';
import { AttendeesRepository } from './attendees.repository.js';
import { type AttendeePointer, BookingPeople } from './booking-people.js';
import type { AttendeeRow, BookingRow } from './booking-row.js';
import { type AttendeeStatus, MOST_ATTENDEES } from './booking.rules.js';
import { ATTENDEE_EXISTS, ATTENDEE_NEEDED, TOO_MANY_ATTENDEES } from './bookings.errors.js';
import { BOOKING_ATTENDEE_ADDED, BOOKING_ATTENDEE_REMOVED, BOOKING_ATTENDEE_RESPONDED } from './bookings.events.js';
import { BookingsRepository } from './bookings.repository.js';
import type { NewAttendeeDto } from './dto/change-booking.dto.js';

/** Changes the attendees of a booking that is locked, with history and events. The caller counts the new version. */
@Injectable()
export class AttendeeChanges {
  constructor(
    private readonly repository: AttendeesRepository,
    private readonly bookings: BookingsRepository,
    private readonly people: BookingPeople,
    private readonly outbox: Outbox,
  ) {}

  /** @throws CodedError validation_failed, attendee_exists, too_many_attendees */
  async addOne(actorId: string, booking: BookingRow, input: NewAttendeeDto): Promise<void> {
    const rows = await this.resolve(actorId, booking, [input], () => '');
    if (rows.some((row) => isIn(booking.attendees, row))) throw new CodedError(ATTENDEE_EXISTS);
    if (booking.attendees.length >= MOST_ATTENDEES) throw new CodedError(TOO_MANY_ATTENDEES);
    await this.add(actorId, booking, rows);
  }

  /**
   * Makes the list what is given; whoever is in both keeps their row and answer. Hosts and bookers stay anyway.
   * @returns whether anything changed
   * @throws CodedError validation_failed
   */
  async replace(actorId: string, booking: BookingRow, inputs: readonly NewAttendeeDto[]): Promise<boolean> {
    const wanted = await this.resolve(actorId, booking, inputs, (index) => `/attendees/${index}`);
    const gone = booking.attendees.filter((row) => row.role === 'attendee' && !isIn(wanted, row));
    const added = wanted.filter((row) => !isIn(booking.attendees, row));
    await this.remove(actorId, booking, gone);
    await this.add(actorId, booking, added);
    return gone.length + added.length > 0;
  }

  /** @throws CodedError attendee_needed */
  async remove(actorId: string, { id: bookingId, sequence }: BookingRow, rows: readonly AttendeeRow[]): Promise<void> {
    if (rows.length === 0) return;
    if (rows.some(({ role }) => role !== 'attendee')) throw new CodedError(ATTENDEE_NEEDED);
    await this.repository.remove(rows.map(({ id }) => id));
    await this.bookings.markOverride(bookingId);
    await this.bookings.record(
      rows.map(({ id }) => ({
        bookingId,
        actorId,
        action: 'attendee_removed' as const,
        changes: { attendeeId: { from: id, to: null } },
      })),
    );
    for (const { id: attendeeId, userId, email, name } of rows)
      await this.outbox.append(BOOKING_ATTENDEE_REMOVED, {
        bookingId,
        actorId,
        attendeeId,
        userId,
        email,
        name,
        sequence,
      });
  }

  async respond(
    actorId: string,
    { id: bookingId }: BookingRow,
    attendee: AttendeeRow,
    status: AttendeeStatus,
  ): Promise<void> {
    await this.repository.setStatus(attendee.id, status);
    await this.bookings.record([
      {
        bookingId,
        actorId,
        action: 'attendee_responded',
        changes: { status: { from: attendee.status, to: status } },
      },
    ]);
    await this.outbox.append(BOOKING_ATTENDEE_RESPONDED, {
      bookingId,
      actorId,
      attendeeId: attendee.id,
      userId: attendee.userId,
      status,
    });
  }

  async resetAnswers({ id, attendees }: BookingRow): Promise<void> {
    if (attendees.some(({ role, status }) => role !== 'host' && status !== 'needs_action'))
      await this.repository.resetAnswers(id);
  }

  private resolve(
    actorId: string,
    { organizerId }: BookingRow,
    inputs: readonly NewAttendeeDto[],
    pointer: AttendeePointer,
  ): Promise<AttendeeRow[]> {
    return this.people.resolve([organizerId], inputs, pointer, actorId);
  }

  private async add(actorId: string, { id: bookingId }: BookingRow, rows: readonly AttendeeRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.repository.add(bookingId, rows);
    await this.bookings.markOverride(bookingId);
    await this.bookings.record(
      rows.map(({ id }) => ({
        bookingId,
        actorId,
        action: 'attendee_added' as const,
        changes: { attendeeId: { from: null, to: id } },
      })),
    );
    for (const { id: attendeeId, userId } of rows)
      await this.outbox.append(BOOKING_ATTENDEE_ADDED, { bookingId, actorId, attendeeId, userId });
  }
}

function isIn(rows: readonly AttendeeRow[], { userId, email }: AttendeeRow): boolean {
  return rows.some(
    (row) =>
      (userId !== null && row.userId === userId) ||
      (email !== null && row.email?.toLowerCase() === email.toLowerCase()),
  );
}
