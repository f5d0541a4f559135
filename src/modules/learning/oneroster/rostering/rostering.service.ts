import { Injectable } from '@nestjs/common';
import type { RecordKind } from '../protocol/record-kind.js';
import type { Condition } from '../protocol/record-statement.js';
import { type RecordsAsked, type RecordsPage, RosterRecords } from '../protocol/roster-records.js';
import { unknownObject } from '../protocol/status-info.js';
import { classOf, hasRole, inClass, isOfType, refersTo } from './rostering-conditions.js';
import { ACADEMIC_SESSIONS, CLASSES, COURSES, ENROLLMENTS, USERS } from './rostering-kinds.js';

type Role = 'student' | 'teacher';

/** What hangs on one record; each is 404 where that record is none of the organization. */
@Injectable()
export class RosteringService {
  constructor(private readonly records: RosterRecords) {}

  /** The organization is its only school. @throws CodedError not_found */
  ofSchool(kind: RecordKind, asked: RecordsAsked, schoolId: string, ...conditions: Condition[]): Promise<RecordsPage> {
    assertSchool(asked, schoolId);
    return this.records.list(kind, asked, ...conditions);
  }

  async peopleOfClass(role: Role, asked: RecordsAsked, classId: string, schoolId?: string): Promise<RecordsPage> {
    if (schoolId !== undefined) assertSchool(asked, schoolId);
    await this.records.assertThere(CLASSES, asked, classId);
    return this.records.list(USERS, asked, inClass(role, classId));
  }

  async enrollmentsOfClass(asked: RecordsAsked, classId: string, schoolId: string): Promise<RecordsPage> {
    assertSchool(asked, schoolId);
    await this.records.assertThere(CLASSES, asked, classId);
    return this.records.list(ENROLLMENTS, asked, refersTo('class', classId));
  }

  async classesOfCourse(asked: RecordsAsked, courseId: string): Promise<RecordsPage> {
    await this.records.assertThere(COURSES, asked, courseId);
    return this.records.list(CLASSES, asked, refersTo('course', courseId));
  }

  async classesOfTerm(asked: RecordsAsked, termId: string): Promise<RecordsPage> {
    await this.records.assertThere(ACADEMIC_SESSIONS, asked, termId, isOfType('term'));
    return this.records.list(CLASSES, asked, refersTo('terms', termId));
  }

  async gradingPeriodsOfTerm(asked: RecordsAsked, termId: string): Promise<RecordsPage> {
    await this.records.assertThere(ACADEMIC_SESSIONS, asked, termId, isOfType('term'));
    return this.records.list(ACADEMIC_SESSIONS, asked, isOfType('gradingPeriod'), refersTo('parent', termId));
  }

  /** @param role which the person has to have; none for whatever they are */
  async classesOfUser(asked: RecordsAsked, userId: string, role?: Role): Promise<RecordsPage> {
    await this.records.assertThere(USERS, asked, userId, ...(role ? [hasRole(role)] : []));
    return this.records.list(CLASSES, asked, classOf(userId, role));
  }
}

function assertSchool({ organizationId }: RecordsAsked, schoolId: string): void {
  if (schoolId.toLowerCase() !== organizationId) throw unknownObject();
}
