/*
 * SQL for statements of the feature that gives rosters to other systems: what an organization teaches, to whom and by whom.
 * `changed_at` also moves when only something changes that a row shows of another.
 * @param organizationId an SQL expression
 */

/**
 * Years and trimesters. What is archived stays in use as long as an offering in use is in it, so that no class refers to
 * what is gone.
 */
export const rosterSessions = (organizationId: string) => `(
  WITH used AS (
    SELECT c.trimester_id, bool_or(o.is_active) AS is_used, max(o.updated_at) AS changed_at
    FROM course_offerings o JOIN course_classes c ON c.id = o.class_id
    WHERE o.organization_id = ${organizationId} GROUP BY c.trimester_id),
  sessions AS (
    SELECT s.id, s.type, s.year_id, s.number, s.name, s.start_date, s.end_date, s.created_at,
      coalesce(y.end_date, s.end_date) AS year_end, k.is_kept OR coalesce(u.is_used, false) AS is_active,
      greatest(s.updated_at, y.updated_at, CASE WHEN NOT k.is_kept THEN u.changed_at END) AS changed_at
    FROM academic_sessions s LEFT JOIN academic_sessions y ON y.id = s.year_id
    CROSS JOIN LATERAL (SELECT s.is_active AND coalesce(y.is_active, true) AS is_kept) k
    LEFT JOIN used u ON u.trimester_id = s.id
    WHERE s.organization_id = ${organizationId})
  SELECT s.id, s.type, s.year_id, s.name, s.start_date, s.end_date, s.year_end, s.created_at AS entered_at,
    s.is_active OR EXISTS (SELECT FROM sessions t WHERE t.year_id = s.id AND t.is_active) AS is_active,
    ARRAY(SELECT t.id FROM sessions t WHERE t.year_id = s.id AND t.is_active ORDER BY t.number) AS trimester_ids,
    greatest(s.changed_at, (SELECT max(t.changed_at) FROM sessions t WHERE t.year_id = s.id)) AS changed_at
  FROM sessions s)`;

/** What is taught; what is archived, as long as an offering in use is of it. */
export const rosterModules = (organizationId: string) => `(
  SELECT m.id, m.code, m.name, m.is_active OR coalesce(u.is_used, false) AS is_active,
    greatest(m.updated_at, u.changed_at) AS changed_at
  FROM course_modules m
  LEFT JOIN LATERAL (
    SELECT bool_or(o.is_active) AS is_used, max(o.updated_at) AS changed_at
    FROM course_offerings o WHERE NOT m.is_active AND o.module_id = m.id) u ON true
  WHERE m.organization_id = ${organizationId})`;

/** Each time that something is taught. */
export const rosterOfferings = (organizationId: string) => `(
  SELECT o.id, o.module_id, c.trimester_id, m.code, m.name AS module, c.name AS class, h.name AS cohort, d.name AS mode,
    o.is_active, greatest(o.updated_at, m.updated_at, c.updated_at, h.updated_at, d.updated_at) AS changed_at
  FROM course_offerings o
  JOIN course_modules m ON m.id = o.module_id
  JOIN course_classes c ON c.id = o.class_id
  JOIN course_cohorts h ON h.id = o.cohort_id
  JOIN course_modes d ON d.id = o.mode_id
  WHERE o.organization_id = ${organizationId})`;

/** People by their profiles, each once. `entered_at`: when they got their first profile. */
export const rosterPeople = (organizationId: string) => `(
  SELECT s.user_id, s.id AS student_id, least(s.created_at, f.created_at) AS entered_at, s.is_active AS learns,
    coalesce(f.is_active, false) AS teaches,
    s.student_number, f.employee_id, greatest(s.updated_at, f.updated_at) AS changed_at
  FROM course_students s
  LEFT JOIN course_facilitators f ON f.organization_id = s.organization_id AND f.user_id = s.user_id
  WHERE s.organization_id = ${organizationId}
  UNION ALL
  SELECT f.user_id, NULL, f.created_at, false, f.is_active, NULL, f.employee_id, f.updated_at
  FROM course_facilitators f
  WHERE f.organization_id = ${organizationId} AND NOT EXISTS (
    SELECT 1 FROM course_students s WHERE s.organization_id = f.organization_id AND s.user_id = f.user_id))`;

/**
 * Who learns and who teaches in which offering, from and to which day (the last, null while it is open), as long as it is not
 * archived. `is_over`: somebody else teaches it now. An enrolment that an import of rosters adds has had its id since the
 * dry run: `entered_at` is when it was made.
 */
export const rosterPlaces = (organizationId: string) => `(
  SELECT e.id, e.offering_id, s.user_id, 'student' AS role, NULL::boolean AS is_substitute, e.start_date, e.end_date,
    false AS is_over, e.created_at AS entered_at, e.status <> 'withdrawn' AND s.is_active AND o.is_active AS is_active,
    greatest(e.updated_at, s.updated_at, o.updated_at) AS changed_at
  FROM course_offerings o
  JOIN course_enrolments e ON e.offering_id = o.id
  JOIN course_students s ON s.id = e.student_id
  WHERE o.organization_id = ${organizationId}
  UNION ALL
  SELECT a.id, a.offering_id, f.user_id, 'teacher', a.is_substitute, coalesce(a.start_date, o.start_date),
    coalesce(a.end_date, o.end_date), coalesce(a.end_date < current_date, false),
    uuid_extract_timestamp(a.id), f.is_active AND o.is_active, greatest(a.updated_at, f.updated_at, o.updated_at)
  FROM course_offerings o
  JOIN course_assignments a ON a.offering_id = o.id
  JOIN course_facilitators f ON f.id = a.facilitator_id
  WHERE o.organization_id = ${organizationId}
  UNION ALL
  SELECT r.id, r.offering_id, f.user_id, 'teacher', r.is_substitute, NULL, NULL, true, uuid_extract_timestamp(r.id), false,
    r.removed_at
  FROM course_offerings o
  JOIN removed_course_assignments r ON r.offering_id = o.id
  JOIN course_facilitators f ON f.id = r.facilitator_id
  WHERE o.organization_id = ${organizationId})`;
