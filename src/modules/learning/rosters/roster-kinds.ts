import { LONGEST_EXTERNAL_ID, type RosteredPeople, TRIMESTERS } from '../courses/courses.api.js';

export const ROSTER_KINDS = ['students', 'facilitators', 'classes', 'offerings', 'enrolments'] as const;
export type RosterKind = (typeof ROSTER_KINDS)[number];

export function isOfPeople(kind: RosterKind): kind is RosteredPeople {
  return kind === 'students' || kind === 'facilitators';
}

/** What a cell is read as. */
export type CellType = 'text' | 'email' | 'date' | 'integer' | 'status';

export interface RosterColumn {
  readonly name: string;
  readonly type: CellType;
  readonly isRequired?: true;
  /** Characters of a text; of an integer its bound. */
  readonly max?: number;
  /** What `status` may be. */
  readonly values?: readonly string[];
  /** In the template. */
  readonly example: string;
}

const EXTERNAL_ID: RosterColumn = { name: 'external_id', type: 'text', max: LONGEST_EXTERNAL_ID, example: 'SIS-1001' };
const text = (name: string, example: string, max = 100) => ({ name, type: 'text', max, example }) as const;
const needed = (name: string, example: string, max = 100) =>
  ({ ...text(name, example, max), isRequired: true }) as const;
const IN_USE: RosterColumn = { name: 'status', type: 'status', values: ['active', 'archived'], example: 'active' };
const EMAIL: RosterColumn = { name: 'email', type: 'email', isRequired: true, example: 'grace@example.org' };
const TERM: readonly RosterColumn[] = [
  needed('year', '2027'),
  { name: 'trimester', type: 'integer', isRequired: true, max: TRIMESTERS.max, example: '1' },
];

/** The columns that a file of a kind may have, in the order of its template. Names of people are their accounts’ own. */
export const ROSTER_COLUMNS: Readonly<Record<RosterKind, readonly RosterColumn[]>> = {
  students: [EXTERNAL_ID, EMAIL, text('student_number', 'S-1001', 50), IN_USE],
  facilitators: [
    EXTERNAL_ID,
    EMAIL,
    text('specialization', 'Computability', 200),
    text('employee_id', 'FAC001', 50),
    IN_USE,
  ],
  classes: [EXTERNAL_ID, needed('name', 'A1'), ...TERM, IN_USE],
  offerings: [
    EXTERNAL_ID,
    needed('module_code', 'CS101', 20),
    ...TERM,
    needed('class', 'A1'),
    needed('intake', 'January 2027'),
    needed('cohort', 'Day'),
    needed('mode', 'online'),
    { name: 'start_date', type: 'date', isRequired: true, example: '2027-01-11' },
    { name: 'end_date', type: 'date', isRequired: true, example: '2027-04-23' },
    { name: 'max_students', type: 'integer', max: 100, example: '30' },
    text('facilitator', 'FAC001', 254),
    IN_USE,
  ],
  enrolments: [
    EXTERNAL_ID,
    needed('offering', 'SIS-OFF-1', LONGEST_EXTERNAL_ID),
    needed('student', 'S-1001', 254),
    { name: 'start_date', type: 'date', example: '2027-01-11' },
    { name: 'status', type: 'status', values: ['active', 'withdrawn', 'completed'], example: 'active' },
  ],
};

/** Rows of one file. What is written one by one has fewer. */
export const MOST_ROWS: Readonly<Record<RosterKind, number>> = {
  students: 100_000,
  facilitators: 100_000,
  classes: 5_000,
  offerings: 5_000,
  enrolments: 100_000,
};

/** A file of one kind, or an archive of OneRoster (CSV binding) of which one kind is read. */
export const ROSTER_FORMATS = ['csv', 'oneroster'] as const;
export type RosterFormat = (typeof ROSTER_FORMATS)[number];

export const ROSTER_MODES = ['full', 'delta'] as const;
export type RosterMode = (typeof ROSTER_MODES)[number];

export const MATCH_KEYS = ['externalId', 'email'] as const;
export type MatchKey = (typeof MATCH_KEYS)[number];

export const DATE_ORDERS = ['dayFirst', 'monthFirst'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

export const ENCODINGS = ['auto', 'utf-8', 'windows-1252', 'utf-16le'] as const;
export type RosterEncoding = (typeof ENCODINGS)[number];

export const SEPARATORS = ['auto', 'comma', 'semicolon', 'tab'] as const;
export type RosterSeparator = (typeof SEPARATORS)[number];

/**
 * `uploading`: parts are put; `checking`: the dry run is under way; `ready`: it may be applied; `blocked`: it would remove
 * too much; `refused`: the file is not one; `stale`: the courses changed since the dry run.
 */
export const IMPORT_STATES = [
  ...['uploading', 'checking', 'ready', 'blocked', 'refused', 'stale'],
  ...['applying', 'applied', 'undoing', 'undone', 'failed'],
] as const;
export type ImportState =
  | 'uploading'
  | 'checking'
  | 'ready'
  | 'blocked'
  | 'refused'
  | 'stale'
  | 'applying'
  | 'applied'
  | 'undoing'
  | 'undone'
  | 'failed';

export const OUTCOMES = ['added', 'changed', 'moved', 'removed', 'unchanged', 'rejected'] as const;
export type RosterOutcome = (typeof OUTCOMES)[number];

/** Whether removing this many of those that earlier imports brought is more than the import allows. */
export function removesTooMuch(
  { maxDelete, maxDeletePercent }: { readonly maxDelete: number | null; readonly maxDeletePercent: number },
  removed: number,
  known: number,
): boolean {
  return (maxDelete !== null && removed > maxDelete) || removed * 100 > known * maxDeletePercent;
}
