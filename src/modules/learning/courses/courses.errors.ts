import { EMPLOYEE_ID_TAKEN, STUDENT_NUMBER_TAKEN } from '../../people/organizations/organizations.api.js';
import { mapConstraint } from '../../../infra/database/constraint-errors.js';
import { defineError } from '../../../kernel/coded-error.js';

export const MODULE_CODE_TAKEN = defineError({
  code: 'module_code_taken',
  kind: 'conflict',
  title: 'A module of the organization has this code.',
  description:
    'Codes are unique in an organization, in any case, also among archived modules. Restore that one, or choose another code.',
});
export const COURSE_NAME_TAKEN = defineError({
  code: 'course_name_taken',
  kind: 'conflict',
  title: 'There is one of this name, or of this number, already.',
  description:
    'Modes and intakes have different names in an organization, cohorts in an intake, classes in a trimester; trimesters of a year have different numbers. Archived ones count: restore that one, or choose another name.',
});
export const COURSE_PROFILE_EXISTS = defineError({
  code: 'course_profile_exists',
  kind: 'conflict',
  title: 'The person has this profile in the organization already.',
  description: 'There is nothing to add: change the profile, or restore it with `isActive`.',
});
export const EXTERNAL_ID_TAKEN = defineError({
  code: 'external_id_taken',
  kind: 'conflict',
  title: 'Something else of its kind has this external id.',
  description:
    'An external id names one module, academic session, cohort, class, offering, facilitator or student of an organization, or one enrolment of an offering, archived or not. Choose another one, or take it away from the other.',
});
export const OFFERING_EXISTS = defineError({
  code: 'offering_exists',
  kind: 'conflict',
  title: 'The module is offered to this class and cohort in this mode already.',
  description:
    'Module, class, cohort and mode together are offered once, archived or not. Change or restore that offering.',
});
export const OFFERING_FULL = defineError({
  code: 'offering_full',
  kind: 'conflict',
  title: 'The offering has no more places.',
  description:
    'All places are taken, or more than the new `maxStudents` has. Raise `maxStudents`, or withdraw somebody.',
});
export const OFFERING_ARCHIVED = defineError({
  code: 'offering_archived',
  kind: 'conflict',
  title: 'The offering is archived.',
  description: 'An archived offering takes no enrolments, assignments or logs. Restore it with `isActive` first.',
});
export const ASSIGNMENT_OVERLAPS = defineError({
  code: 'assignment_overlaps',
  kind: 'conflict',
  title: 'Somebody is assigned to some of these days.',
  description:
    'An offering has one facilitator and one substitute on a day. Choose other days, or take back the other assignment.',
});
export const ALREADY_ENROLLED = defineError({
  code: 'already_enrolled',
  kind: 'conflict',
  title: 'The student is enrolled in the offering already.',
  description: 'There is nothing to add; change the enrolment instead.',
});
export const LOG_EXISTS = defineError({
  code: 'log_exists',
  kind: 'conflict',
  title: 'The week has a log already.',
  description: 'An offering has one log for each of its weeks. Change that one.',
});
export const LOG_STATE_CONFLICT = defineError({
  code: 'log_state_conflict',
  kind: 'conflict',
  title: 'The state of the log does not allow this.',
  description:
    'An accepted log stays as it is, what was submitted is no draft any more and is not deleted, and only a submitted one is returned or accepted. Read the log again: its `state` says what it is.',
});

export const LOG_TOO_EARLY = defineError({
  code: 'log_too_early',
  kind: 'conflict',
  title: 'The week has not begun.',
  description: 'A log is submitted from `opensOn` on, the Monday of its week. Until then it can be a draft.',
  members: { opensOn: '2027-01-18' },
});
export const LOGS_OUTSIDE_OFFERING = defineError({
  code: 'logs_outside_offering',
  kind: 'conflict',
  title: 'Weeks that have logs or registers would not be those of the offering any more.',
  description:
    'The logs and registers of `weeks` would lie outside, or tell of other weeks than they were written for. Choose days that keep these weeks, or delete what is a draft.',
  members: { weeks: [9, 10] },
});

export const REGISTER_EXISTS = defineError({
  code: 'register_exists',
  kind: 'conflict',
  title: 'The meeting has a register already.',
  description: 'A week has one register for each number of a meeting. Change that one, or take the next number.',
});

export const MEETINGS_CONFLICT = defineError({
  code: 'meetings_conflict',
  kind: 'conflict',
  title: 'Some of the meetings cannot be held.',
  description:
    'Nothing was made: on the dates of `conflicts` the host or a room is taken, or nobody is assigned. Choose other times, rooms or hosts, or leave such dates out with `onConflict`.',
  members: { conflicts: [], conflictCount: 0 },
});

mapConstraint('course_modules_code_key', MODULE_CODE_TAKEN);
mapConstraint('course_modes_name_key', COURSE_NAME_TAKEN);
mapConstraint('course_intakes_name_key', COURSE_NAME_TAKEN);
mapConstraint('course_cohorts_name_key', COURSE_NAME_TAKEN);
mapConstraint('course_classes_name_key', COURSE_NAME_TAKEN);
mapConstraint('academic_sessions_number_key', COURSE_NAME_TAKEN);
mapConstraint('course_facilitators_user_key', COURSE_PROFILE_EXISTS);
mapConstraint('course_facilitators_employee_key', EMPLOYEE_ID_TAKEN);
mapConstraint('course_students_user_key', COURSE_PROFILE_EXISTS);
mapConstraint('course_students_number_key', STUDENT_NUMBER_TAKEN);
mapConstraint('academic_sessions_external_key', EXTERNAL_ID_TAKEN);
mapConstraint('course_modules_external_key', EXTERNAL_ID_TAKEN);
mapConstraint('course_cohorts_external_key', EXTERNAL_ID_TAKEN);
mapConstraint('course_classes_external_key', EXTERNAL_ID_TAKEN);
mapConstraint('course_offerings_external_key', EXTERNAL_ID_TAKEN);
mapConstraint('course_facilitators_external_key', EXTERNAL_ID_TAKEN);
mapConstraint('course_students_external_key', EXTERNAL_ID_TAKEN);
mapConstraint('course_enrolments_external_key', EXTERNAL_ID_TAKEN);
mapConstraint('course_offerings_key', OFFERING_EXISTS);
mapConstraint('course_offerings_capacity_check', OFFERING_FULL);
mapConstraint('course_assignments_excl', ASSIGNMENT_OVERLAPS);
mapConstraint('activity_trackers_week_key', LOG_EXISTS);
mapConstraint('course_registers_meeting_key', REGISTER_EXISTS);
