import { Injectable } from '@nestjs/common';
import { Sql } from '../../../infra/database/sql.js';
import { type Interval, whereAtLeast } from '../../../kernel/intervals.js';
import type { Period } from './booking/booking.rules.js';

/** More claims than this in one look are not read; what lies beyond them counts as not free. */
const MOST_CLAIMS = 5_000;

interface ClaimRow {
  readonly start: string;
  readonly end: string;
  readonly bookableId: string;
  readonly capacity: number;
  readonly isPerson: boolean;
}

export interface TakenTime extends Interval {
  /** A room or a device otherwise. */
  readonly isPerson: boolean;
}

/** Whose time is taken when. */
@Injectable()
export class ClaimsRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * Gives the booking's claims another time, all or none, in one statement: what it held is free before it takes.
   * Rows go in by bookable, so that two writers meet in one order; expired holds do not stand in the way.
   * @returns false when somebody else has part of the time; roll back then
   */
  async move(bookingId: string, { start, end }: Period): Promise<boolean> {
    const [row] = await this.sql.query<{ moved: boolean }>(
      'claims_move',
      `WITH released AS (
         DELETE FROM claims WHERE booking_id = $1 RETURNING organization_id, bookable_id, lane, kind
       ), expired AS (
         DELETE FROM claims c USING released r
         WHERE c.bookable_id = r.bookable_id AND c.lane = r.lane AND c.during && tstzrange($2, $3)
           AND c.expires_at <= now()
         RETURNING 1
       ), claimed AS (
         INSERT INTO claims (organization_id, bookable_id, lane, kind, booking_id, during)
         SELECT organization_id, bookable_id, lane, kind, $1, tstzrange($2, $3) FROM released
         WHERE (SELECT count(*) FROM expired) >= 0
         ORDER BY bookable_id, lane, kind
         ON CONFLICT DO NOTHING RETURNING 1
       )
       SELECT (SELECT count(*) FROM claimed) = (SELECT count(*) FROM released) AS moved`,
      [bookingId, start, end],
    );
    return row?.moved ?? false;
  }

  async release(bookingId: string): Promise<void> {
    await this.sql.query('claims_release', 'DELETE FROM claims WHERE booking_id = $1', [bookingId]);
  }

  /**
   * When the bookables are taken, in the order of time; what takes several bookings at once only where it is full.
   * @param exceptBookingId a booking whose own claims do not count
   * @returns also how far the answer reaches, because it is bounded
   */
  async busy(
    bookableIds: readonly string[],
    { start, end }: Period,
    exceptBookingId: string | null,
  ): Promise<{ readonly busy: TakenTime[]; readonly until: Date }> {
    const rows = await this.sql.query<ClaimRow>(
      'claims_busy',
      `SELECT lower(c.during) AS start, upper(c.during) AS "end", c.bookable_id AS "bookableId", b.capacity, b.kind = 'person' AS "isPerson"
       FROM claims c JOIN bookables b ON b.id = c.bookable_id
       WHERE c.bookable_id = ANY($1::uuid[]) AND c.during && tstzrange($2, $3)
         AND ($4::uuid IS NULL OR c.booking_id IS DISTINCT FROM $4) AND (c.expires_at IS NULL OR c.expires_at > now())
       ORDER BY c.during LIMIT ${MOST_CLAIMS}`,
      [bookableIds, start, end, exceptBookingId],
    );
    const taken = rows.map((row) => ({ ...row, start: Date.parse(row.start), end: Date.parse(row.end) }));
    const last = taken.at(-1);
    const single = taken.filter(({ capacity }) => capacity === 1);
    const shared = new Map(taken.filter(({ capacity }) => capacity > 1).map((row) => [row.bookableId, row.capacity]));
    const crowded = [...shared].flatMap(([id, capacity]) =>
      whereAtLeast(
        capacity,
        taken.filter(({ bookableId }) => bookableId === id),
      ).map((full) => ({ ...full, isPerson: false })),
    );
    const busy = [...single, ...crowded].toSorted((a, b) => a.start - b.start);
    return { busy, until: last && taken.length === MOST_CLAIMS ? new Date(last.start) : end };
  }

  async bookablesOf(bookingId: string): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'claims_bookables',
      'SELECT DISTINCT bookable_id AS id FROM claims WHERE booking_id = $1 ORDER BY id',
      [bookingId],
    );
    return rows.map(({ id }) => id);
  }
}
