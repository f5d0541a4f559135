import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { NodeProcess } from '../support/node-process.mjs';
import { holdTable } from '../support/table-lock.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});

afterAll(() => database.drop());

const seed = () => new NodeProcess('cli/seed', { DATABASE_URL: database.url, NODE_ENV: 'test' }, ['--demo']);

/** What the pages of courses have to show. */
async function taught(): Promise<object> {
  const { rows } = await database.pool.query(
    `WITH terms AS (
       SELECT o.id, o.trimester FROM course_offerings o JOIN course_classes c ON c.id = o.class_id
       JOIN academic_sessions t ON t.id = c.trimester_id WHERE t.name IN ('Previous term', 'Present term'))
     SELECT (SELECT json_object_agg(trimester, n) FROM (SELECT trimester, count(*) AS n FROM terms GROUP BY 1) AS o) AS offerings,
       (SELECT json_object_agg(state, n > 0) FROM (
          SELECT state, count(*) AS n FROM activity_trackers WHERE allocation_id IN (SELECT id FROM terms) GROUP BY 1) AS l) AS logs,
       (SELECT json_build_object('late', bool_or(submitted_at > late_at), 'waived', bool_or(waived_at IS NOT NULL),
          'missing', bool_or(submitted_at IS NULL AND waived_at IS NULL AND late_at < now()),
          'due', bool_or(due_at > now()), 'owedByManagers', bool_or(facilitator_id IS NULL))
        FROM log_expectations WHERE allocation_id IN (SELECT id FROM terms)) AS expected,
       (SELECT json_object_agg(status, n > 0) FROM (SELECT status, count(*) AS n FROM attendance_records GROUP BY 1) AS r) AS records,
       (SELECT json_agg(n ORDER BY n) FROM (
          SELECT count(*) AS n FROM reflections WHERE offering_id IN (SELECT id FROM terms) GROUP BY offering_id) AS r) AS reflections,
       (SELECT json_build_object('cancelled', bool_or(b.status = 'cancelled'), 'moved', bool_or(b.starts_at <> m.planned_start))
        FROM course_meetings m JOIN bookings b ON b.id = m.booking_id) AS meetings,
       (SELECT bool_and(enrolled_count = (SELECT count(*) FROM course_enrolments e
                                          WHERE e.offering_id = o.id AND e.status <> 'withdrawn'))
        FROM course_offerings o) AS counted`,
  );
  return rows[0];
}

async function counts(): Promise<object> {
  const { rows } = await database.pool.query(
    `SELECT (SELECT count(*) FROM users)::int AS users, (SELECT count(*) FROM event_types)::int AS types,
       (SELECT count(*) FROM bookings WHERE id NOT IN (SELECT booking_id FROM course_meetings))::int AS bookings,
       (SELECT count(*) FROM course_students)::int AS students,
       (SELECT count(*) FROM course_facilitators)::int AS facilitators`,
  );
  return rows[0];
}

it('the demo is made whole or not at all', async () => {
  const bookings = await holdTable(database.pool, 'bookings');
  const interrupted = seed();
  await bookings.isWantedBy('lyceum-seed', 1);
  void interrupted.kill('SIGKILL');
  await interrupted.exited;
  await bookings.release();
  expect(await counts()).toEqual({ users: 0, types: 0, bookings: 0, students: 0, facilitators: 0 });
  expect(await seed().exited).toMatchObject({ code: 0 });
  expect(await counts()).toEqual({ users: 67, types: 4, bookings: 10, students: 60, facilitators: 5 });
  expect(await taught()).toEqual({
    offerings: { 1: 3, 2: 5 },
    logs: { draft: true, submitted: true, returned: true, accepted: true },
    expected: { late: true, waived: true, missing: true, due: true, owedByManagers: true },
    records: { present: true, late: true, excused: true, absent: true },
    // Fewer than five of them are without names.
    reflections: [3, 7],
    meetings: { cancelled: true, moved: true },
    counted: true,
  });
});
