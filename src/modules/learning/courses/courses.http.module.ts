import { Module } from '@nestjs/common';
import { CoursesModule } from './courses.module.js';
import { CourseEnrolmentsController } from './enrolments/course-enrolments.controller.js';
import { ActivityTrackerController } from './logs/activity-tracker.controller.js';
import { CourseAssignmentsController } from './offerings/course-assignments.controller.js';
import { CourseOfferingsController } from './offerings/course-offerings.controller.js';
import { FacilitatorsController } from './people/facilitators.controller.js';
import { StudentsController } from './people/students.controller.js';
import { AcademicSessionsController } from './structure/academic-sessions.controller.js';
import { ClassesController } from './structure/classes.controller.js';
import { CohortsController } from './structure/cohorts.controller.js';
import { IntakesController } from './structure/intakes.controller.js';
import { ModesController } from './structure/modes.controller.js';
import { ModulesController } from './structure/modules.controller.js';

@Module({
  imports: [CoursesModule],
  controllers: [
    ModulesController,
    AcademicSessionsController,
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
  ],
})
export class CoursesHttpModule {}
