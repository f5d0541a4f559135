import { Injectable } from '@nestjs/common';
import { Sql } from '../../infra/database/sql.js';

/** For whom time is taken. */
export interface Claimant {
  readonly kind: 'booking' | 'hold' | 'seating';
  readonly id: string;
  /** Holds only: when the time is free again. */
  readonly expiresAt: Date | null;
}

export interface WantedTime {
  readonly bookableId: string;
  readonly lane: number;
  /** 0: the time itself; 1: the buffer before or after it. */
  readonly kind: 0 | 1;
  readonly start: Date;
  readonly end: Date;
}

/** Takes time of hosts, rooms and devices. The exclusion constraints of the claims decide who gets it. */
@Injectable()
export class PlacementClaimsRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * Takes all of the times or none, in one statement and in one order, so that two takers never deadlock.
   * @returns false when somebody else has part of it; nothing is taken then
   */
  async take(claimant: Claimant, organizationId: string | null, wanted: readonly WantedTime[]): Promise<boolean> {
    const taken = await this.sql.query<{ id: string }>(
      'placement_take',
      `INSERT INTO claims (organization_id, bookable_id, lane, kind, during, expires_at, booking_id, hold_id, seating_id)
       SELECT $1, w.bookable_id, w.lane, w.kind, tstzrange(w.starts_at, w.ends_at), $2,
              CASE $3::text WHEN 'booking' THEN $4::uuid END, CASE $3 WHEN 'hold' THEN $4 END,
              CASE $3 WHEN 'seating' THEN $4 END
       FROM unnest($5::uuid[], $6::int[], $7::smallint[], $8::timestamptz[], $9::timestamptz[])
         AS w (bookable_id, lane, kind, starts_at, ends_at)
       ORDER BY w.bookable_id, w.lane, w.kind, w.starts_at
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        organizationId,
        claimant.expiresAt,
        claimant.kind,
        claimant.id,
        wanted.map(({ bookableId }) => bookableId),
        wanted.map(({ lane }) => lane),
        wanted.map(({ kind }) => kind),
        wanted.map(({ start }) => start),
        wanted.map(({ end }) => end),
      ],
    );
    if (taken.length === wanted.length) return true;
    await this.sql.query('placement_untake', 'DELETE FROM claims WHERE id = ANY($1::uuid[])', [
      taken.map(({ id }) => id),
    ]);
    return false;
  }

  async release({ kind, id }: Pick<Claimant, 'kind' | 'id'>): Promise<void> {
    await this.sql.query(`placement_release_${kind}`, `DELETE FROM claims WHERE ${kind}_id = $1`, [id]);
  }

  /** The time of a hold becomes that of the booking it was made for. */
  async handOver(holdId: string, bookingId: string): Promise<void> {
    await this.sql.query(
      'placement_hand_over',
      'UPDATE claims SET booking_id = $2, hold_id = NULL, expires_at = NULL WHERE hold_id = $1',
      [holdId, bookingId],
    );
  }

  async prolong(holdId: string, expiresAt: Date): Promise<void> {
    await this.sql.query('placement_prolong', 'UPDATE claims SET expires_at = $2 WHERE hold_id = $1', [
      holdId,
      expiresAt,
    ]);
  }

  /** The lanes of a bookable that look free; another taker may be faster. */
  async freeLanes(bookableId: string, start: Date, end: Date): Promise<number[]> {
    const rows = await this.sql.query<{ lane: number }>(
      'placement_free_lanes',
      `SELECT lane FROM bookables b, generate_series(0, b.capacity - 1) AS lane
       WHERE b.id = $1 AND NOT EXISTS (
         SELECT 1 FROM claims c WHERE c.bookable_id = b.id AND c.lane = lane.lane AND c.during && tstzrange($2, $3))
       ORDER BY lane`,
      [bookableId, start, end],
    );
    return rows.map(({ lane }) => lane);
  }
}
