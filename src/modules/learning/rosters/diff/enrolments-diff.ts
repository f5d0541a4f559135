import { ROSTER_STATES, todayAt } from '../../courses/courses.api.js';
import { IS_TWICE, KEY_COLUMN, SETTLE, statusOf } from './diff-parts.js';

const { students, offerings, enrolments } = ROSTER_STATES;

/** SQL: a reference that is an id of ours. */
const OWN_ID = `CASE WHEN r.values->>'offering' ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
  THEN (r.values->>'offering')::uuid END`;

/** SQL: whether a source that the file does not speak of keeps the enrolment `id`; of a whole file there is none. */
const isKeptBesides = (id: string) => `($3 = 'delta' AND EXISTS (
  SELECT FROM roster_sources a
  WHERE a.target_id = ${id} AND coalesce(a.values->>'status', 'active') = 'active'
    AND NOT EXISTS (SELECT FROM roster_rows q WHERE q.import_id = $1 AND q.source_key = a.source_key)))`;

/**
 * SQL: what rows of enrolments would do; `$3` is the mode. Several rows may give one enrolment (aliases): the first that is
 * active speaks for all, and the enrolment lasts as long as one of them does.
 */
export const ENROLMENTS_DIFF = `
  WITH named AS MATERIALIZED (
    SELECT r.id, r.number, r.source_key, r.values, r.values AS said,
      coalesce(ox.id, oi.id) AS offering_id, coalesce(ox.is_active, oi.is_active) AS is_offered,
      coalesce(ox.start_date, oi.start_date) AS first_day,
      coalesce(sx.id, sn.id, su.id) AS student_id, coalesce(sx.is_active, sn.is_active, su.is_active) AS is_student
    FROM roster_rows r
    LEFT JOIN (${offerings}) ox ON ox.external_id = r.values->>'offering'
    LEFT JOIN (${offerings}) oi ON oi.id = ${OWN_ID}
    LEFT JOIN (${students}) sx ON sx.external_id = r.values->>'student'
    LEFT JOIN (${students}) sn ON sn.number = (r.values->>'student')::citext
    LEFT JOIN (${students}) su ON su.user_id = r.user_id
    WHERE r.import_id = $1 AND r.outcome IS NULL),
  pairs AS (SELECT DISTINCT offering_id, student_id FROM named),
  matched AS (
    SELECT m.*, e.id AS target_id, e.state AS present, coalesce(e.takes_place, false) AS has_place,
      coalesce(e.ended_with_profile AND m.is_student, false) AS is_lost,
      s.values AS said_before, f.state AS former,
      f.id IS DISTINCT FROM e.id AND f.takes_place AND p.student_id IS NULL AND NOT ${isKeptBesides('f.id')} AS leaves,
      m.student_id IS NULL AND EXISTS (
        SELECT FROM roster_sources w
        WHERE w.organization_id = $2 AND w.kind = 'students' AND w.target_id IS NULL
          AND (w.source_key = 'id:' || (m.values->>'student') OR w.email = (m.values->>'student')::citext)) AS is_absent,
      ${IS_TWICE} AS is_twice
    FROM named m
    LEFT JOIN (${enrolments}) e ON e.offering_id = m.offering_id AND e.student_id = m.student_id
    LEFT JOIN roster_sources s ON s.organization_id = $2 AND s.kind = 'enrolments' AND s.source_key = m.source_key
    LEFT JOIN (${enrolments}) f ON f.id = s.target_id
    LEFT JOIN pairs p ON p.offering_id = f.offering_id AND p.student_id = f.student_id),
  meant AS (SELECT m.*, ${statusOf('enrolments', 'present', 'm.is_lost')} AS wanted FROM matched m),
  faulty AS (
    SELECT m.*,
      CASE
        WHEN m.offering_id IS NULL THEN 'offering:unknown'
        WHEN m.student_id IS NULL AND NOT m.is_absent THEN 'student:unknown'
        WHEN m.is_twice THEN ${KEY_COLUMN('student')} || ':duplicate_in_file'
        WHEN m.wanted = 'active' AND NOT m.has_place AND NOT m.is_offered THEN 'offering:is_archived'
        WHEN m.wanted = 'active' AND NOT m.has_place AND NOT m.is_student THEN 'student:is_archived'
        WHEN NOT m.has_place AND m.wanted <> 'withdrawn' AND EXISTS (
          SELECT FROM (${enrolments}) o WHERE o.offering_id = m.offering_id AND o.external_id = m.said->>'external_id'
            AND o.id IS DISTINCT FROM m.target_id
            AND NOT (coalesce(m.leaves, false) AND m.wanted = 'active' AND o.id::text = m.former->>'enrolment_id')
          ) THEN 'external_id:is_taken'
      END AS fault
    FROM meant m),
  ordered AS (
    SELECT m.*, row_number() OVER (
      PARTITION BY m.offering_id, m.student_id, m.fault IS NULL
      ORDER BY m.wanted = 'active' DESC, m.wanted = 'completed' DESC, m.number) AS nth,
      m.wanted = 'withdrawn' OR (m.wanted = 'completed' AND m.present->>'status' = 'active') AS ends,
      m.wanted = 'withdrawn' AND m.values->>'status' IS NULL AS is_left
    FROM faulty m),
  compared AS (
    SELECT m.*, m.ends AND m.target_id IS NOT NULL AND ${isKeptBesides('m.target_id')} AS is_kept,
      CASE
        WHEN m.present IS NULL THEN jsonb_build_object(
          'offering_id', m.offering_id, 'student_id', m.student_id, 'external_id', m.said->>'external_id')
        ELSE m.present END
      || jsonb_build_object('status', m.wanted, 'start_date', coalesce(
           m.said->>'start_date',
           CASE WHEN m.present IS NOT NULL AND (m.has_place OR m.wanted <> 'active') THEN m.present->>'start_date' END,
           greatest(${todayAt('$2')}, m.first_day)::text))
      || CASE WHEN m.wanted = 'withdrawn' THEN '{"external_id": null}'
              WHEN NOT m.has_place AND m.said->>'external_id' IS NOT NULL
                THEN jsonb_build_object('external_id', m.said->'external_id')
              ELSE '{}' END AS after
    FROM ordered m),
  told AS (
    SELECT m.*, coalesce(m.leaves, false) AND m.wanted = 'active' AS is_move,
      CASE
        WHEN m.is_absent THEN CASE WHEN m.said_before = m.values THEN 'unchanged' ELSE 'added' END
        WHEN m.nth > 1 OR m.is_kept OR m.is_left OR (m.present IS NULL AND m.wanted = 'withdrawn') OR m.present = m.after
          THEN 'unchanged'
        WHEN m.present IS NULL THEN 'added'
        ELSE 'changed' END AS effect
    FROM compared m),
  fresh AS MATERIALIZED (
    SELECT m.offering_id, m.student_id, uuidv7() AS id FROM told m
    WHERE m.effect = 'added' AND NOT m.is_absent AND m.fault IS NULL),
  judged AS (
    SELECT m.id, m.fault, m.is_absent AS is_waiting,
      CASE WHEN m.is_move AND NOT m.is_absent THEN m.former ELSE m.present END AS before,
      CASE WHEN m.is_absent OR m.effect <> 'unchanged' THEN m.after END AS after,
      CASE WHEN m.fault IS NULL THEN coalesce(m.target_id, n.id) ELSE m.target_id END AS target_id,
      CASE WHEN m.is_move AND NOT m.is_absent THEN 'moved' ELSE m.effect END AS outcome,
      CASE WHEN m.nth > 1 AND NOT m.is_absent THEN 'alias' WHEN m.is_kept THEN 'still_named'
           WHEN m.is_left THEN 'is_withdrawn'
           WHEN m.present IS NULL AND m.wanted = 'withdrawn' THEN 'not_there' END AS reason,
      m.effect <> 'unchanged' AND NOT m.is_absent AND NOT m.has_place AND m.wanted <> 'withdrawn' AS is_taking
    FROM told m LEFT JOIN fresh n ON n.offering_id = m.offering_id AND n.student_id = m.student_id)
  ${SETTLE}`;

/** SQL: refuses rows beyond the places of an offering, in the order of the file; what is removed or withdrawn frees its place. */
export const CAPACITY = `
  WITH freed AS (
    SELECT (r.before->>'offering_id')::uuid AS offering_id, count(*) AS places
    FROM roster_rows r
    WHERE r.import_id = $1 AND r.outcome IN ('removed', 'changed') AND NOT r.is_waiting
      AND r.before->>'status' <> 'withdrawn' AND r.after->>'status' = 'withdrawn'
    GROUP BY 1),
  taking AS (
    SELECT r.id, (r.after->>'offering_id')::uuid AS offering_id,
      row_number() OVER (PARTITION BY r.after->>'offering_id' ORDER BY r.number) AS nth
    FROM roster_rows r WHERE r.import_id = $1 AND r.is_taking)
  UPDATE roster_rows r
  SET outcome = 'rejected', fault_column = 'offering', reason = 'offering_full', is_taking = false, after = NULL
  FROM taking t
  JOIN (${offerings}) o ON o.id = t.offering_id
  LEFT JOIN freed ON freed.offering_id = t.offering_id
  WHERE r.id = t.id AND o.max_students IS NOT NULL
    AND t.nth > o.max_students - o.enrolled_count + coalesce(freed.places, 0)`;
