import { todayAt } from '../settings/course-days.js';

const inUse = (table: string) => `CASE WHEN ${table}.is_active THEN 'active' ELSE 'archived' END`;

/**
 * SQL, for statements of the feature that imports rosters: what is there of each kind in the organization `$2`, with what a
 * roster may say of it as `state`.
 */
export const ROSTER_STATES = {
  students: `
    SELECT p.id, p.external_id, p.user_id, p.student_number AS number, p.is_active, p.version,
      jsonb_build_object('user_id', p.user_id, 'external_id', p.external_id, 'student_number', p.student_number::text,
        'status', ${inUse('p')}) AS state
    FROM course_students p WHERE p.organization_id = $2`,
  facilitators: `
    SELECT p.id, p.external_id, p.user_id, p.employee_id AS number, p.is_active, p.version,
      jsonb_build_object('user_id', p.user_id, 'external_id', p.external_id, 'employee_id', p.employee_id::text,
        'specialization', p.specialization, 'status', ${inUse('p')}) AS state
    FROM course_facilitators p WHERE p.organization_id = $2`,
  classes: `
    SELECT c.id, c.external_id, c.trimester_id, c.name, c.is_active, c.version,
      jsonb_build_object('trimester_id', c.trimester_id, 'external_id', c.external_id, 'name', c.name::text,
        'status', ${inUse('c')}) AS state
    FROM course_classes c WHERE c.organization_id = $2`,
  offerings: `
    SELECT o.id, o.external_id, o.module_id, o.class_id, o.cohort_id, o.mode_id, o.start_date, o.end_date, o.max_students,
      o.enrolled_count, o.is_active, o.version,
      jsonb_build_object('module_id', o.module_id, 'class_id', o.class_id, 'cohort_id', o.cohort_id, 'mode_id', o.mode_id,
        'external_id', o.external_id, 'start_date', o.start_date, 'end_date', o.end_date,
        'max_students', o.max_students, 'status', ${inUse('o')}, 'facilitator_id', (
          SELECT a.facilitator_id FROM course_assignments a
          WHERE a.offering_id = o.id AND NOT a.is_substitute AND daterange(a.start_date, a.end_date, '[]')
            @> greatest(${todayAt('$2')}, o.start_date))) AS state
    FROM course_offerings o WHERE o.organization_id = $2`,
  enrolments: `
    SELECT e.id, e.external_id, e.offering_id, e.student_id, e.status, e.start_date, e.version, o.end_date,
      e.status <> 'withdrawn' AS takes_place, e.ended_with_profile,
      jsonb_build_object('enrolment_id', e.id, 'offering_id', e.offering_id, 'student_id', e.student_id,
        'external_id', e.external_id, 'status', e.status, 'start_date', e.start_date) AS state
    FROM course_enrolments e JOIN course_offerings o ON o.id = e.offering_id WHERE o.organization_id = $2`,
} as const;

/** SQL: ids of facilitators of the organization `$2` who teach from today on, also as a substitute or later. */
export const ROSTER_TEACHING = `
  SELECT a.facilitator_id FROM course_assignments a JOIN course_offerings o ON o.id = a.offering_id
  WHERE o.organization_id = $2 AND o.is_active AND coalesce(a.end_date, o.end_date) >= ${todayAt('$2')}`;

/** SQL: what rows of rosters name, in the organization `$2` and in use. */
export const ROSTER_PARTS = {
  terms: `
    SELECT t.id, t.number, y.name AS year FROM academic_sessions t JOIN academic_sessions y ON y.id = t.year_id
    WHERE t.organization_id = $2 AND t.type = 'trimester' AND t.is_active`,
  modules: `SELECT id, code FROM course_modules WHERE organization_id = $2 AND is_active`,
  modes: `SELECT id, name FROM course_modes WHERE organization_id = $2 AND is_active`,
  cohorts: `
    SELECT h.id, h.name, i.name AS intake FROM course_cohorts h JOIN course_intakes i ON i.id = h.intake_id
    WHERE h.organization_id = $2 AND h.is_active`,
} as const;

/** SQL: something that is another after each change of the courses of the organization `$1`. */
export const ROSTER_MARK = `SELECT md5(concat_ws(',', ${[
  ...['course_students', 'course_facilitators', 'course_modules', 'academic_sessions', 'course_intakes'],
  ...['course_cohorts', 'course_classes', 'course_modes', 'course_offerings'],
]
  .map((table) => `(SELECT count(*) || ':' || coalesce(sum(version), 0) FROM ${table} WHERE organization_id = $1)`)
  .join(', ')},
  (SELECT count(*) || ':' || coalesce(sum(e.version), 0) FROM course_enrolments e
   JOIN course_offerings o ON o.id = e.offering_id WHERE o.organization_id = $1),
  (SELECT count(*) || ':' || coalesce(max(a.created_at)::text, '') FROM course_assignments a
   JOIN course_offerings o ON o.id = a.offering_id WHERE o.organization_id = $1))) AS mark`;
