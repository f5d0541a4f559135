import type { Feature } from '../../../infra/features/feature.js';
import {
  ACTIVITY_LOG_ACCEPTED,
  ACTIVITY_LOG_RETURNED,
  ACTIVITY_LOG_SUBMITTED,
  COURSE_ENROLMENT_CHANGED,
  COURSE_OFFERING_CHANGED,
  COURSE_OFFERING_CREATED,
  COURSE_PROFILE_CHANGED,
  COURSE_STRUCTURE_CHANGED,
} from './courses.events.js';
import { CourseEnrolment } from './enrolments/enrolment.entity.js';
import { ActivityTracker } from './logs/activity-tracker.entity.js';
import { ActivityTrackerVersion } from './logs/activity-tracker-version.entity.js';
import { CourseAssignment } from './offerings/assignment.entity.js';
import { CourseOffering } from './offerings/offering.entity.js';
import { CourseFacilitator } from './people/facilitator.entity.js';
import { CourseStudent } from './people/student.entity.js';
import { AcademicSession } from './structure/academic-session.entity.js';
import { CourseClass } from './structure/class.entity.js';
import { CourseCohort } from './structure/cohort.entity.js';
import { CourseModule } from './structure/course-module.entity.js';
import { CourseIntake } from './structure/intake.entity.js';
import { CourseMode } from './structure/mode.entity.js';

export const coursesFeature: Feature = {
  name: 'courses',
  tags: {
    Courses: 'The academic structure of an organization, what is taught when, and who teaches and learns.',
    'Activity tracker': 'Weekly logs of course offerings, by those who teach them.',
  },
  keyResources: ['courses', 'activity-tracker'],
  entities: [
    CourseModule,
    AcademicSession,
    CourseIntake,
    CourseCohort,
    CourseClass,
    CourseMode,
    CourseFacilitator,
    CourseStudent,
    CourseOffering,
    CourseAssignment,
    CourseEnrolment,
    ActivityTracker,
    ActivityTrackerVersion,
  ],
  module: () => import('./courses.module.js'),
  http: () => import('./courses.http.module.js'),
  events: [
    { type: COURSE_STRUCTURE_CHANGED },
    { type: COURSE_PROFILE_CHANGED },
    {
      type: COURSE_OFFERING_CREATED,
      analytics: { reportedAs: { en: 'New course offerings', fr: 'Nouveaux cours proposés' } },
    },
    { type: COURSE_OFFERING_CHANGED },
    { type: COURSE_ENROLMENT_CHANGED },
    {
      type: ACTIVITY_LOG_SUBMITTED,
      analytics: { reportedAs: { en: 'Submitted weekly logs', fr: 'Journaux hebdomadaires remis' } },
    },
    { type: ACTIVITY_LOG_RETURNED },
    { type: ACTIVITY_LOG_ACCEPTED },
  ],
};
