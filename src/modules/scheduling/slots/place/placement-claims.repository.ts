import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import type { Hold } from '../holds/hold.entity.js';

/** For whom time is taken. */
export interface Claimant {
  readonly kind: 'booking' | 'hold' | 'seating';
  readonly id: string;
  /** Holds only: when the time is free again. */
  readonly expiresAt: Date | null;
}

export interface WantedTime {
  readonly bookableId: string;
  /** 0: the time itself; 1: the buffer before or after it. */
  readonly kind: 0 | 1;
  readonly start: Date;
  readonly end: Date;
}

/** `$1` to `$4`: organization, expiry, kind and id of the claimant. */
const CLAIMANT = `$1::uuid, $2::timestamptz, CASE $3::text WHEN 'booking' THEN $4::uuid END,
         CASE $3 WHEN 'hold' THEN $4 END, CASE $3 WHEN 'seating' THEN $4 END`;

/**
 * How many claims of `b` there are at the fullest moment from `$6` to `$7`. What ends makes room before what begins
 * takes it, because intervals are half-open. What has expired counts while it is there: holds that nobody works on were
 * cleared away before, and the others are about to become a booking or to last longer.
 */
const MOST_AT_ONCE = `SELECT coalesce(max(depth), 0) FROM (
           SELECT sum(change) OVER (ORDER BY at, change) AS depth
           FROM claims c, LATERAL (VALUES (lower(c.during), 1), (upper(c.during), -1)) AS edge (at, change)
           WHERE c.bookable_id = b.id AND c.during && tstzrange($6, $7) AND at < $7) AS edges`;

/**
 * Takes time of hosts, rooms and devices. The exclusion constraints of the claims decide who gets it; of what takes
 * several bookings at once, the count in the statement.
 */
@Injectable()
export class PlacementClaimsRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * Takes time of people: all of the times or none, in one statement and in one order, so that two takers never deadlock.
   * @returns false when somebody else has part of it; nothing is taken then
   */
  async take(claimant: Claimant, organizationId: string | null, wanted: readonly WantedTime[]): Promise<boolean> {
    const taken = await this.sql.query<{ id: string }>(
      'placement_take',
      `INSERT INTO claims (organization_id, expires_at, booking_id, hold_id, seating_id, bookable_id, kind, during)
       SELECT ${CLAIMANT}, w.bookable_id, w.kind, tstzrange(w.starts_at, w.ends_at)
       FROM unnest($5::uuid[], $6::smallint[], $7::timestamptz[], $8::timestamptz[])
         AS w (bookable_id, kind, starts_at, ends_at)
       ORDER BY w.bookable_id, w.kind, w.starts_at
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        organizationId,
        claimant.expiresAt,
        claimant.kind,
        claimant.id,
        wanted.map(({ bookableId }) => bookableId),
        wanted.map(({ kind }) => kind),
        wanted.map(({ start }) => start),
        wanted.map(({ end }) => end),
      ],
    );
    return this.allOrNone(taken, wanted.length);
  }

  /**
   * Takes the time of bookables of any kind, all of them or none: people first, then the others, each in the order of
   * their ids. They are locked (`AvailabilityApi.lock`), so that whoever has counted claims is seen, and holds that have
   * expired are cleared away.
   * @returns false when one of them has no room at some moment of the time; nothing is taken then
   */
  async takeBookables(
    claimant: Claimant,
    organizationId: string | null,
    bookableIds: readonly string[],
    start: Date,
    end: Date,
  ): Promise<boolean> {
    const taken = await this.sql.query<{ id: string }>(
      'placement_take_bookables',
      `INSERT INTO claims (organization_id, expires_at, booking_id, hold_id, seating_id, bookable_id, lane, during)
       SELECT ${CLAIMANT}, b.id, CASE WHEN b.capacity = 1 THEN 0 END, tstzrange($6, $7)
       FROM bookables b
       WHERE b.id = ANY($5::uuid[]) AND (b.capacity = 1 OR b.capacity > (${MOST_AT_ONCE}))
       ORDER BY b.kind <> 'person', b.id
       ON CONFLICT DO NOTHING RETURNING id`,
      [organizationId, claimant.expiresAt, claimant.kind, claimant.id, bookableIds, start, end],
    );
    return this.allOrNone(taken, bookableIds.length);
  }

  async release({ kind, id }: Pick<Claimant, 'kind' | 'id'>): Promise<void> {
    await this.sql.query(`placement_release_${kind}`, `DELETE FROM claims WHERE ${kind}_id = $1`, [id]);
  }

  /** Whose time a hold has: its own claims, or those of the shared slot that it has seats of. Each once. */
  async bookablesOfHold({ id, seatingId }: Pick<Hold, 'id' | 'seatingId'>): Promise<string[]> {
    const rows = await this.sql.query<{ bookableId: string }>(
      'placement_bookables_of_hold',
      `SELECT DISTINCT bookable_id AS "bookableId" FROM claims WHERE hold_id = $1 OR seating_id = $2`,
      [id, seatingId],
    );
    return rows.map(({ bookableId }) => bookableId);
  }

  /**
   * The time of a hold becomes that of the booking it was made for.
   * @returns how many claims did; the others have expired, or made way for somebody who needed the time
   */
  async handOver(holdId: string, bookingId: string): Promise<number> {
    const rows = await this.sql.query(
      'placement_hand_over',
      `UPDATE claims SET booking_id = $2, hold_id = NULL, expires_at = NULL
       WHERE hold_id = $1 AND expires_at > clock_timestamp() RETURNING 1`,
      [holdId, bookingId],
    );
    return rows.length;
  }

  /** @returns how many claims last longer now */
  async prolong(holdId: string, expiresAt: Date): Promise<number> {
    const rows = await this.sql.query(
      'placement_prolong',
      'UPDATE claims SET expires_at = $2 WHERE hold_id = $1 AND expires_at > clock_timestamp() RETURNING 1',
      [holdId, expiresAt],
    );
    return rows.length;
  }

  private async allOrNone(taken: readonly { readonly id: string }[], wanted: number): Promise<boolean> {
    if (taken.length === wanted) return true;
    await this.sql.query('placement_untake', 'DELETE FROM claims WHERE id = ANY($1::uuid[])', [
      taken.map(({ id }) => id),
    ]);
    return false;
  }
}
