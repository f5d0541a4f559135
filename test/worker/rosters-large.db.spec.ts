import {
  ENROLMENT_HEADER,
  STUDENT_HEADER,
  imported,
  made,
  makeOfferings,
  organizationId,
  database,
  rowsOf,
} from './roster-imports.js';
import type { RosterKind } from '../../src/modules/learning/rosters/roster-kinds.js';

type Part = readonly [RosterKind, readonly string[]];

/** More than twice what one statement takes. */
const ROWS = 2_300;
const LEFT = 1_100;

const addressOf = (n: number) => `many-${n}-${made}@example.test`;
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

/** What is in the courses, with the version of each. */
const stored = async () =>
  rowsOf(
    `SELECT 'student' AS kind, count(*)::int AS rows, sum(version)::int AS versions, count(*) FILTER (WHERE is_active)::int AS used
     FROM course_students WHERE organization_id = $1
     UNION ALL SELECT 'enrolment', count(*)::int, sum(e.version)::int, count(*) FILTER (WHERE e.status = 'active')::int
     FROM course_enrolments e JOIN course_offerings o ON o.id = e.offering_id WHERE o.organization_id = $1`,
  );

it('rosters of many rows are read, compared and written in batches, change nothing the second time, and end what they do not name', async () => {
  await makeOfferings();
  await database.pool.query(
    `WITH people AS (
       INSERT INTO users (email, name, email_verified_at)
       SELECT 'many-' || n || '-' || $2 || '@example.test', 'Student ' || n, now() FROM generate_series(1, $3::int) n RETURNING id)
     INSERT INTO organization_members (organization_id, user_id, role) SELECT $1, id, 'member' FROM people`,
    [organizationId, String(made), ROWS],
  );
  const files = (count: number): readonly [Part, Part] => [
    ['students', [STUDENT_HEADER, ...numbers(count).map((n) => `L${n},${addressOf(n)},M${n}`)]],
    ['enrolments', [ENROLMENT_HEADER, ...numbers(count).map((n) => `E${n},O1,L${n},`)]],
  ];
  for (const [kind, lines] of files(ROWS)) {
    const { counts } = (await imported(kind, lines)).roster;
    expect([kind, counts]).toEqual([kind, expect.objectContaining({ added: ROWS, rejected: 0 })]);
  }
  const before = await stored();
  expect(before).toEqual([
    expect.objectContaining({ kind: 'student', used: ROWS + 3 }),
    expect.objectContaining({ kind: 'enrolment', rows: ROWS, used: ROWS }),
  ]);
  for (const [kind, lines] of files(ROWS)) {
    const { counts } = (await imported(kind, lines)).roster;
    expect([kind, counts]).toEqual([kind, expect.objectContaining({ unchanged: ROWS, added: 0, changed: 0 })]);
  }
  expect(await stored()).toEqual(before);
  const [, enrolments] = files(LEFT);
  const fewer = await imported(...enrolments, { mode: 'full' });
  expect(fewer.roster.counts).toMatchObject({ unchanged: LEFT, removed: ROWS - LEFT });
  expect((await stored())[1]).toMatchObject({ rows: ROWS, used: LEFT });
});
