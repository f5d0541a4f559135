import { rosterPeople } from '../../courses/courses.api.js';
import { organizationRow } from '../../../people/organizations/organizations.api.js';
import { BASE_FIELDS, baseOf, type RecordKind } from '../protocol/record-kind.js';
import { derivedId, picked, status } from '../protocol/record-parts.js';

/** An organization has one, in which everything is. */
const CATEGORY = derivedId('category', '$1');

export const CATEGORIES: RecordKind = {
  one: 'category',
  many: 'categories',
  rows: `SELECT ${CATEGORY} AS "sourcedId", 'active' AS status, o.changed_at AS "dateLastModified", 'Coursework' AS title
    FROM ${organizationRow('$1')} o`,
  order: 'sourcedId',
  fields: { ...BASE_FIELDS, title: 'text', weight: 'absent' },
  toRecord: (row) => ({ ...baseOf(row), ...picked(row, ['title']) }),
};

export const LINE_ITEMS: RecordKind = {
  one: 'lineItem',
  many: 'lineItems',
  rows: `SELECT l.id, l.sourced_id AS "sourcedId", ${status('NOT l.is_deleted')}, l.updated_at AS "dateLastModified",
      l.title, l.description, l.assign_date AS "assignDate", l.due_date AS "dueDate",
      l.result_value_min AS "resultValueMin", l.result_value_max AS "resultValueMax",
      l.offering_id AS "class.sourcedId", $1::uuid AS "school.sourcedId", ${CATEGORY} AS "category.sourcedId"
    FROM oneroster_line_items l WHERE l.organization_id = $1`,
  order: 'id',
  fields: {
    ...{ ...BASE_FIELDS, sourcedId: 'key' },
    ...{ title: 'text', description: 'text', assignDate: 'instant', dueDate: 'instant', resultValueMin: 'number' },
    ...{ resultValueMax: 'number', 'class.sourcedId': 'id', 'school.sourcedId': 'id', 'category.sourcedId': 'id' },
    ...{ 'gradingPeriod.sourcedId': 'absent', 'academicSession.sourcedId': 'absent', 'scoreScale.sourcedId': 'absent' },
  },
  further: ['class', 'school', 'category', 'gradingPeriod', 'academicSession', 'scoreScale', 'learningObjectiveSet'],
  toRecord: (row, refer) => ({
    ...baseOf(row),
    ...picked(row, ['title', 'description', 'assignDate', 'dueDate', 'resultValueMin', 'resultValueMax']),
    class: refer('class', row['class.sourcedId']),
    school: refer('org', row['school.sourcedId']),
    category: refer('category', row['category.sourcedId']),
  }),
};

export const RESULTS: RecordKind = {
  one: 'result',
  many: 'results',
  rows: `SELECT g.id, g.sourced_id AS "sourcedId", ${status('NOT (g.is_deleted OR l.is_deleted)')},
      greatest(g.updated_at, CASE WHEN l.is_deleted THEN l.updated_at END) AS "dateLastModified",
      g.score_status AS "scoreStatus", g.score, g.text_score AS "textScore", g.score_date::text AS "scoreDate", g.comment,
      l.sourced_id AS "lineItem.sourcedId", p.user_id AS "student.sourcedId", l.offering_id AS "class.sourcedId"
    FROM oneroster_results g
    JOIN oneroster_line_items l ON l.id = g.line_item_id
    JOIN ${rosterPeople('$1')} p ON p.student_id = g.student_id
    WHERE g.organization_id = $1`,
  order: 'id',
  fields: {
    ...{ ...BASE_FIELDS, sourcedId: 'key' },
    ...{ scoreStatus: 'text', score: 'number', textScore: 'text', scoreDate: 'date', comment: 'text' },
    ...{ 'lineItem.sourcedId': 'key', 'student.sourcedId': 'id', 'class.sourcedId': 'id' },
    ...{
      'scoreScale.sourcedId': 'absent',
      inProgress: 'absent',
      incomplete: 'absent',
      late: 'absent',
      missing: 'absent',
    },
  },
  further: ['lineItem', 'student', 'class', 'scoreScale', 'learningObjectiveSet'],
  toRecord: (row, refer) => ({
    ...baseOf(row),
    ...picked(row, ['scoreStatus', 'score', 'textScore', 'scoreDate', 'comment']),
    lineItem: refer('lineItem', row['lineItem.sourcedId']),
    student: refer('user', row['student.sourcedId']),
    class: refer('class', row['class.sourcedId']),
  }),
};
