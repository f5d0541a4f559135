import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import type { Placed, RecountedDay } from '../../slots/slots.api.js';
import { type AttendeeRow, BOOKING_COLUMNS, type BookingRow } from '../booking/booking-row.js';
import type { BookingStatus } from '../booking/booking.rules.js';

/** No window of fairness looks back further, nor does a period that lasts. */
const LONGEST_COUNTED_DAYS = 400;

export interface PlacedBooking {
  readonly id: string;
  readonly placement: Placed;
  readonly organizationId: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
  readonly timeZone: string;
  readonly status: Extract<BookingStatus, 'pending' | 'confirmed'>;
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
         INSERT INTO booking_attendees (id, booking_id, user_id, email, name, role, status)
         SELECT a.id, b.id, a.user_id, a.email, a.name, a.role, a.status
         FROM b, unnest($17::uuid[], $18::uuid[], $19::text[], $20::text[], $21::text[], $24::text[])
           AS a (id, user_id, email, name, role, status)
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
        placement.bookableIds,
        attendees.map(({ status }) => status),
      ],
    );
    if (!row) throw new Error('The booking was not written.');
    return { ...row, attendees };
  }

  /**
   * Gives the bookings of a type that are to come, and those that still count for the choice of hosts, the local days of
   * another zone.
   * @returns what counts for another day now; of shared slots the slot counts, and not its bookings
   */
  async recountDays(eventTypeId: string, timeZone: string): Promise<RecountedDay[]> {
    const rows = await this.sql.query<RecountedDay & { readonly isShared: boolean }>(
      'bookings_recount_days',
      `UPDATE bookings b SET counted_on = (b.starts_at AT TIME ZONE $2)::date
       WHERE b.event_type_id = $1 AND b.status IN ('pending', 'confirmed')
         AND b.starts_at > now() - make_interval(days => ${LONGEST_COUNTED_DAYS})
         AND b.counted_on <> (b.starts_at AT TIME ZONE $2)::date
       RETURNING b.organizer_id || ARRAY(
           SELECT a.user_id FROM booking_attendees a
           WHERE a.booking_id = b.id AND a.role = 'host' AND a.user_id IS NOT NULL) AS "hostIds",
         round(extract(epoch FROM b.ends_at - b.starts_at) / 60)::int AS minutes, b.seating_id IS NOT NULL AS "isShared",
         old.counted_on::text AS "from", new.counted_on::text AS "to"`,
      [eventTypeId, timeZone],
    );
    return rows.filter(({ isShared }) => !isShared);
  }
}
