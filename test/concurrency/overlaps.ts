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

/** Bookings whose claims are not what they should be: one for a confirmed booking and its time, none for a cancelled one. */
export async function countBookingsWithWrongClaims(db: Pool): Promise<number> {
  const { rows } = await db.query(
    `SELECT count(*)::int AS count FROM bookings b
     LEFT JOIN LATERAL (
       SELECT count(*) AS claims, bool_and(c.during = tstzrange(b.starts_at, b.ends_at)) AS same
       FROM claims c WHERE c.booking_id = b.id
     ) c ON true
     WHERE (b.status = 'confirmed' AND NOT (c.claims = 1 AND c.same)) OR (b.status = 'cancelled' AND c.claims > 0)`,
  );
  return rows[0].count;
}
