import { Injectable } from '@nestjs/common';
import { violatedConstraint } from '../../../infra/database/constraint-errors.js';
import { unseen } from '../../../infra/database/plans.js';
import { packed, PACKED_BYTES, unpackedMoment } from '../../../infra/database/ranges.js';
import { Sql } from '../../../infra/database/sql.js';
import { CodedError } from '../../../kernel/coded-error.js';
import type { Interval } from '../../../kernel/intervals.js';
import { CLAIMANT, hasExpired, lasts, movingTime } from './claim-statements.js';
import {
  type BookedTime,
  type Claimant,
  type ClaimedTime,
  type Claimer,
  ClaimsApi,
  type WantedTime,
} from './claims.api.js';
import { SLOT_TAKEN } from './claims.errors.js';

/** What `claims_refuse()` says that it enforces. */
const REFUSED = 'claims_taken';

const TAKE = `INSERT INTO claims (organization_id, expires_at, booking_id, hold_id, seating_id, bookable_id, kind, during)
       SELECT ${CLAIMANT}, w.bookable_id, w.kind, tstzrange(w.starts_at, w.ends_at)
       FROM unnest($5::uuid[], $6::smallint[], $7::timestamptz[], $8::timestamptz[])
         AS w (bookable_id, kind, starts_at, ends_at)
       ORDER BY w.bookable_id, w.kind, w.starts_at
       ON CONFLICT DO NOTHING`;

@Injectable()
export class ClaimsRepository extends ClaimsApi {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async take(
    claimant: Claimant,
    organizationId: string | null,
    wanted: readonly WantedTime[],
  ): Promise<boolean> {
    const values = takenValues(claimant, organizationId, wanted);
    const taken = await this.sql.query<{ id: string }>('claims_take', `${TAKE} RETURNING id`, values);
    if (taken.length === wanted.length) return true;
    const ids = taken.map(({ id }) => id);
    await this.sql.query('claims_give_up', 'DELETE FROM claims WHERE id = ANY($1::uuid[])', [ids]);
    return false;
  }

  override async takeOrFail(
    claimant: Claimant,
    organizationId: string | null,
    wanted: readonly WantedTime[],
  ): Promise<void> {
    try {
      await this.sql.query(
        'claims_take_or_fail',
        `WITH taken AS (${TAKE} RETURNING 1)
         SELECT CASE WHEN count(*) < cardinality($5::uuid[]) THEN claims_refuse() END FROM taken`,
        takenValues(claimant, organizationId, wanted),
      );
    } catch (error) {
      throw violatedConstraint(error) === REFUSED ? new CodedError(SLOT_TAKEN, { cause: error }) : error;
    }
  }

  override async move(bookingId: string, start: Date, end: Date): Promise<boolean> {
    const [row] = await this.sql.query<{ moved: boolean }>(
      'claims_move',
      `WITH wanted AS (
         SELECT $1::uuid AS id, $2::timestamptz AS starts_at, $3::timestamptz AS ends_at
       ), ${movingTime('wanted')}
       SELECT (SELECT count(*) FROM claimed) = (SELECT count(*) FROM released) AS moved`,
      [bookingId, start, end],
    );
    return row?.moved ?? false;
  }

  override async handOver(holdId: string, bookingId: string): Promise<number> {
    const rows = await this.sql.query(
      'claims_hand_over',
      `UPDATE claims SET booking_id = $2, hold_id = NULL, expires_at = NULL
       WHERE hold_id = $1 AND ${lasts('expires_at')} RETURNING 1`,
      [holdId, bookingId],
    );
    return rows.length;
  }

  override async prolong(holdId: string, expiresAt: Date): Promise<number> {
    const rows = await this.sql.query(
      'claims_prolong',
      `UPDATE claims SET expires_at = $2 WHERE hold_id = $1 AND ${lasts('expires_at')} RETURNING 1`,
      [holdId, expiresAt],
    );
    return rows.length;
  }

  override async release({ kind, id }: Claimer): Promise<void> {
    await this.sql.query(`claims_release_${kind}`, `DELETE FROM claims WHERE ${kind}_id = $1`, [id]);
  }

  override async bookablesOf({ kind, id }: Claimer): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      `claims_bookables_of_${kind}`,
      `SELECT DISTINCT bookable_id AS id FROM claims WHERE ${kind}_id = $1 ORDER BY id`,
      [id],
    );
    return rows.map(({ id: bookableId }) => bookableId);
  }

  /**
   * There may be tens of thousands, and transferring a row takes several times as long as finding it: so they are
   * aggregated to one value per bookable, kind and seating, bookable by bookable, which leaves little to sort.
   */
  override async within(
    bookableIds: readonly string[],
    window: Interval,
    without: readonly string[] = [],
  ): Promise<ClaimedTime[]> {
    const rows = await this.sql.query<PackedClaims>(
      'claims_within',
      `SELECT wanted.id AS "bookableId", found.kind, found.seating_id AS "seatingId", found.edges
       FROM (SELECT DISTINCT unnest(${unseen('$1', 'uuid[]')}) AS id) wanted, LATERAL (
         SELECT kind, seating_id, string_agg(${packed('lower(during)')} || ${packed('upper(during)')}, '') AS edges
         FROM claims
         WHERE bookable_id = wanted.id AND during && ${unseen('tstzrange($2, $3)', 'tstzrange')}
           AND (expires_at IS NULL OR ${lasts('expires_at')})
           AND (cardinality($4::uuid[]) = 0 OR coalesce(booking_id, hold_id, id) <> ALL($4))
         GROUP BY kind, seating_id
       ) found`,
      [bookableIds, new Date(window.start), new Date(window.end), without],
    );
    return rows.flatMap(unpacked);
  }

  override bookedIn(bookableId: string, during: string, limit: number): Promise<BookedTime[]> {
    return this.sql.query<BookedTime>(
      'claims_booked_in',
      `SELECT booking_id AS "bookingId", seating_id AS "seatingId", lower(during) AS start, upper(during) AS "end"
       FROM claims
       WHERE bookable_id = $1 AND during && $2::tstzrange AND kind = 0 AND num_nonnulls(booking_id, seating_id) = 1
       ORDER BY during, id LIMIT $3`,
      [bookableId, during, limit],
    );
  }

  override async clearExpired(bookableId: string): Promise<void> {
    await this.sql.query(
      'claims_clear_expired',
      `DELETE FROM claims WHERE bookable_id = $1 AND ${hasExpired('expires_at')}`,
      [bookableId],
    );
  }

  override async guard(bookableId: string, now: Date): Promise<void> {
    await this.sql.query(
      'claims_guard',
      'UPDATE claims SET lane = 0 WHERE bookable_id = $1 AND lane IS NULL AND upper(during) > $2',
      [bookableId, now],
    );
  }

  override async count(bookableId: string, now: Date): Promise<void> {
    await this.sql.query(
      'claims_count',
      'UPDATE claims SET lane = NULL WHERE bookable_id = $1 AND lane = 0 AND upper(during) > $2',
      [bookableId, now],
    );
  }
}

/** The parameters of `TAKE`. */
function takenValues(claimant: Claimant, organizationId: string | null, wanted: readonly WantedTime[]): unknown[] {
  return [
    organizationId,
    claimant.expiresAt,
    claimant.kind,
    claimant.id,
    wanted.map(({ bookableId }) => bookableId),
    wanted.map(({ kind }) => kind),
    wanted.map(({ start }) => start),
    wanted.map(({ end }) => end),
  ];
}

interface PackedClaims extends Omit<ClaimedTime, keyof Interval> {
  /** Starts and ends alternately, of `PACKED_BYTES` each. */
  readonly edges: Buffer;
}

/** Member by member, because spreading an object takes many times as long. */
function unpacked({ bookableId, kind, seatingId, edges }: PackedClaims): ClaimedTime[] {
  const claims: ClaimedTime[] = [];
  for (let at = 0; at < edges.length; at += 2 * PACKED_BYTES) {
    const start = unpackedMoment(edges, at);
    const end = unpackedMoment(edges, at + PACKED_BYTES);
    claims.push({ bookableId, kind, seatingId, start, end });
  }
  return claims;
}
