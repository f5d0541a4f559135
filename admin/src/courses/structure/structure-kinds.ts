import type {
  CallOptions,
  MatchCallOptions,
  NewAcademicSession,
  NewClass,
  NewCohort,
  NewCourseHoliday,
  NewModule,
  NewIntake,
  NewMode,
} from '@lyceum/sdk';
import { lyceum } from '../../lyceum.ts';
import type { TextKey } from '../../texts/use-text.ts';
import type { StructureKindName } from './structure-kind-names.ts';

/** A part of the academic structure, of whatever kind. */
export interface StructureRow {
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly version: number;
}

type FieldValue = string | number;
export type StructureValues = Readonly<Record<string, FieldValue | boolean | null>>;

export interface StructureField {
  readonly name: string;
  readonly label: TextKey;
  readonly type: 'text' | 'number' | 'date' | 'choice';
  readonly isOptional?: true;
  /** Settled when it is made: what is offered is found by it. */
  readonly isFixed?: true;
  /** What it is chosen of. */
  readonly of?: StructureKindName;
}

export interface StructureQuery {
  readonly organizationId: string;
  readonly q?: string;
  readonly isActive?: boolean;
  readonly cursor?: string;
  readonly limit?: number;
}

interface StructurePage {
  readonly data: readonly StructureRow[];
  readonly meta: { readonly limit: number; readonly nextCursor: string | null; readonly hasMore: boolean };
}

export interface StructureKind {
  readonly fields: readonly StructureField[];
  readonly list: (query: StructureQuery, options: CallOptions) => PromiseLike<StructurePage>;
  readonly get: (id: string, options: CallOptions) => PromiseLike<StructureRow>;
  readonly create: (values: StructureValues) => PromiseLike<StructureRow>;
  readonly update: (id: string, values: StructureValues, options: MatchCallOptions) => PromiseLike<StructureRow>;
}

const NAME = { name: 'name', label: 'structure.name', type: 'text' } as const;
const FIRST_DAY = { name: 'startDate', label: 'courses.startDate', type: 'date' } as const;
const LAST_DAY = { name: 'endDate', label: 'courses.endDate', type: 'date' } as const;

const { modules, academicSessions, intakes, cohorts, classes, modes, courseHolidays } = lyceum;

/** What parts of the structure are made of. What is given comes out of a form by these fields. */
export const KINDS: Readonly<Record<StructureKindName, StructureKind>> = {
  modules: {
    fields: [
      { name: 'code', label: 'structure.code', type: 'text' },
      NAME,
      { name: 'credits', label: 'structure.credits', type: 'number' },
    ],
    list: (query, options) => modules.list(query, options),
    get: (id, options) => modules.get(id, options),
    create: (values) => modules.create(values as unknown as NewModule),
    update: (id, values, options) => modules.update(id, values, options),
  },
  years: {
    fields: [NAME, FIRST_DAY, LAST_DAY],
    list: (query, options) => academicSessions.list({ ...query, type: 'year' }, options),
    get: (id, options) => academicSessions.get(id, options),
    create: (values) => academicSessions.create({ ...values, type: 'year' } as unknown as NewAcademicSession),
    update: (id, values, options) => academicSessions.update(id, values, options),
  },
  trimesters: {
    fields: [
      { name: 'yearId', label: 'structure.year', type: 'choice', of: 'years', isFixed: true },
      { name: 'number', label: 'structure.number', type: 'number', isFixed: true },
      ...[NAME, FIRST_DAY, LAST_DAY],
    ],
    list: (query, options) => academicSessions.list({ ...query, type: 'trimester' }, options),
    get: (id, options) => academicSessions.get(id, options),
    create: (values) => academicSessions.create({ ...values, type: 'trimester' } as unknown as NewAcademicSession),
    update: (id, values, options) => academicSessions.update(id, values, options),
  },
  intakes: {
    fields: [NAME, { ...FIRST_DAY, isOptional: true }],
    list: (query, options) => intakes.list(query, options),
    get: (id, options) => intakes.get(id, options),
    create: (values) => intakes.create(values as unknown as NewIntake),
    update: (id, values, options) => intakes.update(id, values, options),
  },
  cohorts: {
    fields: [{ name: 'intakeId', label: 'structure.intake', type: 'choice', of: 'intakes', isFixed: true }, NAME],
    list: (query, options) => cohorts.list(query, options),
    get: (id, options) => cohorts.get(id, options),
    create: (values) => cohorts.create(values as unknown as NewCohort),
    update: (id, values, options) => cohorts.update(id, values, options),
  },
  classes: {
    fields: [
      { name: 'trimesterId', label: 'structure.trimester', type: 'choice', of: 'trimesters', isFixed: true },
      NAME,
    ],
    list: (query, options) => classes.list(query, options),
    get: (id, options) => classes.get(id, options),
    create: (values) => classes.create(values as unknown as NewClass),
    update: (id, values, options) => classes.update(id, values, options),
  },
  modes: {
    fields: [NAME],
    list: (query, options) => modes.list(query, options),
    get: (id, options) => modes.get(id, options),
    create: (values) => modes.create(values as unknown as NewMode),
    update: (id, values, options) => modes.update(id, values, options),
  },
  holidays: {
    fields: [NAME, FIRST_DAY, LAST_DAY],
    list: (query, options) => courseHolidays.list(query, options),
    get: (id, options) => courseHolidays.get(id, options),
    create: (values) => courseHolidays.create(values as unknown as NewCourseHoliday),
    update: (id, values, options) => courseHolidays.update(id, values, options),
  },
};

/** How something is called, where several have a name and a code. */
export function structureTitle(row: StructureRow): string {
  const { code } = row as StructureRow & { readonly code?: string };
  return code === undefined ? row.name : `${code} ${row.name}`;
}

/** What a field of a row holds, as a form has it. */
export function valueIn(row: StructureRow, name: string): string {
  const value = (row as unknown as Readonly<Record<string, FieldValue | null>>)[name];
  return value === null || value === undefined ? '' : String(value);
}
