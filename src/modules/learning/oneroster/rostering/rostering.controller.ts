import { Get, Param } from '@nestjs/common';
import { Asked } from '../protocol/client.guard.js';
import { RosterApi } from '../protocol/roster-api.decorator.js';
import { type RecordsAsked, type RecordsPage, RosterRecords } from '../protocol/roster-records.js';
import { DEMOGRAPHICS, NeedsScope, ROSTER, ROSTER_CORE } from '../protocol/scopes.js';
import { hasRole, isOfType } from './rostering-conditions.js';
import {
  ACADEMIC_SESSIONS,
  CLASSES,
  COURSES,
  DEMOGRAPHICS_RECORDS,
  ENROLLMENTS,
  ORGS,
  USERS,
} from './rostering-kinds.js';

type OneRecord = Promise<Record<string, unknown>>;

/** Everything of a kind, and one of it. */
@RosterApi('rostering')
@NeedsScope(ROSTER_CORE, ROSTER)
export class RosteringController {
  constructor(private readonly records: RosterRecords) {}

  @Get('orgs')
  orgs(@Asked() asked: RecordsAsked): Promise<RecordsPage> {
    return this.records.list(ORGS, asked);
  }

  @Get('orgs/:sourcedId')
  org(@Asked() asked: RecordsAsked, @Param('sourcedId') id: string): OneRecord {
    return this.records.get(ORGS, asked, id);
  }

  /** The organization is its only school. */
  @Get('schools')
  schools(@Asked() asked: RecordsAsked): Promise<RecordsPage> {
    return this.records.list(ORGS, asked);
  }

  @Get('schools/:sourcedId')
  school(@Asked() asked: RecordsAsked, @Param('sourcedId') id: string): OneRecord {
    return this.records.get(ORGS, asked, id);
  }

  @Get('academicSessions')
  academicSessions(@Asked() asked: RecordsAsked): Promise<RecordsPage> {
    return this.records.list(ACADEMIC_SESSIONS, asked);
  }

  @Get('academicSessions/:sourcedId')
  academicSession(@Asked() asked: RecordsAsked, @Param('sourcedId') id: string): OneRecord {
    return this.records.get(ACADEMIC_SESSIONS, asked, id);
  }

  @Get('terms')
  terms(@Asked() asked: RecordsAsked): Promise<RecordsPage> {
    return this.records.list(ACADEMIC_SESSIONS, asked, isOfType('term'));
  }

  @Get('terms/:sourcedId')
  term(@Asked() asked: RecordsAsked, @Param('sourcedId') id: string): OneRecord {
    return this.records.get(ACADEMIC_SESSIONS, asked, id, isOfType('term'));
  }

  @Get('gradingPeriods')
  gradingPeriods(@Asked() asked: RecordsAsked): Promise<RecordsPage> {
    return this.records.list(ACADEMIC_SESSIONS, asked, isOfType('gradingPeriod'));
  }

  @Get('gradingPeriods/:sourcedId')
  gradingPeriod(@Asked() asked: RecordsAsked, @Param('sourcedId') id: string): OneRecord {
    return this.records.get(ACADEMIC_SESSIONS, asked, id, isOfType('gradingPeriod'));
  }

  @Get('courses')
  courses(@Asked() asked: RecordsAsked): Promise<RecordsPage> {
    return this.records.list(COURSES, asked);
  }

  @Get('courses/:sourcedId')
  course(@Asked() asked: RecordsAsked, @Param('sourcedId') id: string): OneRecord {
    return this.records.get(COURSES, asked, id);
  }

  @Get('classes')
  classes(@Asked() asked: RecordsAsked): Promise<RecordsPage> {
    return this.records.list(CLASSES, asked);
  }

  @Get('classes/:sourcedId')
  class(@Asked() asked: RecordsAsked, @Param('sourcedId') id: string): OneRecord {
    return this.records.get(CLASSES, asked, id);
  }

  @Get('enrollments')
  enrollments(@Asked() asked: RecordsAsked): Promise<RecordsPage> {
    return this.records.list(ENROLLMENTS, asked);
  }

  @Get('enrollments/:sourcedId')
  enrollment(@Asked() asked: RecordsAsked, @Param('sourcedId') id: string): OneRecord {
    return this.records.get(ENROLLMENTS, asked, id);
  }

  @Get('users')
  users(@Asked() asked: RecordsAsked): Promise<RecordsPage> {
    return this.records.list(USERS, asked);
  }

  @Get('users/:sourcedId')
  user(@Asked() asked: RecordsAsked, @Param('sourcedId') id: string): OneRecord {
    return this.records.get(USERS, asked, id);
  }

  @Get('students')
  students(@Asked() asked: RecordsAsked): Promise<RecordsPage> {
    return this.records.list(USERS, asked, hasRole('student'));
  }

  @Get('students/:sourcedId')
  student(@Asked() asked: RecordsAsked, @Param('sourcedId') id: string): OneRecord {
    return this.records.get(USERS, asked, id, hasRole('student'));
  }

  @Get('teachers')
  teachers(@Asked() asked: RecordsAsked): Promise<RecordsPage> {
    return this.records.list(USERS, asked, hasRole('teacher'));
  }

  @Get('teachers/:sourcedId')
  teacher(@Asked() asked: RecordsAsked, @Param('sourcedId') id: string): OneRecord {
    return this.records.get(USERS, asked, id, hasRole('teacher'));
  }

  @Get('demographics')
  @NeedsScope(DEMOGRAPHICS)
  demographics(@Asked() asked: RecordsAsked): Promise<RecordsPage> {
    return this.records.list(DEMOGRAPHICS_RECORDS, asked);
  }

  @Get('demographics/:sourcedId')
  @NeedsScope(DEMOGRAPHICS)
  demographicsOf(@Asked() asked: RecordsAsked, @Param('sourcedId') id: string): OneRecord {
    return this.records.get(DEMOGRAPHICS_RECORDS, asked, id);
  }
}
