import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Not, Repository } from 'typeorm';
import { unseen } from '../../../../infra/database/plans.js';
import { Sql } from '../../../../infra/database/sql.js';
import type { FormerGuest } from '../../../learning/sessions/sessions.api.js';
import type { AttendeeRow } from './booking-row.js';
import { BookingAttendee } from './booking-attendee.entity.js';

/** Batch size within the statement timeout. */
const ANONYMISED_AT_ONCE = 1_000;

/** A recipient of messages about a booking, and whether they host it. */
export interface BookingRecipientRow {
  readonly recipient: string;
  readonly isHost: boolean;
}

@Injectable()
export class AttendeesRepository {
  constructor(
    @InjectRepository(BookingAttendee) private readonly attendees: Repository<BookingAttendee>,
    private readonly sql: Sql,
  ) {}

  async add(bookingId: string, attendees: readonly AttendeeRow[]): Promise<void> {
    await this.attendees.insert(attendees.map((attendee) => ({ ...attendee, bookingId })));
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.attendees.delete([...ids]);
  }

  /** Detaches accounts; the given name and address stay. */
  async unlink(ids: readonly string[]): Promise<void> {
    await this.attendees.update({ id: In([...ids]) }, { userId: null });
  }

  /** Records an account's answer. On acceptance, the account's own name and address replace the given ones. */
  async setStatus(id: string, status: AttendeeRow['status']): Promise<void> {
    await this.attendees.update({ id }, status === 'accepted' ? { status, email: null, name: null } : { status });
  }

  async setAbsent(id: string, isAbsent: boolean): Promise<void> {
    await this.attendees.update({ id }, { isAbsent });
  }

  /** Resets answers after a move (RFC 5546: PARTSTAT NEEDS-ACTION), except those of hosts, whose time was free. */
  async resetAnswers(bookingId: string): Promise<void> {
    await this.attendees.update({ bookingId, role: Not('host') }, { status: 'needs_action' });
  }

  /** Those of `ids` who share a booking with the person. */
  async companionsAmong(userId: string, ids: readonly string[]): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'attendees_companions',
      `SELECT other AS id FROM unnest(${unseen('$2', 'uuid[]')}) AS other
       WHERE EXISTS (
         SELECT 1 FROM booking_attendees theirs JOIN bookings b ON b.id = theirs.booking_id
         WHERE theirs.user_id = other AND theirs.email IS NULL AND (b.organizer_id = $1 OR EXISTS (
           SELECT 1 FROM booking_attendees mine WHERE mine.booking_id = b.id AND mine.user_id = $1))
       ) OR EXISTS (
         SELECT 1 FROM booking_attendees mine JOIN bookings b ON b.id = mine.booking_id
         WHERE mine.user_id = $1 AND b.organizer_id = other
       )`,
      [userId, ids],
    );
    return rows.map(({ id }) => id);
  }

  /** Ids of present attendees who were added with the booking, or before the given time. */
  async invitedBefore(bookingId: string, at: Date): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'attendees_invited',
      `SELECT a.id FROM booking_attendees a JOIN bookings b ON b.id = a.booking_id
       WHERE a.booking_id = $1 AND (a.created_at < $2 OR a.created_at = b.created_at)`,
      [bookingId, at],
    );
    return rows.map(({ id }) => id);
  }

  /** Recipients of messages about the booking: accounts by id, guests by address. */
  recipientsOf(bookingId: string): Promise<BookingRecipientRow[]> {
    return this.sql.query<BookingRecipientRow>(
      'attendees_recipients',
      `SELECT coalesce(user_id::text, email::text) AS recipient, role = 'host' AS "isHost" FROM booking_attendees
       WHERE booking_id = $1 AND (user_id IS NOT NULL OR email IS NOT NULL)
       UNION ALL SELECT organizer_id::text, true FROM bookings WHERE id = $1`,
      [bookingId],
    );
  }

  /** Addresses of attendees who were invited by address, with or without an account. */
  async invitedAddresses(bookingId: string): Promise<string[]> {
    const rows = await this.sql.query<{ email: string }>(
      'attendees_invited_addresses',
      `SELECT email::text FROM booking_attendees WHERE booking_id = $1 AND email IS NOT NULL AND role = 'attendee'`,
      [bookingId],
    );
    return rows.map(({ email }) => email);
  }

  /**
   * Links guests with this address to the account, except where it participates already. The link is not shown to
   * others. Increments the versions of the bookings.
   */
  async linkGuests(email: string, userId: string): Promise<void> {
    await this.sql.query(
      'attendees_link',
      `WITH linked AS (
         UPDATE booking_attendees a SET user_id = $2
         FROM bookings b
         WHERE a.email = $1 AND a.user_id IS NULL AND b.id = a.booking_id AND b.organizer_id <> $2
           AND NOT EXISTS (SELECT 1 FROM booking_attendees o WHERE o.booking_id = a.booking_id AND o.user_id = $2)
         RETURNING a.booking_id
       )
       UPDATE bookings SET version = version + 1, updated_at = now() WHERE id IN (SELECT booking_id FROM linked)`,
      [email, userId],
    );
  }

  /** Where the person may have come into a room as a guest. */
  guestsInRooms(userId: string, email: string | null): Promise<FormerGuest[]> {
    return this.sql.query<FormerGuest>(
      'attendees_guests_in_rooms',
      `SELECT b.session_id AS "sessionId", a.id AS "attendeeId", a.email::text AS email
       FROM (SELECT * FROM booking_attendees WHERE user_id = $1 UNION SELECT * FROM booking_attendees WHERE email = $2) a
       JOIN bookings b ON b.id = a.booking_id WHERE b.session_id IS NOT NULL`,
      [userId, email],
    );
  }

  /** Anonymizes the person's rows, in batches, and increments the versions of the bookings. */
  async anonymise(userId: string, email: string | null): Promise<void> {
    for (let isMore = true; isMore;) {
      const rows = await this.sql.query(
        'attendees_anonymise',
        `WITH forgotten AS (
           UPDATE booking_attendees SET user_id = NULL, email = NULL, name = NULL
           WHERE id IN (
             SELECT id FROM booking_attendees WHERE user_id = $1
             UNION SELECT id FROM booking_attendees WHERE email = $2
             LIMIT ${ANONYMISED_AT_ONCE}) RETURNING booking_id
         )
         UPDATE bookings SET version = version + 1, updated_at = now() WHERE id IN (SELECT booking_id FROM forgotten)
         RETURNING 1`,
        [userId, email],
      );
      isMore = rows.length > 0;
    }
  }
}
