/*
 * The SQL of the claims that is part of statements of other features, so that taking time and writing what it is for is
 * one statement. The name of the table stands in this folder alone.
 */

/**
 * When a claim, or the hold it is for, is over: from its moment on, by the clock of the database when the statement began.
 * `now()` would be the beginning of the transaction, which whoever waited for a lock remembers as before the wait;
 * `clock_timestamp()` goes on from row to row, so that the claims of one hold could fall on both sides, and no index helps
 * with it (docs/adr/0023).
 */
export const hasExpired = (expiresAt: string) => `${expiresAt} <= statement_timestamp()`;

/** The opposite, of what has a moment. */
export const lasts = (expiresAt: string) => `${expiresAt} > statement_timestamp()`;

/** SQL expressions for a booking that takes the time of one bookable; of each row of `from` when there is one. */
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
 * Common table expressions that take time: `expired`, which clears away what does not last any more, and `claimed`
 * (booking_id), in which only those are that got their time. What is taken makes the exclusion constraints skip the claim.
 * Rows go in by time, so that two writers meet in one order.
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
 * Common table expressions that give the claims of bookings another time: `released`, all that they had (bookable_id and
 * more), and `claimed` (booking_id), what they got. What they held is free before they take. Rows go in by bookable.
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

/** Gives back everything that the bookings have. @param bookingIds an expression for an array of ids */
export const releasingTime = (bookingIds: string) => `DELETE FROM claims WHERE booking_id = ANY(${bookingIds})`;

/**
 * The claims of bookables that meet a time, as a table expression; those that have expired are among them.
 * @param bookables what the bookable is compared with: `= $1`, `= ANY($1::uuid[])`
 */
export function claimsMeeting(bookables: string, start: string, end: string): string {
  return `(SELECT * FROM claims WHERE bookable_id ${bookables} AND during && tstzrange(${start}, ${end}))`;
}

/** Whether a booking has time of the bookable, by itself or with the shared slot that it has a seat of. */
export function hasTimeOf(bookableId: string, booking: { readonly id: string; readonly seatingId: string }): string {
  return `(EXISTS (SELECT FROM claims c WHERE c.booking_id = ${booking.id} AND c.bookable_id = ${bookableId})
    OR EXISTS (SELECT FROM claims c WHERE c.seating_id = ${booking.seatingId} AND c.bookable_id = ${bookableId}))`;
}

/** How many claims a hold has. */
export const claimCountOf = (holdId: string) => `(SELECT count(*) FROM claims WHERE hold_id = ${holdId})`;

/** Whose time a shared slot has besides those, as an array; each once. */
export const bookablesOfSeating = (seatingId: string, except: string) =>
  `ARRAY(SELECT DISTINCT c.bookable_id FROM claims c WHERE c.seating_id = ${seatingId} AND c.bookable_id <> ALL(${except}))`;

/** `$1` to `$4`: organization, expiry, kind and id of the claimant. */
export const CLAIMANT = `$1::uuid, $2::timestamptz, CASE $3::text WHEN 'booking' THEN $4::uuid END,
         CASE $3 WHEN 'hold' THEN $4 END, CASE $3 WHEN 'seating' THEN $4 END`;

/**
 * Takes time of bookables as far as they have room, those of capacity 1 by the exclusion constraints and the others by
 * count, in the order of `turn` and id; with `$1` to `$4` as `CLAIMANT` has them, and from `$5` to `$6`. Of the counted
 * ones whoever takes has locked all, so that nothing is counted twice.
 *
 * The fullest moment counts: what ends makes room before what begins takes it, because intervals are half-open. What has
 * expired counts while it is there: holds that nobody works on were cleared away before, and the others are about to become
 * a booking or to last longer.
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
