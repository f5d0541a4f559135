import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { AvailabilityModule } from '../../scheduling/availability/availability.module.js';
import { BookingsModule } from '../../scheduling/bookings/bookings.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { MailModule } from '../../messages/mail/mail.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { AttendanceRecord } from './attendance/attendance-record.entity.js';
import { AttendanceRepository } from './attendance/attendance.repository.js';
import { AttendanceService } from './attendance/attendance.service.js';
import { CourseRegister } from './attendance/course-register.entity.js';
import { LogBoardRepository } from './board/log-board.repository.js';
import { LogBoardService } from './board/log-board.service.js';
import { CourseAccess } from './course-access.js';
import { CoursesApi, CoursesRosterApi } from './courses.api.js';
import { CoursesDirectory } from './courses-directory.js';
import { CoursesMemberships } from './courses.memberships.js';
import { CoursesUserData } from './courses.user-data.js';
import { CourseEnrolment } from './enrolments/enrolment.entity.js';
import { EnrolmentsRepository } from './enrolments/enrolments.repository.js';
import { EnrolmentsService } from './enrolments/enrolments.service.js';
import { CourseDeadlineRule } from './expectations/deadline-rule.entity.js';
import { DeadlineRulesService } from './expectations/deadline-rules.service.js';
import { ExpectationPlans } from './expectations/expectation-plans.js';
import { ExpectationsRepository } from './expectations/expectations.repository.js';
import { ExpectationsService } from './expectations/expectations.service.js';
import { LogExpectation } from './expectations/log-expectation.entity.js';
import { ActivityTracker } from './logs/activity-tracker.entity.js';
import { ActivityTrackerVersion } from './logs/activity-tracker-version.entity.js';
import { LogsRepository } from './logs/logs.repository.js';
import { LogPresenter } from './logs/log-presenter.js';
import { LogsService } from './logs/logs.service.js';
import { CourseAssignment } from './offerings/assignment.entity.js';
import { AssignmentsRepository } from './offerings/assignments.repository.js';
import { AssignmentsService } from './offerings/assignments.service.js';
import { MeetingAudiences } from './meetings/meeting-audiences.js';
import { MeetingPlacesRepository } from './meetings/meeting-places.repository.js';
import { MeetingPlanner } from './meetings/meeting-planner.js';
import { MeetingPlansService } from './meetings/meeting-plans.service.js';
import { MeetingPresenter } from './meetings/meeting-presenter.js';
import { MeetingRooms } from './meetings/meeting-rooms.js';
import { MeetingSets } from './meetings/meeting-sets.js';
import { MeetingsRepository } from './meetings/meetings.repository.js';
import { MeetingsService } from './meetings/meetings.service.js';
import { OfferingAccess } from './offerings/offering-access.js';
import { CourseOffering } from './offerings/offering.entity.js';
import { OfferingPresenter } from './offerings/offering.presenter.js';
import { OfferingsRepository } from './offerings/offerings.repository.js';
import { OfferingsService } from './offerings/offerings.service.js';
import { CourseEndings } from './people/course-endings.js';
import { CoursePeople } from './people/course-people.js';
import { CourseProfiles } from './people/course-profiles.js';
import { ProfilesRepository } from './people/profiles.repository.js';
import { ProfilesService } from './people/profiles.service.js';
import { LogNoticesRepository } from './reminders/log-notices.repository.js';
import { LogReminders } from './reminders/log-reminders.js';
import { CourseDays } from './settings/course-days.js';
import { CourseSettings } from './settings/course-settings.entity.js';
import { CourseSettingsService } from './settings/course-settings.service.js';
import { CourseRosters } from './roster-imports/course-rosters.js';
import { StructureRepository } from './structure/structure.repository.js';
import { StructureService } from './structure/structure.service.js';
import { TermCopiesRepository } from './terms/term-copies.repository.js';
import { TermTimetablesRepository } from './terms/term-timetables.repository.js';
import { TermTimetablesService } from './terms/term-timetables.service.js';
import { TermCopiesService } from './terms/term-copies.service.js';

@Module({
  imports: [
    DatabaseModule.forFeature([
      CourseOffering,
      CourseAssignment,
      CourseEnrolment,
      ActivityTracker,
      ActivityTrackerVersion,
      CourseRegister,
      AttendanceRecord,
      CourseSettings,
      CourseDeadlineRule,
      LogExpectation,
    ]),
    MailModule,
    AvailabilityModule,
    BookingsModule,
    SessionsModule,
    OrganizationsModule,
    UsersModule,
  ],
  providers: [
    AttendanceRepository,
    AttendanceService,
    CourseAccess,
    CourseDays,
    CourseSettingsService,
    StructureRepository,
    StructureService,
    TermCopiesRepository,
    TermCopiesService,
    TermTimetablesRepository,
    TermTimetablesService,
    CourseEndings,
    CoursePeople,
    CourseProfiles,
    ProfilesRepository,
    ProfilesService,
    OfferingAccess,
    OfferingPresenter,
    OfferingsRepository,
    OfferingsService,
    AssignmentsRepository,
    AssignmentsService,
    EnrolmentsRepository,
    EnrolmentsService,
    ExpectationPlans,
    LogNoticesRepository,
    LogReminders,
    ExpectationsRepository,
    ExpectationsService,
    DeadlineRulesService,
    LogsRepository,
    LogPresenter,
    LogsService,
    CoursesMemberships,
    LogBoardRepository,
    LogBoardService,
    CoursesUserData,
    MeetingsRepository,
    MeetingPlacesRepository,
    MeetingRooms,
    MeetingPresenter,
    MeetingAudiences,
    MeetingPlanner,
    MeetingPlansService,
    MeetingSets,
    MeetingsService,
    { provide: CoursesApi, useClass: CoursesDirectory },
    { provide: CoursesRosterApi, useClass: CourseRosters },
  ],
  exports: [
    CoursesApi,
    AttendanceService,
    CoursesRosterApi,
    LogNoticesRepository,
    LogsRepository,
    OfferingsRepository,
    CourseSettingsService,
    StructureService,
    TermCopiesService,
    ProfilesService,
    OfferingsService,
    AssignmentsService,
    EnrolmentsService,
    LogsService,
    ExpectationsService,
    DeadlineRulesService,
    LogBoardService,
    MeetingPlansService,
    MeetingsService,
    MeetingsRepository,
    MeetingPlacesRepository,
  ],
})
export class CoursesModule {}
