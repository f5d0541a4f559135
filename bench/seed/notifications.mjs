/** Notifications about bookings, every fifth of them unread. */
const NOTIFICATIONS = `
  INSERT INTO notifications (id, user_id, seq, type, title, message, metadata, cause, about, is_read, read_at, created_at)
  SELECT uuidv7(made - now()), person, n, 'BOOKING_CONFIRMED', 'Booking confirmed',
    'Mentoring ' || n || ' with Grace Hopper on 31 January at 10:00 is confirmed.',
    jsonb_build_object('bookingId', booking), 'booking:' || booking || ':0', ARRAY[booking], NOT unread,
    CASE WHEN NOT unread THEN made + interval '1 hour' END, made
  FROM unnest($1::uuid[]) person, generate_series(1, $2::int) n,
    LATERAL (SELECT now() - ($2::int - n + 2) * interval '3 hours' AS made, n % 5 = 0 AS unread,
      gen_random_uuid() AS booking) m
  ORDER BY made`;

/**
 * @param {import('pg').Pool} db
 * @param {readonly string[]} userIds people without notifications
 * @param {number} each
 */
export async function seedNotifications(db, userIds, each) {
  await db.query('INSERT INTO notification_feeds (user_id, last_seq) SELECT id, $2 FROM unnest($1::uuid[]) id', [
    userIds,
    each,
  ]);
  await db.query(NOTIFICATIONS, [userIds, each]);
  await db.query('VACUUM ANALYZE notifications, notification_feeds');
}
