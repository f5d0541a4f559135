import { Get, Param } from '@nestjs/common';
import { Asked } from '../protocol/client.guard.js';
import { RosterApi } from '../protocol/roster-api.decorator.js';
import type { RecordsAsked, RecordsPage } from '../protocol/roster-records.js';
import { NeedsScope, ROSTER } from '../protocol/scopes.js';
import { RosteringService } from './rostering.service.js';
import { hasRole, isOfType } from './rostering-conditions.js';
import { ACADEMIC_SESSIONS, CLASSES, COURSES, ENROLLMENTS, USERS } from './rostering-kinds.js';

type Page = Promise<RecordsPage>;

/** What belongs to one record. */
@RosterApi('rostering')
@NeedsScope(ROSTER)
export class NestedRosteringController {
  constructor(private readonly roster: RosteringService) {}

  @Get('classes/:classId/students')
  studentsOfClass(@Asked() asked: RecordsAsked, @Param('classId') id: string): Page {
    return this.roster.peopleOfClass('student', asked, id);
  }

  @Get('classes/:classId/teachers')
  teachersOfClass(@Asked() asked: RecordsAsked, @Param('classId') id: string): Page {
    return this.roster.peopleOfClass('teacher', asked, id);
  }

  @Get('courses/:courseId/classes')
  classesOfCourse(@Asked() asked: RecordsAsked, @Param('courseId') id: string): Page {
    return this.roster.classesOfCourse(asked, id);
  }

  @Get('terms/:termId/classes')
  classesOfTerm(@Asked() asked: RecordsAsked, @Param('termId') id: string): Page {
    return this.roster.classesOfTerm(asked, id);
  }

  @Get('terms/:termId/gradingPeriods')
  gradingPeriodsOfTerm(@Asked() asked: RecordsAsked, @Param('termId') id: string): Page {
    return this.roster.gradingPeriodsOfTerm(asked, id);
  }

  @Get('users/:userId/classes')
  classesOfUser(@Asked() asked: RecordsAsked, @Param('userId') id: string): Page {
    return this.roster.classesOfUser(asked, id);
  }

  @Get('students/:userId/classes')
  classesOfStudent(@Asked() asked: RecordsAsked, @Param('userId') id: string): Page {
    return this.roster.classesOfUser(asked, id, 'student');
  }

  @Get('teachers/:userId/classes')
  classesOfTeacher(@Asked() asked: RecordsAsked, @Param('userId') id: string): Page {
    return this.roster.classesOfUser(asked, id, 'teacher');
  }

  @Get('schools/:schoolId/classes')
  classesOfSchool(@Asked() asked: RecordsAsked, @Param('schoolId') id: string): Page {
    return this.roster.ofSchool(CLASSES, asked, id);
  }

  @Get('schools/:schoolId/courses')
  coursesOfSchool(@Asked() asked: RecordsAsked, @Param('schoolId') id: string): Page {
    return this.roster.ofSchool(COURSES, asked, id);
  }

  @Get('schools/:schoolId/enrollments')
  enrollmentsOfSchool(@Asked() asked: RecordsAsked, @Param('schoolId') id: string): Page {
    return this.roster.ofSchool(ENROLLMENTS, asked, id);
  }

  @Get('schools/:schoolId/students')
  studentsOfSchool(@Asked() asked: RecordsAsked, @Param('schoolId') id: string): Page {
    return this.roster.ofSchool(USERS, asked, id, hasRole('student'));
  }

  @Get('schools/:schoolId/teachers')
  teachersOfSchool(@Asked() asked: RecordsAsked, @Param('schoolId') id: string): Page {
    return this.roster.ofSchool(USERS, asked, id, hasRole('teacher'));
  }

  @Get('schools/:schoolId/terms')
  termsOfSchool(@Asked() asked: RecordsAsked, @Param('schoolId') id: string): Page {
    return this.roster.ofSchool(ACADEMIC_SESSIONS, asked, id, isOfType('term'));
  }

  @Get('schools/:schoolId/classes/:classId/enrollments')
  enrollmentsOfClass(
    @Asked() asked: RecordsAsked,
    @Param('schoolId') schoolId: string,
    @Param('classId') classId: string,
  ): Page {
    return this.roster.enrollmentsOfClass(asked, classId, schoolId);
  }

  @Get('schools/:schoolId/classes/:classId/students')
  studentsOfClassInSchool(
    @Asked() asked: RecordsAsked,
    @Param('schoolId') schoolId: string,
    @Param('classId') classId: string,
  ): Page {
    return this.roster.peopleOfClass('student', asked, classId, schoolId);
  }

  @Get('schools/:schoolId/classes/:classId/teachers')
  teachersOfClassInSchool(
    @Asked() asked: RecordsAsked,
    @Param('schoolId') schoolId: string,
    @Param('classId') classId: string,
  ): Page {
    return this.roster.peopleOfClass('teacher', asked, classId, schoolId);
  }
}
