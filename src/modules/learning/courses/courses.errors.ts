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
export const EMPLOYEE_ID_TAKEN = defineError({
  code: 'employee_id_taken',
  kind: 'conflict',
  title: 'Another facilitator of the organization has this employee id.',
  description: 'Employee ids are unique in an organization. Choose another one, or leave it out.',
});
export const STUDENT_NUMBER_TAKEN = defineError({
  code: 'student_number_taken',
  kind: 'conflict',
  title: 'Another student of the organization has this number.',
  description: 'Student numbers are unique in an organization. Choose another one, or leave it out.',
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
  description: 'Nobody is enrolled in an archived offering. Restore it with `isActive` first.',
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
mapConstraint('course_offerings_key', OFFERING_EXISTS);
mapConstraint('course_offerings_capacity_check', OFFERING_FULL);
mapConstraint('course_assignments_excl', ASSIGNMENT_OVERLAPS);
mapConstraint('activity_trackers_week_key', LOG_EXISTS);
