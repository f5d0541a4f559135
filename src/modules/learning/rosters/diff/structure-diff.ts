import { ROSTER_PARTS, ROSTER_STATES } from '../../courses/courses.api.js';
import { IS_TWICE, isTwiceBy, KEY_COLUMN, SETTLE, statusOf } from './diff-parts.js';

const term = `
  LEFT JOIN LATERAL (
    SELECT t.id FROM (${ROSTER_PARTS.terms}) t
    WHERE t.year = r.values->>'year' AND t.number = (r.values->>'trimester')::int LIMIT 1) t ON true`;

/** SQL: `added`, `changed` or `unchanged` for a row that is matched, or not. */
const OUTCOME = `
  CASE WHEN c.target_id IS NOT NULL THEN CASE WHEN c.before = c.after THEN 'unchanged' ELSE 'changed' END
       WHEN c.after->>'status' = 'archived' THEN 'unchanged' ELSE 'added' END AS outcome,
  CASE WHEN c.after->>'status' = 'archived' THEN
    CASE WHEN c.target_id IS NULL THEN 'not_there'
         WHEN c.before = c.after AND c.values->>'status' IS NULL THEN 'is_archived' END END AS reason,
  false AS is_waiting, false AS is_taking`;

/** SQL: members of a row that were said, without an external id that is empty. */
const SAID = `jsonb_strip_nulls(jsonb_build_object('external_id', r.values->'external_id'))`;

/** SQL: what rows of classes would do. */
export const CLASSES_DIFF = `
  WITH matched AS (
    SELECT r.id, r.number, r.source_key, r.values, t.id AS trimester_id, coalesce(x.id, y.id) AS target_id,
      coalesce(x.state, y.state) AS before, ${SAID} || jsonb_build_object(
        'trimester_id', t.id, 'name', r.values->'name') AS said
    FROM roster_rows r ${term}
    LEFT JOIN (${ROSTER_STATES.classes}) x ON $3 = 'externalId' AND x.external_id = r.values->>'external_id'
    LEFT JOIN (${ROSTER_STATES.classes}) y ON y.trimester_id = t.id AND y.name = (r.values->>'name')::citext
    WHERE r.import_id = $1 AND r.outcome IS NULL),
  compared AS (
    SELECT m.*, coalesce(m.before, '{}') || m.said
        || jsonb_build_object('status', ${statusOf('classes', 'before')}) AS after,
      CASE
        WHEN m.trimester_id IS NULL THEN 'trimester:unknown'
        WHEN ${IS_TWICE} THEN ${KEY_COLUMN('name')} || ':duplicate_in_file'
        WHEN ${isTwiceBy('m.target_id')} THEN 'name:duplicate_in_file'
        WHEN (m.before->>'trimester_id')::uuid <> m.trimester_id THEN 'trimester:is_fixed'
      END AS fault
    FROM matched m),
  judged AS (SELECT c.id, c.fault, c.target_id, c.before, c.after, ${OUTCOME} FROM compared c)
  ${SETTLE}`;

/** SQL: what rows of offerings would do. */
export const OFFERINGS_DIFF = `
  WITH named AS (
    SELECT r.id, r.number, r.source_key, r.values, m.id AS module_id, c.id AS class_id, h.id AS cohort_id, d.id AS mode_id,
      coalesce(fx.id, fn.id, fu.id) AS facilitator_id
    FROM roster_rows r ${term}
    LEFT JOIN (${ROSTER_PARTS.modules}) m ON m.code = (r.values->>'module_code')::citext
    LEFT JOIN (${ROSTER_STATES.classes}) c
      ON c.trimester_id = t.id AND c.name = (r.values->>'class')::citext AND c.is_active
    LEFT JOIN (${ROSTER_PARTS.cohorts}) h
      ON h.name = (r.values->>'cohort')::citext AND h.intake = (r.values->>'intake')::citext
    LEFT JOIN (${ROSTER_PARTS.modes}) d ON d.name = (r.values->>'mode')::citext
    LEFT JOIN (${ROSTER_STATES.facilitators}) fx ON fx.external_id = r.values->>'facilitator' AND fx.is_active
    LEFT JOIN (${ROSTER_STATES.facilitators}) fn ON fn.number = (r.values->>'facilitator')::citext AND fn.is_active
    LEFT JOIN (${ROSTER_STATES.facilitators}) fu ON fu.user_id = r.user_id AND fu.is_active
    WHERE r.import_id = $1 AND r.outcome IS NULL),
  matched AS (
    SELECT n.*, coalesce(x.id, y.id) AS target_id, coalesce(x.state, y.state) AS before,
      coalesce(x.enrolled_count, y.enrolled_count) AS enrolled,
      jsonb_strip_nulls(jsonb_build_object('external_id', n.values->'external_id')) || jsonb_build_object(
        'module_id', n.module_id, 'class_id', n.class_id, 'cohort_id', n.cohort_id, 'mode_id', n.mode_id,
        'start_date', n.values->'start_date', 'end_date', n.values->'end_date')
      || CASE WHEN n.values ? 'max_students' THEN jsonb_build_object('max_students', n.values->'max_students')
              ELSE '{}' END
      || CASE WHEN n.values ? 'facilitator' THEN jsonb_build_object('facilitator_id', n.facilitator_id)
              ELSE '{}' END AS said
    FROM named n
    LEFT JOIN (${ROSTER_STATES.offerings}) x ON $3 = 'externalId' AND x.external_id = n.values->>'external_id'
    LEFT JOIN (${ROSTER_STATES.offerings}) y
      ON y.module_id = n.module_id AND y.class_id = n.class_id AND y.cohort_id = n.cohort_id AND y.mode_id = n.mode_id),
  compared AS (
    SELECT m.*, coalesce(m.before, '{}') || m.said
        || jsonb_build_object('status', ${statusOf('offerings', 'before')}) AS after,
      CASE
        WHEN m.module_id IS NULL THEN 'module_code:unknown'
        WHEN m.class_id IS NULL THEN 'class:unknown'
        WHEN m.cohort_id IS NULL THEN 'cohort:unknown'
        WHEN m.mode_id IS NULL THEN 'mode:unknown'
        WHEN m.values->>'facilitator' IS NOT NULL AND m.facilitator_id IS NULL THEN 'facilitator:unknown'
        WHEN m.values->>'end_date' <= m.values->>'start_date' THEN 'end_date:is_after'
        WHEN ${IS_TWICE} THEN ${KEY_COLUMN('module_code')} || ':duplicate_in_file'
        WHEN ${isTwiceBy('m.target_id')} THEN 'module_code:duplicate_in_file'
        WHEN (m.values->>'max_students')::int < m.enrolled THEN 'max_students:offering_full'
      END AS fault
    FROM matched m),
  judged AS (SELECT c.id, c.fault, c.target_id, c.before, c.after, ${OUTCOME} FROM compared c)
  ${SETTLE}`;
