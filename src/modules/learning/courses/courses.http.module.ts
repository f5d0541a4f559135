import { Module } from '@nestjs/common';
import { describeProblem } from '../../../infra/http/problem-responses.js';
import { LOG_TOO_EARLY, LOGS_OUTSIDE_OFFERING, MEETINGS_CONFLICT } from './courses.errors.js';
import { CourseAttendanceController } from './attendance/course-attendance.controller.js';
import { CourseRegistersController } from './attendance/course-registers.controller.js';
import { CsvModule } from '../../../infra/http/csv/csv.module.js';
import { LogBoardController } from './board/log-board.controller.js';
import { CoursesModule } from './courses.module.js';
import { CourseEnrolmentsController } from './enrolments/course-enrolments.controller.js';
import { LogDeadlinesController } from './expectations/log-deadlines.controller.js';
import { LogExpectationsController } from './expectations/log-expectations.controller.js';
import { LogTooEarlyMembersDto } from './logs/activity-tracker.dto.js';
import { ActivityTrackerController } from './logs/activity-tracker.controller.js';
import { CourseMeetingsController } from './meetings/course-meetings.controller.js';
import { MeetingsConflictMembersDto } from './meetings/meeting.dto.js';
import { OfferingMeetingsController } from './meetings/offering-meetings.controller.js';
import { LogsOutsideOfferingMembersDto } from './offerings/change-offering.dto.js';
import { CourseAssignmentsController } from './offerings/course-assignments.controller.js';
import { CourseOfferingsController } from './offerings/course-offerings.controller.js';
import { FacilitatorsController } from './people/facilitators.controller.js';
import { StudentsController } from './people/students.controller.js';
import { CourseSettingsController } from './settings/course-settings.controller.js';
import { AcademicSessionsController } from './structure/academic-sessions.controller.js';
import { CourseHolidaysController } from './structure/course-holidays.controller.js';
import { ClassesController } from './structure/classes.controller.js';
import { CohortsController } from './structure/cohorts.controller.js';
import { IntakesController } from './structure/intakes.controller.js';
import { ModesController } from './structure/modes.controller.js';
import { ModulesController } from './structure/modules.controller.js';
import { TermCopiesController } from './terms/term-copies.controller.js';

describeProblem(LOG_TOO_EARLY, LogTooEarlyMembersDto);
describeProblem(LOGS_OUTSIDE_OFFERING, LogsOutsideOfferingMembersDto);
describeProblem(MEETINGS_CONFLICT, MeetingsConflictMembersDto);

@Module({
  imports: [CoursesModule, CsvModule],
  controllers: [
    ModulesController,
    AcademicSessionsController,
    TermCopiesController,
    IntakesController,
    CohortsController,
    ClassesController,
    ModesController,
    FacilitatorsController,
    StudentsController,
    CourseOfferingsController,
    CourseAssignmentsController,
    CourseEnrolmentsController,
    ActivityTrackerController,
    CourseHolidaysController,
    CourseRegistersController,
    CourseAttendanceController,
    CourseSettingsController,
    LogDeadlinesController,
    LogExpectationsController,
    LogBoardController,
    OfferingMeetingsController,
    CourseMeetingsController,
  ],
})
export class CoursesHttpModule {}
