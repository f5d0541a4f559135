import type { FieldError } from '../../../../kernel/coded-error.js';
import type { AcademicSessionDto } from './academic-session.dto.js';
import { AcademicSession } from './academic-session.entity.js';
import type { CourseClassDto } from './class.dto.js';
import { CourseClass } from './class.entity.js';
import type { CourseCohortDto } from './cohort.dto.js';
import { CourseCohort } from './cohort.entity.js';
import type { CourseModuleDto } from './course-module.dto.js';
import { CourseModule } from './course-module.entity.js';
import type { CourseIntakeDto } from './intake.dto.js';
import { CourseIntake } from './intake.entity.js';
import type { CourseModeDto } from './mode.dto.js';
import { CourseMode } from './mode.entity.js';
import type { CourseHolidayDto } from './holiday.dto.js';
import { CourseHoliday } from './holiday.entity.js';
import type { StructureKind } from './structure-kind.js';

export const MODULES: StructureKind<CourseModule, CourseModuleDto> = {
  name: 'module',
  entity: CourseModule,
  filters: [],
  searched: ['code', 'name'],
  toDto: ({ id, organizationId, code, name, credits, externalId, isActive, version, createdAt, updatedAt }) => ({
    ...{ id, organizationId, code, name, credits, externalId, isActive, version, createdAt, updatedAt },
  }),
};

export const MODES: StructureKind<CourseMode, CourseModeDto> = {
  name: 'mode',
  entity: CourseMode,
  filters: [],
  searched: ['name'],
  toDto: ({ id, organizationId, name, isActive, version, createdAt, updatedAt }) => ({
    ...{ id, organizationId, name, isActive, version, createdAt, updatedAt },
  }),
};

export const INTAKES: StructureKind<CourseIntake, CourseIntakeDto> = {
  name: 'intake',
  entity: CourseIntake,
  filters: [],
  searched: ['name'],
  toDto: ({ id, organizationId, name, startDate, isActive, version, createdAt, updatedAt }) => ({
    ...{ id, organizationId, name, startDate, isActive, version, createdAt, updatedAt },
  }),
};

export const COHORTS: StructureKind<CourseCohort, CourseCohortDto> = {
  name: 'cohort',
  entity: CourseCohort,
  parent: { field: 'intakeId', entity: CourseIntake, called: 'intake' },
  filters: ['intakeId'],
  searched: ['name'],
  toDto: ({ id, organizationId, intakeId, name, externalId, isActive, version, createdAt, updatedAt }) => ({
    ...{ id, organizationId, intakeId, name, externalId, isActive, version, createdAt, updatedAt },
  }),
};

export const CLASSES: StructureKind<CourseClass, CourseClassDto> = {
  name: 'class',
  entity: CourseClass,
  parent: { field: 'trimesterId', entity: AcademicSession, where: { type: 'trimester' }, called: 'trimester' },
  filters: ['trimesterId'],
  searched: ['name'],
  toDto: ({ id, organizationId, trimesterId, name, externalId, isActive, version, createdAt, updatedAt }) => ({
    ...{ id, organizationId, trimesterId, name, externalId, isActive, version, createdAt, updatedAt },
  }),
};

export const ACADEMIC_SESSIONS: StructureKind<AcademicSession, AcademicSessionDto> = {
  name: 'academic_session',
  entity: AcademicSession,
  parent: { field: 'yearId', entity: AcademicSession, where: { type: 'year' }, called: 'year' },
  filters: ['type', 'yearId'],
  searched: ['name'],
  faultsOf: faultsOfSession,
  toDto: ({ id, organizationId, type, yearId, number, name, startDate, endDate, ...rest }) => {
    const { externalId, isActive, version, createdAt, updatedAt } = rest;
    return {
      ...{ id, organizationId, type, yearId, number, name, startDate, endDate },
      ...{ externalId, isActive, version, createdAt, updatedAt },
    };
  },
};

export const HOLIDAYS: StructureKind<CourseHoliday, CourseHolidayDto> = {
  name: 'holiday',
  entity: CourseHoliday,
  decidesLogs: true,
  filters: [],
  searched: ['name'],
  faultsOf: ({ startDate, endDate }) =>
    endDate < startDate
      ? [{ field: 'endDate', pointer: '/endDate', message: 'must not be before startDate', code: 'is_after' }]
      : [],
  toDto: ({ id, organizationId, name, startDate, endDate, isActive, version, createdAt, updatedAt }) => ({
    ...{ id, organizationId, name, startDate, endDate, isActive, version, createdAt, updatedAt },
  }),
};

function faultsOfSession({ type, yearId, number, startDate, endDate }: AcademicSession): readonly FieldError[] {
  const fault = (field: string, message: string, code: string) => ({ field, pointer: `/${field}`, message, code });
  const faults: FieldError[] = [];
  if (endDate <= startDate) faults.push(fault('endDate', 'must be after startDate', 'is_after'));
  for (const [field, value] of Object.entries({ yearId: yearId ?? null, number: number ?? null })) {
    if (type === 'trimester' && value === null)
      faults.push(fault(field, 'must be given for a trimester', 'is_required'));
    if (type === 'year' && value !== null) faults.push(fault(field, 'is for trimesters only', 'is_absent'));
  }
  return faults;
}
