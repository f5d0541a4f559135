import type { Pool } from 'pg';

export interface PromisesKept {
  readonly bookings: number;
  /** With exactly one confirmation e-mail, which was sent. */
  readonly confirmed: number;
  /** With exactly one notification. */
  readonly notified: number;
}

/** What every booking owes its organizer, counted over all bookings of the database. */
export async function promisesKept(db: Pool): Promise<PromisesKept> {
  const { rows } = await db.query<PromisesKept>(`
    SELECT count(*)::int AS bookings, count(*) FILTER (WHERE mails = 1 AND sent = 1)::int AS confirmed,
           count(*) FILTER (WHERE notices = 1)::int AS notified
    FROM bookings b
    CROSS JOIN LATERAL (
      SELECT count(*) AS mails, count(*) FILTER (WHERE d.status = 'sent') AS sent FROM email_deliveries d
      WHERE d.template = 'BOOKING_CONFIRMATION' AND d.user_id = b.organizer_id AND d.cause LIKE '%' || b.id || '%') mailed
    CROSS JOIN LATERAL (
      SELECT count(*) AS notices FROM notifications n
      WHERE n.user_id = b.organizer_id AND n.type = 'BOOKING_CONFIRMED' AND n.metadata->>'bookingId' = b.id::text) noticed`);
  return rows[0]!;
}
