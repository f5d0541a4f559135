/**
 * Creates a public event type of half an hour for each of these people, with themselves as host, around the clock.
 * @param {import('pg').Pool} db
 * @param {readonly string[]} hostIds people without a schedule
 * @returns {Promise<string[]>} ids of the types, in the order of the hosts
 */
export async function seedEventTypes(db, hostIds) {
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: 0, end: 24 * 60 }));
  const { rows } = await db.query(
    `WITH host AS (
       SELECT id, n FROM unnest($1::uuid[]) WITH ORDINALITY AS h (id, n)
     ), schedule AS (
       INSERT INTO schedules (bookable_id, name, time_zone, is_default, weekly)
       SELECT id, 'Working hours', 'Europe/Paris', true, $2 FROM host
     ), type AS (
       INSERT INTO event_types (owner_id, for_organization, slug, title, time_zone, is_public, is_active, durations,
         buffer_before_minutes, buffer_after_minutes, minimum_notice_minutes, limits, seats, requires_confirmation,
         questions, assignment, fairness_window_days)
       SELECT id, false, 'mentoring-' || n, 'Mentoring', 'Europe/Paris', true, true, '{30}', 0, 0, 60, '{}', 1, false,
         '[]', 'single', 30
       FROM host RETURNING id, owner_id
     ), given AS (
       INSERT INTO event_type_hosts (event_type_id, user_id) SELECT id, owner_id FROM type
     )
     SELECT type.id FROM type JOIN host ON host.id = type.owner_id ORDER BY host.n`,
    [hostIds, JSON.stringify(weekly)],
  );
  await db.query('VACUUM ANALYZE schedules, event_types, event_type_hosts');
  return rows.map(({ id }) => id);
}
