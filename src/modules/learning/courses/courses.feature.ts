import type { Feature } from '../../../infra/features/feature.js';
import {
  ACTIVITY_LOG_ACCEPTED,
  ACTIVITY_LOG_EXPECTED,
  ACTIVITY_LOG_RETURNED,
  ACTIVITY_LOG_SUBMITTED,
  ACTIVITY_LOG_WAIVED,
  COURSE_ATTENDANCE_RECORDED,
  COURSE_ENROLMENT_CHANGED,
  COURSE_OFFERING_CHANGED,
  COURSE_OFFERING_CREATED,
  COURSE_PROFILE_CHANGED,
  COURSE_SETTINGS_CHANGED,
  COURSE_STRUCTURE_CHANGED,
  COURSE_TIMETABLE_CHANGED,
  LOG_DEADLINE_CHANGED,
} from './courses.events.js';
import { AttendanceRecord } from './attendance/attendance-record.entity.js';
import { CourseRegister } from './attendance/course-register.entity.js';
import { CourseEnrolment } from './enrolments/enrolment.entity.js';
import { CourseDeadlineRule } from './expectations/deadline-rule.entity.js';
import { LogExpectation } from './expectations/log-expectation.entity.js';
import { ActivityTracker } from './logs/activity-tracker.entity.js';
import { ActivityTrackerVersion } from './logs/activity-tracker-version.entity.js';
import { CourseMeeting } from './meetings/course-meeting.entity.js';
import { CourseMeetingRule } from './meetings/course-meeting-rule.entity.js';
import { CourseMeetingOffering } from './meetings/course-meeting-offering.entity.js';
import { CourseAssignment } from './offerings/assignment.entity.js';
import { CourseOffering } from './offerings/offering.entity.js';
import { CourseFacilitator } from './people/facilitator.entity.js';
import { CourseStudent } from './people/student.entity.js';
import { logAlertMail } from './mails/log-alert.template.js';
import { logDigestMail } from './mails/log-digest.template.js';
import { RemovedCourseAssignment } from './roster-exports/removed-assignment.entity.js';
import { LogNotice } from './reminders/log-notice.entity.js';
import { logReminderMail } from './mails/log-reminder.template.js';
import { logReturnedMail } from './mails/log-returned.template.js';
import { timetableChangedMail } from './mails/timetable-changed.template.js';
import { CourseSettings } from './settings/course-settings.entity.js';
import { AcademicSession } from './structure/academic-session.entity.js';
import { CourseClass } from './structure/class.entity.js';
import { CourseCohort } from './structure/cohort.entity.js';
import { CourseModule } from './structure/course-module.entity.js';
import { CourseHoliday } from './structure/holiday.entity.js';
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
    CourseRegister,
    AttendanceRecord,
    CourseHoliday,
    CourseSettings,
    CourseDeadlineRule,
    LogExpectation,
    LogNotice,
    RemovedCourseAssignment,
    CourseMeeting,
    CourseMeetingOffering,
    CourseMeetingRule,
  ],
  module: () => import('./courses.module.js'),
  http: () => import('./courses.http.module.js'),
  worker: () => import('./courses.worker.module.js'),
  mails: [logReminderMail, logReturnedMail, logAlertMail, logDigestMail, timetableChangedMail],
  events: [
    { type: COURSE_STRUCTURE_CHANGED, audit: { level: 'info', constants: ['kind', 'fact'] } },
    { type: COURSE_PROFILE_CHANGED, audit: { level: 'info', constants: ['kind', 'fact'] } },
    {
      type: COURSE_OFFERING_CREATED,
      audit: 'info',
      analytics: { reportedAs: { en: 'New course offerings', fr: 'Nouveaux cours proposés' } },
    },
    { type: COURSE_OFFERING_CHANGED, audit: 'info' },
    { type: COURSE_ENROLMENT_CHANGED, audit: { level: 'info', constants: ['status'] } },
    { type: COURSE_TIMETABLE_CHANGED, audit: { level: 'info', constants: ['fact'] } },
    { type: COURSE_ATTENDANCE_RECORDED, audit: { level: 'info', constants: ['fact'] } },
    {
      type: ACTIVITY_LOG_SUBMITTED,
      audit: 'info',
      analytics: { reportedAs: { en: 'Submitted weekly logs', fr: 'Journaux hebdomadaires remis' } },
    },
    { type: ACTIVITY_LOG_RETURNED, audit: 'info' },
    { type: ACTIVITY_LOG_ACCEPTED, audit: 'info' },
    { type: ACTIVITY_LOG_WAIVED, audit: 'info' },
    { type: ACTIVITY_LOG_EXPECTED, audit: 'info' },
    { type: COURSE_SETTINGS_CHANGED, audit: 'info' },
    { type: LOG_DEADLINE_CHANGED, audit: 'info' },
  ],
};
