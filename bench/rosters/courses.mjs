/**
 * An organization whose members are about to be students, with offerings of one trimester that have places for all of them.
 * @param {import('pg').Pool} db
 * @param {string} ownerId
 * @param {{ students: number, offerings: number }} size
 * @returns {Promise<string>} its id
 */
export async function seedCourses(db, ownerId, { students, offerings }) {
  const [{ id }] = (
    await db.query(
      `INSERT INTO organizations (name, member_count, owner_count) VALUES ('Academy', $1::int + 1, 1) RETURNING id`,
      [students],
    )
  ).rows;
  await db.query(
    `WITH people AS (
       INSERT INTO users (email, name, email_verified_at)
       SELECT 'student-' || n || '@example.test', 'Student ' || n, now() FROM generate_series(1, $3::int) n RETURNING id)
     INSERT INTO organization_members (organization_id, user_id, role)
     SELECT $1::uuid, id, 'member' FROM people UNION ALL SELECT $1::uuid, $2::uuid, 'owner'`,
    [id, ownerId, students],
  );
  await db.query(
    `WITH modules AS (
       INSERT INTO course_modules (organization_id, code, name)
       SELECT $1, 'M' || n, 'Module ' || n FROM generate_series(1, $2::int) n RETURNING id),
     years AS (
       INSERT INTO academic_sessions (organization_id, type, name, start_date, end_date)
       VALUES ($1, 'year', '2027', '2027-01-11', '2027-12-17') RETURNING id),
     terms AS (
       INSERT INTO academic_sessions (organization_id, type, year_id, number, name, start_date, end_date)
       SELECT $1, 'trimester', id, 1, 'First', '2027-01-11', '2027-04-23' FROM years RETURNING id),
     intakes AS (INSERT INTO course_intakes (organization_id, name) VALUES ($1, 'January') RETURNING id),
     cohorts AS (
       INSERT INTO course_cohorts (organization_id, intake_id, name) SELECT $1, id, 'Day' FROM intakes
       RETURNING id, intake_id),
     classes AS (
       INSERT INTO course_classes (organization_id, trimester_id, name) SELECT $1, id, 'A1' FROM terms RETURNING id),
     modes AS (INSERT INTO course_modes (organization_id, name) VALUES ($1, 'online') RETURNING id)
     INSERT INTO course_offerings (organization_id, module_id, class_id, cohort_id, mode_id, intake_id, trimester,
       start_date, end_date, max_students, external_id)
     SELECT $1, m.id, c.id, h.id, d.id, h.intake_id, 1, '2027-01-11', '2027-04-23', 100, 'O' || row_number() OVER ()
     FROM modules m, classes c, cohorts h, modes d`,
    [id, offerings],
  );
  await db.query('VACUUM ANALYZE users, organization_members, course_offerings');
  return id;
}
