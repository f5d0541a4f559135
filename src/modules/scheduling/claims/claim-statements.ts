/*
 * SQL fragments for statements of other features, so that claiming time and writing the booking is one statement. The
 * name of the table is used in this folder only.
 */

/**
 * Whether a claim, or its hold, has expired, by the database's clock at the start of the statement. `now()` would be
 * the start of the transaction, before a wait for a lock; `clock_timestamp()` differs from row to row, so that the
 * claims of one hold could fall on both sides, and is not indexable (docs/adr/0023).
 */
export const hasExpired = (expiresAt: string) => `${expiresAt} <= statement_timestamp()`;

/** Negation of `hasExpired`; null for claims without an expiry. */
export const lasts = (expiresAt: string) => `${expiresAt} > statement_timestamp()`;

/** SQL expressions for a booking that claims time of one bookable; for each row of `from` when it is set. */
export interface BookedTime {
  readonly bookingId: string;
  readonly organizationId: string;
  readonly bookableId: string;
  readonly start: string;
  readonly end: string;
  /** A table expression, such as `wanted w`. */
  readonly from?: string;
}

/**
 * Common table expressions that claim time: `expired`, which deletes expired claims, and `claimed` (booking_id), with
 * the bookings that got their time. Conflicts with the exclusion constraints are skipped (ON CONFLICT DO NOTHING).
 * Inserted in the order of time, against deadlocks.
 */
export function takingTime({ bookingId, organizationId, bookableId, start, end, from }: BookedTime): string {
  return `expired AS (
         DELETE FROM claims c ${from ? `USING ${from}` : ''}
         WHERE c.bookable_id = ${bookableId} AND c.lane = 0 AND c.during && tstzrange(${start}, ${end})
           AND ${hasExpired('c.expires_at')}
         RETURNING 1
       ), claimed AS (
         INSERT INTO claims (organization_id, bookable_id, booking_id, during)
         SELECT ${organizationId}, ${bookableId}, ${bookingId}, tstzrange(${start}, ${end}) ${from ? `FROM ${from}` : ''}
         WHERE (SELECT count(*) FROM expired) >= 0
         ORDER BY ${start}
         ON CONFLICT DO NOTHING RETURNING booking_id
       )`;
}

/**
 * Common table expressions that move the claims of bookings: `released`, their former claims (bookable_id and more),
 * and `claimed` (booking_id), the new ones. Former claims do not conflict with new ones. Inserted in the order of
 * bookables.
 * @param wanted a common table expression with id, starts_at and ends_at
 */
export function movingTime(wanted: string): string {
  return `released AS (
         DELETE FROM claims c USING ${wanted} w WHERE c.booking_id = w.id
         RETURNING c.organization_id, c.bookable_id, c.lane, c.kind, c.booking_id, w.starts_at, w.ends_at
       ), expired AS (
         DELETE FROM claims c USING released r
         WHERE c.bookable_id = r.bookable_id AND c.lane = r.lane AND c.during && tstzrange(r.starts_at, r.ends_at)
           AND ${hasExpired('c.expires_at')}
         RETURNING 1
       ), claimed AS (
         INSERT INTO claims (organization_id, bookable_id, lane, kind, booking_id, during)
         SELECT organization_id, bookable_id, lane, kind, booking_id, tstzrange(starts_at, ends_at) FROM released
         WHERE (SELECT count(*) FROM released) >= 0 AND (SELECT count(*) FROM expired) >= 0
         ORDER BY bookable_id, lane, kind, starts_at
         ON CONFLICT DO NOTHING RETURNING booking_id
       )`;
}

/** Releases all claims of the bookings. @param bookingIds SQL expression for an array of ids */
export const releasingTime = (bookingIds: string) => `DELETE FROM claims WHERE booking_id = ANY(${bookingIds})`;

/**
 * The claims of bookables that overlap a time, as a table expression, expired ones included.
 * @param bookables comparison with the bookable: `= $1`, `= ANY($1::uuid[])`
 */
export function claimsMeeting(bookables: string, start: string, end: string): string {
  return `(SELECT * FROM claims WHERE bookable_id ${bookables} AND during && tstzrange(${start}, ${end}))`;
}

/** SQL: whether a booking has a claim on the bookable, by itself or by the shared slot in which it has a seat. */
export function hasTimeOf(bookableId: string, booking: { readonly id: string; readonly seatingId: string }): string {
  return `(EXISTS (SELECT FROM claims c WHERE c.booking_id = ${booking.id} AND c.bookable_id = ${bookableId})
    OR EXISTS (SELECT FROM claims c WHERE c.seating_id = ${booking.seatingId} AND c.bookable_id = ${bookableId}))`;
}

/** SQL: number of claims of a hold. */
export const claimCountOf = (holdId: string) => `(SELECT count(*) FROM claims WHERE hold_id = ${holdId})`;

/** SQL: array of the distinct bookables that a shared slot has claims on, without `except`. */
export const bookablesOfSeating = (seatingId: string, except: string) =>
  `ARRAY(SELECT DISTINCT c.bookable_id FROM claims c WHERE c.seating_id = ${seatingId} AND c.bookable_id <> ALL(${except}))`;

/** `$1` to `$4`: organization, expiry, kind and id of the claimant. */
export const CLAIMANT = `$1::uuid, $2::timestamptz, CASE $3::text WHEN 'booking' THEN $4::uuid END,
         CASE $3 WHEN 'hold' THEN $4 END, CASE $3 WHEN 'seating' THEN $4 END`;

/**
 * Claims time of bookables as far as their capacity allows, those of capacity 1 by the exclusion constraints and the
 * others by count, in the order of `turn` and id; with `$1` to `$4` as in `CLAIMANT`, and from `$5` to `$6`. The caller
 * holds the locks of the counted ones, so that concurrent transactions do not overbook.
 *
 * The fullest moment counts; intervals are half-open, so an end precedes a start at the same moment. Expired claims
 * count while they are there: holds that nobody works on were deleted before, and the others are about to become a
 * booking or to be extended.
 * @param bookables a query with id, capacity and turn
 */
export function takingWithinCapacity(bookables: string): string {
  return `INSERT INTO claims (organization_id, expires_at, booking_id, hold_id, seating_id, bookable_id, lane, during)
       SELECT ${CLAIMANT}, b.id, CASE WHEN b.capacity = 1 THEN 0 END, tstzrange($5, $6)
       FROM (${bookables}) b
       WHERE b.capacity = 1 OR b.capacity > (
         SELECT coalesce(max(depth), 0) FROM (
           SELECT sum(change) OVER (ORDER BY at, change) AS depth
           FROM claims c, LATERAL (VALUES (lower(c.during), 1), (upper(c.during), -1)) AS edge (at, change)
           WHERE c.bookable_id = b.id AND c.during && tstzrange($5, $6) AND at < $6) AS edges)
       ORDER BY b.turn, b.id
       ON CONFLICT DO NOTHING RETURNING 1`;
}
