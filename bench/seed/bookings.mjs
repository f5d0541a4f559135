import { inBulk } from './bulk.mjs';

/*
 * Ad-hoc bookings with all rows that Lyceum writes: claim, attendee, history and recipients. Every fifth has another
 * person as attendee, the others a guest with an address.
 */

const TABLES = ['bookings', 'booking_attendees', 'attended_times', 'claims', 'booking_history', 'booking_recipients'];

/** Every three hours per person, half of them past and half future; inserted in the order of creation. */
const BOOKINGS = `
  INSERT INTO bookings (id, organizer_id, title, description, location, starts_at, ends_at, time_zone, metadata,
    created_at, updated_at)
  SELECT uuidv7(made - now()), organizer, 'Mentoring ' || n, 'What we talked about last time, and what comes next.',
    'Room ' || n % 20, starts, starts + interval '45 minutes', 'Europe/Paris', jsonb_build_object('ticket', 'T-' || n), made, made
  FROM unnest($1::uuid[]) WITH ORDINALITY AS p (organizer, place), generate_series(1, $2::int) n,
    LATERAL (SELECT date_trunc('hour', now()) + (n - $2::int / 2) * interval '3 hours' AS starts) s,
    LATERAL (SELECT now() - ($2::int - n) * interval '1 hour' - place * interval '1 second' AS made) m
  ORDER BY made`;

const ATTENDEES = `
  INSERT INTO booking_attendees (id, booking_id, user_id, email, name, created_at)
  SELECT uuidv7(b.created_at - now()), b.id, other, CASE WHEN other IS NULL THEN 'guest-' || turn || '@example.test' END,
    CASE WHEN other IS NULL THEN 'Guest ' || turn END, b.created_at
  FROM (SELECT id, created_at, organizer_id, row_number() OVER (ORDER BY id) AS turn FROM bookings) b
  JOIN unnest($1::uuid[]) WITH ORDINALITY AS p (id, place) ON p.id = b.organizer_id,
    LATERAL (SELECT CASE WHEN turn % 5 = 0 AND cardinality($1::uuid[]) > 1
      THEN ($1::uuid[])[1 + (place + turn / 5 % (cardinality($1::uuid[]) - 1)) % cardinality($1::uuid[])] END AS other) o`;

/** Rows of the trigger on attendees, in bulk. */
const ATTENDED_TIMES = `
  INSERT INTO attended_times (booking_id, user_id, organizer_id, is_agreed, during)
  SELECT b.id, a.user_id, b.organizer_id, a.status = 'accepted', tstzrange(b.starts_at, b.ends_at)
  FROM booking_attendees a JOIN bookings b ON b.id = a.booking_id WHERE a.user_id IS NOT NULL`;

const CLAIMS = `
  INSERT INTO claims (bookable_id, booking_id, during)
  SELECT organizer_id, id, tstzrange(starts_at, ends_at) FROM bookings ORDER BY created_at`;

const HISTORY = `
  INSERT INTO booking_history (id, booking_id, actor_id, action, created_at)
  SELECT uuidv7(created_at - now()), id, organizer_id, 'created', created_at FROM bookings ORDER BY created_at`;

const RECIPIENTS = `
  INSERT INTO booking_recipients (booking_id, user_id, email, name, holds, sequence, updated_at)
  SELECT id, organizer_id, NULL, NULL, 'invitation', 0, created_at FROM bookings
  UNION ALL
  SELECT booking_id, user_id, email, name, 'invitation', 0, created_at FROM booking_attendees`;

/**
 * @param {import('pg').Pool} db
 * @param {readonly string[]} organizerIds people without bookings
 * @param {number} each
 */
export async function seedBookings(db, organizerIds, each) {
  await inBulk(db, TABLES, async () => {
    await db.query(BOOKINGS, [organizerIds, each]);
    await db.query('ALTER TABLE booking_attendees DISABLE TRIGGER USER');
    await db.query(ATTENDEES, [organizerIds]);
    await db.query('ALTER TABLE booking_attendees ENABLE TRIGGER USER');
    for (const statement of [ATTENDED_TIMES, CLAIMS, HISTORY, RECIPIENTS]) await db.query(statement);
  });
  await db.query('VACUUM ANALYZE');
}

/**
 * @param {import('pg').Pool} db
 * @param {readonly string[]} organizerIds
 * @returns {Promise<Map<string, string[]>>} ids of their bookings
 */
export async function bookingIdsOf(db, organizerIds) {
  const { rows } = await db.query(
    `SELECT organizer_id AS organizer, array_agg(id) AS ids FROM bookings
     WHERE organizer_id = ANY($1::uuid[]) GROUP BY organizer_id`,
    [organizerIds],
  );
  return new Map(rows.map(({ organizer, ids }) => [organizer, ids]));
}
