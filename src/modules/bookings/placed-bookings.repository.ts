import { Injectable } from '@nestjs/common';
import { Sql } from '../../infra/database/sql.js';
import type { Placement } from '../slots/slots.api.js';
import { type AttendeeRow, BOOKING_COLUMNS, type BookingRow } from './booking-row.js';
import type { BookingStatus } from './booking.rules.js';

export interface PlacedBooking {
  readonly id: string;
  readonly placement: Placement;
  readonly organizationId: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
  readonly timeZone: string;
  readonly status: Extract<BookingStatus, 'pending' | 'confirmed'>;
  /** What the event type needs besides its hosts. */
  readonly bookableIds: readonly string[];
  readonly answers: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly attendees: readonly AttendeeRow[];
  /** Null for guests. */
  readonly actorId: string | null;
}

/** Writes bookings of event types, whose slot is taken already. */
@Injectable()
export class PlacedBookingsRepository {
  constructor(private readonly sql: Sql) {}

  async insert(booking: PlacedBooking): Promise<BookingRow> {
    const { placement, attendees } = booking;
    const [row] = await this.sql.query<Omit<BookingRow, 'attendees'>>(
      'booking_insert_placed',
      `WITH b AS (
         INSERT INTO bookings (id, organizer_id, organization_id, event_type_id, seating_id, seats, counted_on, answers,
                               title, description, location, starts_at, ends_at, time_zone, status, metadata,
                               bookable_ids)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $23)
         RETURNING *
       ), attendees AS (
         INSERT INTO booking_attendees (id, booking_id, user_id, email, name, role)
         SELECT a.id, b.id, a.user_id, a.email, a.name, a.role
         FROM b, unnest($17::uuid[], $18::uuid[], $19::text[], $20::text[], $21::text[])
           AS a (id, user_id, email, name, role)
       ), history AS (
         INSERT INTO booking_history (booking_id, actor_id, action) SELECT id, $22, 'created' FROM b
       )
       SELECT ${BOOKING_COLUMNS} FROM b`,
      [
        booking.id,
        placement.hostIds[0],
        booking.organizationId,
        placement.eventTypeId,
        placement.seatingId,
        placement.seats,
        placement.countedOn,
        JSON.stringify(booking.answers),
        booking.title,
        booking.description,
        booking.location,
        placement.startsAt,
        placement.endsAt,
        booking.timeZone,
        booking.status,
        JSON.stringify(booking.metadata),
        attendees.map(({ id }) => id),
        attendees.map(({ userId }) => userId),
        attendees.map(({ email }) => email),
        attendees.map(({ name }) => name),
        attendees.map(({ role }) => role),
        booking.actorId,
        booking.bookableIds,
      ],
    );
    if (!row) throw new Error('The booking was not written.');
    return { ...row, attendees };
  }
}
