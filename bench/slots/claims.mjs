/*
 * Claims as after a year of use: in all sizes the hosts of the measured event type are about as busy; what varies is
 * the number of claims at other times and of others.
 */

export const HOSTS = 50;
/** Bookings per host and day of the measured month, each with a buffer after it. */
const BOOKINGS_A_DAY = 5;
/** Claims per room: pairs of a core of half an hour and a buffer of a quarter, one pair every 13 hours. */
const CLAIMS_OF_A_ROOM = 200;

/**
 * Creates the hosts with schedules, and a public round-robin event type.
 * @param {import('pg').Pool} db
 * @returns {Promise<{ hostIds: string[], eventTypeId: string }>}
 */
export async function makeEventType(db) {
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: 9 * 60, end: 17 * 60 }));
  const { rows } = await db.query(
    `WITH hosts AS (
       INSERT INTO users (email, name) SELECT 'host-' || n || '@example.test', 'Host ' || n
       FROM generate_series(1, $1::int) n RETURNING id
     ), people AS (INSERT INTO bookables (id, user_id) SELECT id, id FROM hosts RETURNING id)
     INSERT INTO schedules (bookable_id, name, time_zone, is_default, weekly)
     SELECT id, 'Working hours', 'Europe/Paris', true, $2 FROM people RETURNING bookable_id AS id`,
    [HOSTS, JSON.stringify(weekly)],
  );
  /** @type {string[]} */
  const hostIds = rows.map(({ id }) => id);
  const types = await db.query(
    `WITH type AS (
       INSERT INTO event_types (owner_id, for_organization, slug, title, time_zone, is_public, is_active, durations,
         buffer_before_minutes, buffer_after_minutes, minimum_notice_minutes, limits, seats, requires_confirmation,
         questions, assignment, fairness_window_days)
       VALUES ($1, false, 'bench', 'Bench', 'Europe/Paris', true, true, '{30}', 0, 15, 60, '{"day": {"bookings": 20}}',
         1, false, '[]', 'round_robin', 30)
       RETURNING id
     )
     INSERT INTO event_type_hosts (event_type_id, user_id) SELECT type.id, unnest($2::uuid[]) FROM type
     RETURNING event_type_id AS id`,
    [hostIds[0], hostIds],
  );
  return { hostIds, eventTypeId: types.rows[0].id };
}

/**
 * Bulk load up to so many claims: drops exclusion constraints and foreign keys, and creates them again, because
 * checking a million rows one by one takes many times as long.
 * @param {import('pg').Pool} pool
 * @param {string[]} hostIds
 * @param {{ claims: number, from: Date, days: number }} wanted `from`: start of the measured month
 */
export async function fillClaims(pool, hostIds, wanted) {
  const db = await pool.connect();
  try {
    await fill(db, hostIds, wanted);
    // Flushes this connection's statistics now, so that they do not count towards the measurement.
    await db.query('SELECT pg_stat_force_next_flush()');
  } finally {
    db.release();
  }
}

/**
 * @param {import('pg').PoolClient} db
 * @param {string[]} hostIds
 * @param {{ claims: number, from: Date, days: number }} wanted
 */
async function fill(db, hostIds, { claims, from, days }) {
  const { rows: constraints } = await db.query(
    `SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
     WHERE conrelid = 'claims'::regclass AND contype IN ('x', 'f')`,
  );
  for (const { name } of constraints) await db.query(`ALTER TABLE claims DROP CONSTRAINT "${name}"`);
  await db.query('TRUNCATE claims');
  await db.query(
    `INSERT INTO claims (bookable_id, kind, during)
     SELECT host, kind, tstzrange(start + kind * interval '30 minutes', start + (30 + kind * 15) * interval '1 minute')
     FROM unnest($1::uuid[]) host, generate_series(0, $3::int - 1) day, generate_series(0, $4::int - 1) hour,
          generate_series(0, 1) kind,
          LATERAL (SELECT $2::timestamptz + day * interval '1 day' + (9 + hour) * interval '1 hour' AS start) s`,
    [hostIds, from, days, BOOKINGS_A_DAY],
  );
  const { rows } = await db.query('SELECT count(*)::int AS count FROM claims');
  const others = claims - rows[0].count;
  if (others > 0) await fillOthers(db, hostIds, { others, from });
  for (const { name, definition } of constraints)
    await db.query(`ALTER TABLE claims ADD CONSTRAINT "${name}" ${definition}`);
  await db.query('VACUUM ANALYZE');
}

/**
 * A tenth are of the hosts in the year before; the others of rooms, before, in and after the measured month.
 * @param {import('pg').PoolClient} db
 * @param {string[]} hostIds
 * @param {{ others: number, from: Date }} wanted
 */
async function fillOthers(db, hostIds, { others, from }) {
  const history = Math.floor(others / 10);
  await db.query(
    `INSERT INTO claims (bookable_id, during)
     SELECT ($1::uuid[])[1 + n % $3::int],
            tstzrange($2::timestamptz - (n / $3::int + 1) * interval '1 hour',
                      $2::timestamptz - (n / $3::int + 1) * interval '1 hour' + interval '30 minutes')
     FROM generate_series(0, $4::int - 1) n`,
    [hostIds, from, hostIds.length, history],
  );
  const rooms = Math.max(1, Math.ceil((others - history) / CLAIMS_OF_A_ROOM));
  await db.query(
    `WITH rooms AS (
       INSERT INTO bookables (kind, name, owner_id, time_zone) SELECT 'room', 'Room ' || n, $1, 'UTC'
       FROM generate_series(1, $3::int) n RETURNING id
     )
     INSERT INTO claims (bookable_id, kind, during)
     SELECT id, n % 2,
            tstzrange(start + (n % 2) * interval '30 minutes', start + (30 + (n % 2) * 15) * interval '1 minute')
     FROM rooms, generate_series(0, $4::int - 1) n,
          LATERAL (SELECT $2::timestamptz + ((n / 2) * 13 - 600) * interval '1 hour' AS start) s
     LIMIT $5`,
    [hostIds[0], from, rooms, CLAIMS_OF_A_ROOM, others - history],
  );
}
