import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { claimsMeeting, hasTimeOf } from '../../claims/claims.api.js';
import { ATTENDEES_COLUMN, BOOKING_COLUMNS, type BookingRow } from '../booking/booking-row.js';
import { LONGEST_BOOKING_DAYS } from '../booking/booking.rules.js';

const MOST_ENTRIES = 5_000;

/**
 * SQL: live bookings that overlap `$2` to `$3`. The redundant lower bound of the start (no booking is longer) can use
 * an index.
 */
const TAKES_PLACE = `b.status NOT IN ('cancelled', 'declined') AND b.ends_at > $2 AND b.starts_at < $3
  AND b.starts_at > $2::timestamptz - '${LONGEST_BOOKING_DAYS * 24}:00:00'::interval`;

const selectFrom = (source: string) =>
  `SELECT ${BOOKING_COLUMNS}, ${ATTENDEES_COLUMN} FROM ${source} ORDER BY b.starts_at, b.id LIMIT ${MOST_ENTRIES}`;

/** Bookings of calendar feeds, one query each. */
@Injectable()
export class BookingFeedsRepository {
  constructor(private readonly sql: Sql) {}

  /** Bookings that the person organizes, or attends and has not declined. */
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

  ofIds(ids: readonly string[], from: Date, to: Date): Promise<BookingRow[]> {
    return this.sql.query<BookingRow>(
      'booking_feed_ids',
      selectFrom(`bookings b WHERE b.id = ANY($1::uuid[]) AND ${TAKES_PLACE}`),
      [ids, from, to],
    );
  }

  ofOrganization(organizationId: string, from: Date, to: Date): Promise<BookingRow[]> {
    return this.sql.query<BookingRow>(
      'booking_feed_organization',
      selectFrom(`bookings b WHERE b.organization_id = $1 AND ${TAKES_PLACE}`),
      [organizationId, from, to],
    );
  }

  /** For shared slots, the seating has the claim, and each guest a booking. */
  ofBookable(bookableId: string, from: Date, to: Date): Promise<BookingRow[]> {
    return this.sql.query<BookingRow>(
      'booking_feed_bookable',
      `WITH taken AS (
         SELECT booking_id, seating_id FROM ${claimsMeeting('= $1', '$2', '$3')} c WHERE kind = 0
       )
       ${selectFrom(`bookings b WHERE b.id IN (
         SELECT booking_id FROM taken
         UNION SELECT shared.id FROM bookings shared JOIN taken USING (seating_id)
       ) AND ${TAKES_PLACE}`)}`,
      [bookableId, from, to],
    );
  }

  /**
   * A series decides only if all its upcoming instances do, and until the end of the last one that exists.
   * @returns ids that decide whether they take the bookable's time, and until when
   */
  knowing(
    bookableId: string,
    ids: readonly string[],
    attendingCounts: boolean,
  ): Promise<{ id: string; until: string | null }[]> {
    return this.sql.query(
      'booking_feed_knowing',
      `WITH named AS (
         SELECT * FROM bookings WHERE id = ANY($2::uuid[])
         UNION SELECT * FROM bookings WHERE series_id = ANY($2::uuid[])
       ), related AS (
         SELECT b.id, b.series_id, b.ends_at, a.id IS NOT NULL AS attends, b.status IN ('pending', 'confirmed') AS is_live,
                b.organizer_id = $1 OR $1 = ANY(b.bookable_ids)
                  OR ${hasTimeOf('$1', { id: 'b.id', seatingId: 'b.seating_id' })}
                  OR EXISTS (SELECT FROM booking_departures d WHERE d.booking_id = b.id AND d.user_id = $1) AS gives,
                a.role = 'host' OR a.status = 'declined'
                  OR ($3 AND (a.status = 'accepted' OR (a.role = 'booker' AND a.email IS NULL))) AS is_settled
         FROM named b LEFT JOIN booking_attendees a ON a.booking_id = b.id AND a.user_id = $1
       ), parts AS (
         SELECT id, series_id, ends_at, is_live, gives OR is_settled OR NOT is_live AS knows
         FROM related WHERE gives OR attends
       )
       SELECT id, NULL::timestamptz AS until FROM parts WHERE id = ANY($2) AND knows
       UNION ALL
       SELECT series_id, CASE WHEN bool_or(is_live AND ends_at > now()) THEN max(ends_at) END
       FROM parts WHERE series_id = ANY($2)
       GROUP BY series_id HAVING bool_and(knows OR ends_at <= now())`,
      [bookableId, ids, attendingCounts],
    );
  }
}
