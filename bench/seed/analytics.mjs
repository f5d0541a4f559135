const DAY = 86_400_000;
export const ANALYTICS_DAYS = 90;

/**
 * Creates the partitions of past days, as the worker would have.
 * @param {import('pg').Pool} db
 */
export async function partitionDays(db) {
  const { rows: existing } = await db.query(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'analytics_events'::regclass`,
  );
  const names = new Set(existing.map(({ name }) => name));
  for (let ago = ANALYTICS_DAYS; ago >= 0; ago -= 1) {
    const from = new Date(Math.floor((Date.now() - ago * DAY) / DAY) * DAY);
    const name = `analytics_events_${from.toISOString().slice(0, 10).replaceAll('-', '')}`;
    if (names.has(name)) continue;
    const bounds = `FROM ('${from.toISOString()}') TO ('${new Date(from.getTime() + DAY).toISOString()}')`;
    await db.query(`CREATE TABLE ${name} PARTITION OF analytics_events FOR VALUES ${bounds}`);
  }
}

/**
 * Events of the last 90 days, of 20 types, by 5,000 accounts and as many people without one.
 * @param {import('pg').Pool} db
 * @param {number} count
 */
export async function seedEvents(db, count) {
  await partitionDays(db);
  await db.query(
    `INSERT INTO analytics_events (id, user_id, anonymous_id, event_type, metadata, source, created_at)
     SELECT uuidv7(at - now()), CASE WHEN n % 2 = 0 THEN md5((n % 10000)::text)::uuid END,
       CASE WHEN n % 2 = 1 THEN 'visitor-' || n % 10000 END, 'page.event_' || n % 20, '{"path": "/pricing"}', 'client', at
     FROM generate_series(1, $1::int) n,
       LATERAL (SELECT now() - (n::float8 / $1) * interval '${ANALYTICS_DAYS} days' AS at) moment`,
    [count],
  );
  await addUp(db);
  await db.query('VACUUM ANALYZE analytics_events, analytics_counts, analytics_visits, analytics_people');
}

/**
 * Aggregates all pending events, as the worker does.
 * @param {import('pg').Pool} db
 */
async function addUp(db) {
  await db.query(
    `INSERT INTO analytics_people (number, person)
     SELECT row_number() OVER (ORDER BY min(starts_at), person) - 1, person FROM analytics_pending
     WHERE person IS NOT NULL GROUP BY person`,
  );
  await db.query('ANALYZE analytics_people, analytics_pending');
  for (const hours of [1, 24, 384]) {
    const start = `date_bin(interval '${hours} hours', starts_at, 'epoch')`;
    await db.query(
      `INSERT INTO analytics_counts (hours, starts_at, event_type, source, events)
       SELECT ${hours}, ${start}, event_type, source, sum(events) FROM analytics_pending GROUP BY 2, 3, 4`,
    );
    await db.query(
      `INSERT INTO analytics_visits (hours, starts_at, event_type, chunk, people)
       SELECT ${hours}, ${start}, event_type, number / 4096, bit_or(set_bit(repeat('0', 4096)::bit(4096), number % 4096, 1))
       FROM analytics_pending JOIN analytics_people USING (person) GROUP BY 2, 3, 4`,
    );
  }
  await db.query('TRUNCATE analytics_pending');
}
