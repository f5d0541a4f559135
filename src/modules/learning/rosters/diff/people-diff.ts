import { memberRows } from '../../../people/organizations/organizations.api.js';
import { ROSTER_STATES } from '../../courses/courses.api.js';
import { IS_TWICE, isTwiceBy, KEY_COLUMN, SETTLE, statusOf } from './diff-parts.js';

/**
 * SQL: what rows of people would do; `$3` is the match key. Whoever has the external id of a row is its person, whatever
 * address it gives, else the member with the address. Whoever has left the organization is taken back by an invitation alone.
 */
const peopleDiff = (kind: 'students' | 'facilitators', number: string) => `
  WITH matched AS (
    SELECT r.id, r.number, r.source_key, r.user_id, r.values, r.values->>'email' AS email,
      x.id AS by_key, y.id AS by_person, y.external_id AS person_key, coalesce(x.id, y.id) AS target_id,
      coalesce(x.state, y.state) AS before
    FROM roster_rows r
    LEFT JOIN (${ROSTER_STATES[kind]}) x ON $3 = 'externalId' AND x.external_id = r.values->>'external_id'
    LEFT JOIN (${ROSTER_STATES[kind]}) y ON y.user_id = r.user_id
    WHERE r.import_id = $1 AND r.outcome IS NULL),
  meant AS (
    SELECT m.*, m.target_id AS found, (m.values - 'email') || jsonb_build_object('status', s.status) AS said, s.status
    FROM matched m CROSS JOIN LATERAL (SELECT ${statusOf(kind, 'before')} AS status) s),
  compared AS (
    SELECT m.*, coalesce(m.before, jsonb_build_object('user_id', m.user_id)) || m.said AS after,
      m.found IS NULL AND m.user_id IS NULL AS is_absent, m.status = 'archived' AS is_archived,
      CASE
        WHEN ${IS_TWICE} THEN ${KEY_COLUMN('email')} || ':duplicate_in_file'
        WHEN m.by_key <> m.by_person THEN 'email:of_another_person'
        WHEN m.found IS NOT NULL AND m.status = 'active' AND NOT EXISTS (
          SELECT FROM ${memberRows('$2')} o WHERE o.user_id = (m.before->>'user_id')::uuid) THEN 'email:no_member'
        WHEN $3 = 'externalId' AND m.by_key IS NULL AND m.person_key <> m.said->>'external_id'
          THEN 'external_id:has_another_id'
        WHEN ${isTwiceBy('coalesce(m.found::text, m.user_id::text, m.email)')} THEN 'email:duplicate_in_file'
        WHEN ${isTwiceBy(`lower(m.said->>'${number}')`)} THEN '${number}:duplicate_in_file'
        WHEN m.said->>'${number}' IS NOT NULL AND EXISTS (
          SELECT FROM (${ROSTER_STATES[kind]}) o
          WHERE o.number = (m.said->>'${number}')::citext AND o.id IS DISTINCT FROM m.found) THEN '${number}:is_taken'
        WHEN $3 = 'email' AND m.said->>'external_id' IS NOT NULL AND EXISTS (
          SELECT FROM (${ROSTER_STATES[kind]}) o
          WHERE o.external_id = m.said->>'external_id' AND o.id IS DISTINCT FROM m.found) THEN 'external_id:is_taken'
      END AS fault
    FROM meant m),
  judged AS (
    SELECT c.id, c.fault, c.after, false AS is_taking,
      CASE WHEN c.is_absent THEN s.values ELSE c.before END AS before,
      c.is_absent AND (s.id IS NOT NULL OR NOT c.is_archived) AS is_waiting,
      CASE WHEN c.found IS NULL AND NOT c.is_absent AND NOT c.is_archived AND c.fault IS NULL THEN uuidv7()
           ELSE c.found END AS target_id,
      CASE WHEN c.found IS NOT NULL THEN CASE WHEN c.before = c.after THEN 'unchanged' ELSE 'changed' END
           WHEN c.is_absent AND s.id IS NOT NULL THEN CASE WHEN s.values = c.values THEN 'unchanged' ELSE 'changed' END
           WHEN c.is_archived THEN 'unchanged' ELSE 'added' END AS outcome,
      CASE WHEN c.found IS NULL AND c.is_archived AND NOT (c.is_absent AND s.id IS NOT NULL) THEN 'not_there'
           WHEN c.before = c.after AND c.is_archived AND c.values->>'status' IS NULL THEN 'is_archived' END AS reason
    FROM compared c
    LEFT JOIN roster_sources s
      ON s.organization_id = $2 AND s.kind = '${kind}' AND s.source_key = c.source_key AND s.target_id IS NULL)
  ${SETTLE}`;

export const STUDENTS_DIFF = peopleDiff('students', 'student_number');
export const FACILITATORS_DIFF = peopleDiff('facilitators', 'employee_id');
