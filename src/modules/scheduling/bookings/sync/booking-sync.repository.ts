import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { ATTENDEES_COLUMN, BOOKING_COLUMNS, type BookingRow } from '../booking/booking-row.js';
import type { SyncMoment, SyncPosition } from './sync-token.js';

interface Change {
  readonly bookingId: string;
  readonly changedIn: string;
}

/** A booking in its present state, or a tombstone, which says nothing but the id. */
export type ChangeRow = (Change & BookingRow & { readonly isTheirs: true }) | (Change & { readonly isTheirs: false });

/** Maximum of bigint, above all transaction ids. */
const NO_HORIZON = '9223372036854775807';

const BETWEEN = (row: string, id: string) =>
  `(${row}.changed_in, ${id}) > ($2::bigint, $3::uuid) AND ${row}.changed_in < $4::bigint`;
const FIRST = 'ORDER BY changed_in, id LIMIT $5';

/** Change feed of a person's bookings, in the order of transaction ids. */
@Injectable()
export class BookingSyncRepository {
  constructor(private readonly sql: Sql) {}

  async now(): Promise<SyncMoment> {
    const [moment] = await this.sql.query<SyncMoment>(
      'booking_sync_now',
      `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon,
         s.system_identifier || '/' || c.timeline_id AS history
       FROM pg_control_system() s, pg_control_checkpoint() c`,
    );
    if (!moment) throw new Error('The database did not say where it is.');
    return moment;
  }

  /**
   * Reads changes below the horizon only, where nothing can be committed any more, so none is missed. The initial
   * listing has no horizon: what it misses is read as a change after it. It has no tombstones either.
   */
  changesOf(userId: string, position: SyncPosition, { horizon }: SyncMoment, limit: number): Promise<ChangeRow[]> {
    const { changedIn, id, listedSince } = position;
    return this.sql.query<ChangeRow>(
      'booking_changes',
      `WITH changes AS (
         (SELECT b.id, b.changed_in, true AS theirs FROM bookings b
          WHERE b.organizer_id = $1 AND ${BETWEEN('b', 'b.id')} ${FIRST})
         UNION ALL
         (SELECT b.id, b.changed_in, true FROM booking_attendees a JOIN bookings b ON b.id = a.booking_id
          WHERE a.user_id = $1 AND b.organizer_id <> $1 AND ${BETWEEN('b', 'b.id')} ${FIRST})
         UNION ALL
         (SELECT d.booking_id AS id, d.changed_in, false FROM booking_departures d
          WHERE d.user_id = $1 AND NOT $6 AND ${BETWEEN('d', 'd.booking_id')}
            AND NOT EXISTS (SELECT 1 FROM bookings b WHERE b.id = d.booking_id AND b.organizer_id = $1)
            AND NOT EXISTS (SELECT 1 FROM booking_attendees a WHERE a.booking_id = d.booking_id AND a.user_id = $1)
          ${FIRST})
         ${FIRST}
       )
       SELECT c.id AS "bookingId", c.changed_in::text AS "changedIn", c.theirs AS "isTheirs",
         ${BOOKING_COLUMNS}, ${ATTENDEES_COLUMN}
       FROM changes c LEFT JOIN bookings b ON c.theirs AND b.id = c.id
       ORDER BY c.changed_in, c.id`,
      [userId, changedIn, id, listedSince === null ? horizon : NO_HORIZON, limit, listedSince !== null],
    );
  }

  /** For the erasure of an account. */
  async forget(userId: string): Promise<void> {
    await this.sql.query('booking_departures_forget', 'DELETE FROM booking_departures WHERE user_id = $1', [userId]);
  }
}
