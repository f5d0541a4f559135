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
