import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Clock } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { attendeeFacts, attendeesOf, comings, goings } from './attendee-facts.js';
import { AttendeesRepository } from '../booking/attendees.repository.js';
import { BookingAnnouncements } from '../messages/booking-announcements.js';
import { liveStatusOf, type Telling } from '../messages/booking-news.js';
import { type AttendeePointer, BookingPeople } from '../booking/booking-people.js';
import type { AttendeeRow, BookingRow } from '../booking/booking-row.js';
import { type AttendeeStatus, isAhead, MOST_ATTENDEES } from '../booking/booking.rules.js';
import { ATTENDEE_EXISTS, ATTENDEE_NEEDED, TOO_MANY_ATTENDEES } from '../bookings.errors.js';
import {
  BOOKING_ATTENDEE_ADDED,
  BOOKING_ATTENDEE_REMOVED,
  BOOKING_ATTENDEE_RESPONDED,
  type BookingMoment,
} from '../bookings.events.js';
import { BookingsRepository } from '../booking/bookings.repository.js';
import type { Invitee } from '../booking-instances.api.js';

export interface Replacement {
  /** Attendees before and after. */
  readonly kept: readonly AttendeeRow[];
  readonly added: readonly AttendeeRow[];
  readonly isChanged: boolean;
  readonly isTold: boolean;
}

/**
 * Changes attendees of a locked booking, with history and outbox messages. The caller writes the version, and SEQUENCE
 * when somebody is notified: a CANCEL has to be newer than the preceding REQUEST, and vice versa (RFC 5546, section
 * 2.1.5).
 */
@Injectable()
export class AttendeeChanges {
  constructor(
    private readonly repository: AttendeesRepository,
    private readonly bookings: BookingsRepository,
    private readonly people: BookingPeople,
    private readonly announcements: BookingAnnouncements,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns whether anybody is notified
   * @throws CodedError validation_failed, attendee_exists, too_many_attendees
   */
  async addOne(actorId: string, booking: BookingRow, input: Invitee, moment: BookingMoment): Promise<boolean> {
    const rows = await this.resolve(actorId, booking, [input], () => '');
    if (rows.some((row) => isIn(booking.attendees, row))) throw new CodedError(ATTENDEE_EXISTS);
    if (booking.attendees.length >= MOST_ATTENDEES) throw new CodedError(TOO_MANY_ATTENDEES);
    return this.add(actorId, booking, rows, moment);
  }

  /**
   * Replaces the attendees; those in both lists keep their row and answer. Hosts and bookers always stay.
   * @throws CodedError validation_failed
   */
  async replace(
    actorId: string,
    booking: BookingRow,
    inputs: readonly Invitee[],
    moment: BookingMoment,
  ): Promise<Replacement> {
    const wanted = await this.resolve(actorId, booking, inputs, (index) => `/attendees/${index}`);
    const gone = booking.attendees.filter((row) => row.role === 'attendee' && !isIn(wanted, row));
    const added = wanted.filter((row) => !isIn(booking.attendees, row));
    const isToldToGo = await this.remove(actorId, booking, gone, moment);
    const isToldToCome = await this.add(actorId, booking, added, moment);
    return {
      kept: booking.attendees.filter((row) => !gone.includes(row)),
      added,
      isChanged: gone.length + added.length > 0,
      isTold: isToldToGo || isToldToCome,
    };
  }

  /**
   * @returns whether anybody is notified
   * @throws CodedError attendee_needed
   */
  async remove(
    actorId: string,
    booking: BookingRow,
    rows: readonly AttendeeRow[],
    moment: BookingMoment,
  ): Promise<boolean> {
    if (rows.length === 0) return false;
    const { id: bookingId } = booking;
    if (rows.some(({ role }) => role !== 'attendee')) throw new CodedError(ATTENDEE_NEEDED);
    await this.repository.remove(rows.map(({ id }) => id));
    await this.bookings.markOverride(bookingId);
    const gone = attendeesOf(booking, rows);
    await this.bookings.record(goings(actorId, gone));
    const tellings = await this.announce('left', booking, rows, moment);
    await this.outbox.appendAll(
      BOOKING_ATTENDEE_REMOVED,
      attendeeFacts(actorId, gone, () => ({ tellings, moment })),
    );
    return tellings.length > 0;
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
    inputs: readonly Invitee[],
    pointer: AttendeePointer,
  ): Promise<AttendeeRow[]> {
    return this.people.resolve([organizerId], inputs, pointer, actorId);
  }

  private async add(
    actorId: string,
    booking: BookingRow,
    rows: readonly AttendeeRow[],
    moment: BookingMoment,
  ): Promise<boolean> {
    if (rows.length === 0) return false;
    const { id: bookingId } = booking;
    await this.repository.add(bookingId, rows);
    await this.bookings.markOverride(bookingId);
    const come = attendeesOf(booking, rows);
    await this.bookings.record(comings(actorId, come));
    const tellings = await this.announce('joined', booking, rows, moment);
    await this.outbox.appendAll(
      BOOKING_ATTENDEE_ADDED,
      attendeeFacts(actorId, come, () => ({ tellings, moment })),
    );
    return tellings.length > 0;
  }

  /** Nobody is notified about a booking that is over, unless the same change moves it into the future. */
  private async announce(
    turn: 'joined' | 'left',
    booking: BookingRow,
    rows: readonly AttendeeRow[],
    { sequence, end }: BookingMoment,
  ): Promise<readonly Telling[]> {
    if (!isAhead({ status: booking.status, end }, this.clock.now())) return [];
    return this.announcements.announce(booking, rows, { turn, status: liveStatusOf(booking.status), sequence });
  }
}

function isIn(rows: readonly AttendeeRow[], { userId, email }: AttendeeRow): boolean {
  return rows.some(
    (row) =>
      (userId !== null && row.userId === userId) ||
      (email !== null && row.email?.toLowerCase() === email.toLowerCase()),
  );
}
