import { Injectable } from '@nestjs/common';
import { Sql } from '../../infra/database/sql.js';
import { ATTENDEES_COLUMN, BOOKING_COLUMNS, type BookingRow } from './booking-row.js';
import { LONGEST_BOOKING_DAYS } from './booking.rules.js';

const MOST_ENTRIES = 5_000;

/** Between `$2` and `$3`. What ends after `$2` began at most the longest booking before it, which an index can use. */
const TAKES_PLACE = `b.status NOT IN ('cancelled', 'declined') AND b.ends_at > $2 AND b.starts_at < $3
  AND b.starts_at > $2::timestamptz - '${LONGEST_BOOKING_DAYS * 24}:00:00'::interval`;

const selectFrom = (source: string) =>
  `SELECT ${BOOKING_COLUMNS}, ${ATTENDEES_COLUMN} FROM ${source} ORDER BY b.starts_at, b.id LIMIT ${MOST_ENTRIES}`;

/** What calendars to subscribe to show, one query each. */
@Injectable()
export class BookingFeedsRepository {
  constructor(private readonly sql: Sql) {}

  /** What the person organizes, and what they attend and did not decline. */
  ofPerson(userId: string, from: Date, to: Date): Promise<BookingRow[]> {
    return this.sql.query<BookingRow>(
      'booking_feed_person',
      `WITH attended AS MATERIALIZED (
         SELECT b.* FROM booking_attendees a JOIN bookings b ON b.id = a.booking_id
         WHERE a.user_id = $1 AND a.status <> 'declined' AND b.organizer_id <> $1 AND ${TAKES_PLACE}
       )
       ${selectFrom(`(
         SELECT b.* FROM bookings b WHERE b.organizer_id = $1 AND ${TAKES_PLACE}
         UNION ALL SELECT * FROM attended) b`)}`,
      [userId, from, to],
    );
  }

  ofOrganization(organizationId: string, from: Date, to: Date): Promise<BookingRow[]> {
    return this.sql.query<BookingRow>(
      'booking_feed_organization',
      selectFrom(`bookings b WHERE b.organization_id = $1 AND ${TAKES_PLACE}`),
      [organizationId, from, to],
    );
  }

  /** Of a shared slot the seating has the time, and each guest a booking. */
  ofBookable(bookableId: string, from: Date, to: Date): Promise<BookingRow[]> {
    return this.sql.query<BookingRow>(
      'booking_feed_bookable',
      `WITH taken AS (
         SELECT booking_id, seating_id FROM claims
         WHERE bookable_id = $1 AND kind = 0 AND during && tstzrange($2, $3)
       )
       ${selectFrom(`bookings b WHERE b.id IN (
         SELECT booking_id FROM taken
         UNION SELECT shared.id FROM bookings shared JOIN taken USING (seating_id)
       ) AND ${TAKES_PLACE}`)}`,
      [bookableId, from, to],
    );
  }

  async existing(ids: readonly string[]): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'booking_feed_existing',
      `SELECT id FROM bookings WHERE id = ANY($1::uuid[])
       UNION SELECT series_id FROM bookings WHERE series_id = ANY($1::uuid[])`,
      [ids],
    );
    return rows.map(({ id }) => id);
  }
}
