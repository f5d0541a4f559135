import type { Condition } from '../protocol/record-statement.js';
import { ENROLLMENTS } from './rostering-kinds.js';

export const isOfType =
  (type: 'term' | 'gradingPeriod'): Condition =>
  () =>
    `r.type = '${type}'`;

export const hasRole =
  (role: 'student' | 'teacher'): Condition =>
  () =>
    `'${role}' = ANY(r."roles.role")`;

/** That a reference leads to this record. */
export const refersTo =
  (field: 'course' | 'class' | 'terms' | 'parent' | 'student', sourcedId: string): Condition =>
  (parameter) =>
    `r."${field}.sourcedId" = ${parameter(sourcedId, 'uuid')}`;

/** The same, of a record whose id another system gave. */
export const refersToLineItem =
  (sourcedId: string): Condition =>
  (parameter) =>
    `r."lineItem.sourcedId" = ${parameter(sourcedId, 'varchar')}`;

/** Of places that are not given up, and not taken over by somebody else. */
const HELD = `e.status = 'active' AND NOT e.is_over`;

/** People in a class. */
export const inClass =
  (role: 'student' | 'teacher', classId: string): Condition =>
  (parameter) =>
    `r."sourcedId" IN (SELECT e."user.sourcedId" FROM (${ENROLLMENTS.rows}) e
       WHERE ${HELD} AND e.role = '${role}' AND e."class.sourcedId" = ${parameter(classId, 'uuid')})`;

/** Classes of somebody, in whichever role when none is named. */
export const classOf =
  (userId: string, role?: 'student' | 'teacher'): Condition =>
  (parameter) =>
    `r."sourcedId" IN (SELECT e."class.sourcedId" FROM (${ENROLLMENTS.rows}) e
       WHERE ${HELD} AND e."user.sourcedId" = ${parameter(userId, 'uuid')}${role ? ` AND e.role = '${role}'` : ''})`;
