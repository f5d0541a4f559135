import type { FacilitatorDto } from './facilitator.dto.js';
import { CourseFacilitator } from './facilitator.entity.js';
import type { PeopleKind } from './people-kind.js';
import type { StudentDto } from './student.dto.js';
import { CourseStudent } from './student.entity.js';

export const FACILITATORS: PeopleKind<CourseFacilitator, FacilitatorDto> = {
  name: 'facilitator',
  entity: CourseFacilitator,
  numberColumn: 'employee_id',
  isShownToMembers: true,
  toDto: (
    { id, organizationId, specialization, employeeId, externalId, isActive, version, createdAt, updatedAt },
    user,
  ) => ({
    ...{ id, organizationId, user, specialization, employeeId, externalId, isActive, version, createdAt, updatedAt },
  }),
};

export const STUDENTS: PeopleKind<CourseStudent, StudentDto> = {
  name: 'student',
  entity: CourseStudent,
  numberColumn: 'student_number',
  isShownToMembers: false,
  toDto: ({ id, organizationId, studentNumber, externalId, isActive, version, createdAt, updatedAt }, user) => ({
    ...{ id, organizationId, user, studentNumber, externalId, isActive, version, createdAt, updatedAt },
  }),
};
