import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { CourseAccess } from './course-access.js';
import { CoursesUserData } from './courses.user-data.js';
import { CourseEnrolment } from './enrolments/enrolment.entity.js';
import { EnrolmentsRepository } from './enrolments/enrolments.repository.js';
import { EnrolmentsService } from './enrolments/enrolments.service.js';
import { ActivityTracker } from './logs/activity-tracker.entity.js';
import { ActivityTrackerVersion } from './logs/activity-tracker-version.entity.js';
import { LogsRepository } from './logs/logs.repository.js';
import { LogsService } from './logs/logs.service.js';
import { CourseAssignment } from './offerings/assignment.entity.js';
import { AssignmentsRepository } from './offerings/assignments.repository.js';
import { AssignmentsService } from './offerings/assignments.service.js';
import { OfferingAccess } from './offerings/offering-access.js';
import { CourseOffering } from './offerings/offering.entity.js';
import { OfferingPresenter } from './offerings/offering.presenter.js';
import { OfferingsRepository } from './offerings/offerings.repository.js';
import { OfferingsService } from './offerings/offerings.service.js';
import { CoursePeople } from './people/course-people.js';
import { ProfilesRepository } from './people/profiles.repository.js';
import { ProfilesService } from './people/profiles.service.js';
import { StructureRepository } from './structure/structure.repository.js';
import { StructureService } from './structure/structure.service.js';

@Module({
  imports: [
    DatabaseModule.forFeature([
      CourseOffering,
      CourseAssignment,
      CourseEnrolment,
      ActivityTracker,
      ActivityTrackerVersion,
    ]),
    OrganizationsModule,
    UsersModule,
  ],
  providers: [
    CourseAccess,
    StructureRepository,
    StructureService,
    CoursePeople,
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
    LogsRepository,
    LogsService,
    CoursesUserData,
  ],
  exports: [StructureService, ProfilesService, OfferingsService, AssignmentsService, EnrolmentsService, LogsService],
})
export class CoursesModule {}
