import {
  rosterModules,
  rosterOfferings,
  rosterPeople,
  rosterPlaces,
  rosterSessions,
} from '../../courses/courses.api.js';
import { memberRows, organizationRow } from '../../../people/organizations/organizations.api.js';
import { personRows } from '../../../people/users/users.api.js';
import { BASE_FIELDS, baseOf, type RecordKind, type RecordRow } from '../protocol/record-kind.js';
import { derivedId, picked, status } from '../protocol/record-parts.js';

/** End dates of the standard are exclusive: the day after the last one. */
const dayAfter = (day: string) => `(${day} + 1)::text`;

export const ORGS: RecordKind = {
  one: 'org',
  many: 'orgs',
  rows: `SELECT o.id AS "sourcedId", 'active' AS status, o.changed_at AS "dateLastModified", o.name, 'school' AS type,
      o.id AS identifier
    FROM ${organizationRow('$1')} o`,
  order: 'sourcedId',
  fields: {
    ...BASE_FIELDS,
    ...{
      name: 'text',
      type: 'text',
      identifier: 'id',
      'parent.sourcedId': 'absent',
      'children.sourcedId': 'absent',
    },
  },
  toRecord: (row) => ({ ...baseOf(row), ...picked(row, ['name', 'type', 'identifier']) }),
};

/** A grading period is a term, once more: what is graded in it. Its id follows from that of the term. */
const gradingPeriodOf = (id: string) => derivedId('gradingPeriod', id);

export const ACADEMIC_SESSIONS: RecordKind = {
  one: 'academicSession',
  many: 'academicSessions',
  rows: `SELECT s.id AS "sourcedId", ${status('s.is_active')}, s.changed_at AS "dateLastModified", s.name AS title,
      s.start_date::text AS "startDate", ${dayAfter('s.end_date')} AS "endDate",
      CASE s.type WHEN 'year' THEN 'schoolYear' ELSE 'term' END AS type,
      to_char(s.year_end, 'YYYY') AS "schoolYear", s.year_id AS "parent.sourcedId",
      CASE s.type WHEN 'year' THEN s.trimester_ids ELSE ARRAY[${gradingPeriodOf('s.id')}] END AS "children.sourcedId",
      s.entered_at
    FROM ${rosterSessions('$1')} s
    UNION ALL
    SELECT ${gradingPeriodOf('s.id')}, ${status('s.is_active')}, s.changed_at, s.name, s.start_date::text,
      ${dayAfter('s.end_date')}, 'gradingPeriod', to_char(s.year_end, 'YYYY'), s.id, ARRAY[]::uuid[],
      s.entered_at
    FROM ${rosterSessions('$1')} s WHERE s.type <> 'year'`,
  order: 'entered_at',
  fields: {
    ...BASE_FIELDS,
    ...{ title: 'text', startDate: 'date', endDate: 'date', type: 'text', schoolYear: 'text' },
    ...{ 'parent.sourcedId': 'id', 'children.sourcedId': 'list' },
  },
  further: ['parent', 'children'],
  toRecord: (row, refer) => ({
    ...baseOf(row),
    ...picked(row, ['title', 'startDate', 'endDate', 'type', 'schoolYear']),
    parent: refer('academicSession', row['parent.sourcedId']),
    children: listOf(row, 'children.sourcedId').map((id) => refer('academicSession', id)),
  }),
};

export const COURSES: RecordKind = {
  one: 'course',
  many: 'courses',
  rows: `SELECT m.id AS "sourcedId", ${status('m.is_active')}, m.changed_at AS "dateLastModified", m.name AS title,
      m.code AS "courseCode", $1::uuid AS "org.sourcedId"
    FROM ${rosterModules('$1')} m`,
  order: 'sourcedId',
  fields: {
    ...BASE_FIELDS,
    ...{ title: 'text', courseCode: 'text', 'org.sourcedId': 'id', 'schoolYear.sourcedId': 'absent' },
    ...{ grades: 'absent', subjects: 'absent', subjectCodes: 'absent' },
  },
  further: ['org', 'schoolYear'],
  toRecord: (row, refer) => ({
    ...baseOf(row),
    ...picked(row, ['title', 'courseCode']),
    org: refer('org', row['org.sourcedId']),
  }),
};

export const CLASSES: RecordKind = {
  one: 'class',
  many: 'classes',
  rows: `SELECT o.id AS "sourcedId", ${status('o.is_active')}, o.changed_at AS "dateLastModified",
      o.module || ' ' || o.class AS title, o.code || '-' || o.class AS "classCode", 'scheduled' AS "classType",
      o.module_id AS "course.sourcedId", $1::uuid AS "school.sourcedId", o.trimester_id AS "terms.sourcedId",
      o.mode AS "metadata.mode", o.cohort AS "metadata.cohort"
    FROM ${rosterOfferings('$1')} o`,
  order: 'sourcedId',
  fields: {
    ...BASE_FIELDS,
    ...{
      title: 'text',
      classCode: 'text',
      classType: 'text',
      location: 'absent',
      grades: 'absent',
      subjects: 'absent',
    },
    ...{ 'course.sourcedId': 'id', 'school.sourcedId': 'id', 'terms.sourcedId': 'id', periods: 'absent' },
    ...{ subjectCodes: 'absent', 'metadata.mode': 'text', 'metadata.cohort': 'text' },
  },
  further: ['course', 'school', 'terms', 'metadata'],
  toRecord: (row, refer) => ({
    ...baseOf(row),
    metadata: { mode: row['metadata.mode'], cohort: row['metadata.cohort'] },
    ...picked(row, ['title', 'classCode', 'classType']),
    course: refer('course', row['course.sourcedId']),
    school: refer('org', row['school.sourcedId']),
    terms: [refer('academicSession', row['terms.sourcedId'])],
  }),
};

/** Names have no common structure, so that none is split; the standard wants two all the same. */
const GIVEN_NAME = `coalesce(u.first_name, CASE WHEN u.last_name IS NULL THEN u.name ELSE '-' END)`;
/** Roles in use; all of them of somebody who has none any more. */
const ROLES = `array_remove(ARRAY[
  CASE WHEN p.learns OR NOT (p.learns OR p.teaches) THEN 'student' END, CASE WHEN p.teaches THEN 'teacher' END], NULL)`;

/** Of who has left the organization it is shown no more: what it is by now is no business of those who stay. */
const ADDRESS = 'CASE WHEN NOT u.is_erased AND m.user_id IS NOT NULL THEN u.email END';

export const USERS: RecordKind = {
  one: 'user',
  many: 'users',
  rows: `SELECT p.user_id AS "sourcedId", p.entered_at,
      ${status(`(p.learns OR p.teaches) AND NOT u.is_erased AND m.user_id IS NOT NULL`)},
      greatest(p.changed_at, u.changed_at) AS "dateLastModified", u.is_active::text AS "enabledUser",
      ${ADDRESS} AS username, ${ADDRESS} AS email,
      u.email AS address, ${GIVEN_NAME} AS "givenName", coalesce(u.last_name, '-') AS "familyName",
      coalesce(p.student_number, p.employee_id) AS identifier, ${ROLES} AS "roles.role",
      $1::uuid AS "roles.org.sourcedId", $1::uuid AS "primaryOrg.sourcedId"
    FROM ${rosterPeople('$1')} p JOIN ${personRows} u ON u.id = p.user_id
    LEFT JOIN ${memberRows('$1')} m ON m.user_id = p.user_id`,
  order: 'entered_at',
  fields: {
    ...BASE_FIELDS,
    ...{ enabledUser: 'text', username: 'address', email: 'address', givenName: 'text', familyName: 'text' },
    ...{ identifier: 'text', 'roles.role': 'list', 'roles.org.sourcedId': 'id', 'primaryOrg.sourcedId': 'id' },
    ...{ middleName: 'absent', preferredFirstName: 'absent', preferredMiddleName: 'absent', pronouns: 'absent' },
    ...{
      preferredLastName: 'absent',
      userMasterIdentifier: 'absent',
      sms: 'absent',
      phone: 'absent',
      grades: 'absent',
    },
    ...{ 'userIds.type': 'absent', 'userIds.identifier': 'absent', 'agents.sourcedId': 'absent' },
  },
  further: ['roles', 'primaryOrg', 'userIds', 'agents', 'userProfiles'],
  toRecord: (row, refer) => ({
    ...baseOf(row),
    ...picked(row, ['enabledUser', 'username', 'givenName', 'familyName', 'identifier', 'email']),
    roles: listOf(row, 'roles.role').map((role, index) => ({
      roleType: index === 0 ? 'primary' : 'secondary',
      role,
      org: refer('org', row['roles.org.sourcedId']),
    })),
    primaryOrg: refer('org', row['primaryOrg.sourcedId']),
  }),
};

export const ENROLLMENTS: RecordKind = {
  one: 'enrollment',
  many: 'enrollments',
  rows: `SELECT e.id AS "sourcedId", ${status('e.is_active')}, e.changed_at AS "dateLastModified", e.role, e.is_over,
      e.entered_at,
      CASE WHEN e.is_substitute THEN 'false' WHEN e.role = 'teacher' THEN 'true' ELSE 'false' END AS "primary",
      e.start_date::text AS "beginDate", ${dayAfter('e.end_date')} AS "endDate", e.user_id AS "user.sourcedId",
      e.offering_id AS "class.sourcedId", $1::uuid AS "school.sourcedId"
    FROM ${rosterPlaces('$1')} e`,
  order: 'entered_at',
  fields: {
    ...BASE_FIELDS,
    ...{ role: 'text', primary: 'text', beginDate: 'date', endDate: 'date' },
    ...{ 'user.sourcedId': 'id', 'class.sourcedId': 'id', 'school.sourcedId': 'id' },
  },
  further: ['user', 'class', 'school'],
  toRecord: (row, refer) => ({
    ...baseOf(row),
    ...picked(row, ['role', 'primary', 'beginDate', 'endDate']),
    user: refer('user', row['user.sourcedId']),
    class: refer('class', row['class.sourcedId']),
    school: refer('org', row['school.sourcedId']),
  }),
};

/** Nothing of this kind is kept of anybody. */
export const DEMOGRAPHICS_RECORDS: RecordKind = {
  one: 'demographics',
  many: 'demographics',
  rows: `SELECT $1::uuid AS "sourcedId", 'active' AS status, now() AS "dateLastModified" WHERE false`,
  order: 'sourcedId',
  fields: {
    ...BASE_FIELDS,
    ...{ birthDate: 'absent', sex: 'absent', countryOfBirthCode: 'absent', stateOfBirthAbbreviation: 'absent' },
    ...{ cityOfBirth: 'absent', publicSchoolResidenceStatus: 'absent' },
  },
  toRecord: baseOf,
};

function listOf(row: RecordRow, name: string): readonly unknown[] {
  return row[name] as readonly unknown[];
}
