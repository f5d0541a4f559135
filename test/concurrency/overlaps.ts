import type { Pool } from 'pg';

/** Pairs of rows that take the same time of the same bookable: what must never be, found by joining a table to itself. */
export async function countOverlaps(db: Pool, table: 'claims' | 'naive_claims'): Promise<number> {
  const { rows } = await db.query(
    `WITH taken AS (SELECT id, bookable_id, lane, during FROM ${table} WHERE kind = 0)
     SELECT count(*)::int AS count FROM taken a JOIN taken b
       ON a.bookable_id = b.bookable_id AND a.lane = b.lane AND a.id < b.id AND a.during && b.during`,
  );
  return rows[0].count;
}

/** Claims that begin while more than its capacity of their bookable is taken, which must never be either. */
export async function countCrowds(db: Pool): Promise<number> {
  const { rows } = await db.query(
    `SELECT count(*)::int AS count FROM claims a JOIN bookables b ON b.id = a.bookable_id
     WHERE a.kind = 0 AND b.capacity < (
       SELECT count(*) FROM claims o WHERE o.bookable_id = a.bookable_id AND o.kind = 0 AND o.during @> lower(a.during))`,
  );
  return rows[0].count;
}

/**
 * Bookings of a person whose claims are not what they should be: those of a live booking have its time (of a shared
 * slot, the slot's), and one that is over has none. Other tests put bookings into times of their own.
 */
export async function countBookingsWithWrongClaims(db: Pool, organizerId: string): Promise<number> {
  const { rows } = await db.query(
    `SELECT count(*)::int AS count FROM bookings b
     LEFT JOIN LATERAL (
       SELECT count(*) AS claims, bool_and(c.during = tstzrange(b.starts_at, b.ends_at)) AS same
       FROM claims c WHERE c.kind = 0 AND (c.booking_id = b.id OR c.seating_id = b.seating_id)
     ) c ON true
     WHERE b.organizer_id = $1 AND (
       (b.status IN ('confirmed', 'pending') AND NOT (c.claims >= 1 AND c.same))
       OR (b.status IN ('cancelled', 'declined') AND EXISTS (SELECT 1 FROM claims c WHERE c.booking_id = b.id)))`,
    [organizerId],
  );
  return rows[0].count;
}

/** Counters, seats and claims of one event type that differ from what its bookings and holds add up to. */
export async function driftOf(
  db: Pool,
  eventTypeId: string,
): Promise<{ counters: number; seats: number; lanes: number }> {
  const { rows } = await db.query(
    `WITH counted AS (
       SELECT b.organizer_id AS host_id, b.counted_on, extract(epoch FROM b.ends_at - b.starts_at) / 60 AS minutes
       FROM bookings b
       WHERE b.event_type_id = $1 AND b.status IN ('confirmed', 'pending') AND b.seating_id IS NULL
       UNION ALL
       SELECT a.user_id, b.counted_on, extract(epoch FROM b.ends_at - b.starts_at) / 60
       FROM bookings b JOIN booking_attendees a ON a.booking_id = b.id AND a.role = 'host'
       WHERE b.event_type_id = $1 AND b.status IN ('confirmed', 'pending') AND b.seating_id IS NULL
       UNION ALL
       SELECT unnest(host_ids), counted_on, extract(epoch FROM ends_at - starts_at) / 60 FROM holds
       WHERE event_type_id = $1 AND seating_id IS NULL
       UNION ALL
       SELECT unnest(host_ids), counted_on, extract(epoch FROM ends_at - starts_at) / 60 FROM seatings
       WHERE event_type_id = $1
     ), expected AS (
       SELECT host_id, period, date_trunc(period, counted_on)::date AS starts_on, count(*) AS bookings,
              sum(minutes) AS minutes
       FROM counted, unnest(ARRAY['day', 'week', 'month']) AS period GROUP BY 1, 2, 3
     ), seated AS (
       SELECT seating_id, seats FROM bookings WHERE event_type_id = $1 AND status IN ('confirmed', 'pending')
       UNION ALL SELECT seating_id, seats FROM holds WHERE event_type_id = $1
     )
     SELECT
       (SELECT count(*)::int FROM expected e
        FULL JOIN (SELECT * FROM booking_counters WHERE event_type_id = $1) c USING (host_id, period, starts_on)
        WHERE coalesce(e.bookings, 0) <> coalesce(c.bookings, 0) OR coalesce(e.minutes, 0) <> coalesce(c.minutes, 0)) AS counters,
       (SELECT count(*)::int FROM seatings s
        WHERE s.event_type_id = $1
          AND s.taken <> (SELECT coalesce(sum(seats), 0) FROM seated WHERE seating_id = s.id)) AS seats,
       (SELECT count(*)::int FROM claims c
        WHERE (c.seating_id IN (SELECT id FROM seatings WHERE event_type_id = $1 AND taken = 0))
           OR (c.booking_id IN (SELECT id FROM bookings WHERE event_type_id = $1 AND status IN ('cancelled', 'declined')))) AS lanes`,
    [eventTypeId],
  );
  return rows[0];
}

export const NO_DRIFT = { counters: 0, seats: 0, lanes: 0 };
