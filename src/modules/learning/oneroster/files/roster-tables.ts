import type { RecordKind, RecordRow } from '../protocol/record-kind.js';
import { ACADEMIC_SESSIONS, CLASSES, COURSES, ENROLLMENTS, ORGS, USERS } from '../rostering/rostering-kinds.js';

type Cells = readonly unknown[];

/** A file of the archive: its columns in the order of the standard, and what a row of the kind has in them. */
export interface RosterTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly kind: RecordKind;
  readonly linesOf: (row: RecordRow) => readonly Cells[];
}

/** In a bulk file both are empty: all that it has is active. */
const NO_BASE = { status: '', dateLastModified: '' };

/** Columns that are named like fields of the record are them; `values` says what is in the others. */
function table(
  name: string,
  kind: RecordKind,
  columns: string,
  values: (row: RecordRow) => Readonly<Record<string, unknown>> = () => ({}),
): RosterTable {
  const names = columns.split(' ');
  return {
    ...{ name, kind, columns: names },
    linesOf: (row) => {
      const all: Readonly<Record<string, unknown>> = { ...row, ...NO_BASE, ...values(row) };
      return [names.map((column) => all[column])];
    },
  };
}

const listed = (row: RecordRow, field: string) => row[field] as readonly string[];

/** A line for each role of a person. */
const ROLES: RosterTable = {
  name: 'roles',
  kind: USERS,
  columns: [
    ...['sourcedId', 'status', 'dateLastModified', 'userSourcedId', 'roleType', 'role', 'beginDate', 'endDate'],
    ...['orgSourcedId', 'userProfileSourcedId'],
  ],
  linesOf: (row) =>
    listed(row, 'roles.role').map((role, index) => [
      ...[`${String(row['sourcedId'])}-${role}`, '', '', row['sourcedId'], index === 0 ? 'primary' : 'secondary', role],
      ...['', '', row['roles.org.sourcedId'], ''],
    ]),
};

export const ROSTER_TABLES: readonly RosterTable[] = [
  table(
    'academicSessions',
    ACADEMIC_SESSIONS,
    'sourcedId status dateLastModified title type startDate endDate parentSourcedId schoolYear',
    (row) => ({ parentSourcedId: row['parent.sourcedId'] }),
  ),
  table('orgs', ORGS, 'sourcedId status dateLastModified name type identifier parentSourcedId'),
  table(
    'courses',
    COURSES,
    'sourcedId status dateLastModified schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes',
    (row) => ({ orgSourcedId: row['org.sourcedId'] }),
  ),
  table(
    'classes',
    CLASSES,
    'sourcedId status dateLastModified title grades courseSourcedId classCode classType location schoolSourcedId termSourcedIds subjects subjectCodes periods',
    (row) => ({
      courseSourcedId: row['course.sourcedId'],
      schoolSourcedId: row['school.sourcedId'],
      termSourcedIds: row['terms.sourcedId'],
    }),
  ),
  table(
    'users',
    USERS,
    'sourcedId status dateLastModified enabledUser username userIds givenName familyName middleName identifier email sms phone agentSourcedIds grades password userMasterIdentifier preferredGivenName preferredMiddleName preferredFamilyName primaryOrgSourcedId pronouns',
    (row) => ({ primaryOrgSourcedId: row['primaryOrg.sourcedId'] }),
  ),
  ROLES,
  table(
    'enrollments',
    ENROLLMENTS,
    'sourcedId status dateLastModified classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate',
    (row) => ({
      classSourcedId: row['class.sourcedId'],
      schoolSourcedId: row['school.sourcedId'],
      userSourcedId: row['user.sourcedId'],
    }),
  ),
];

/** Files that the standard knows, and the archive does not have. */
const ABSENT = [
  ...['categories', 'classResources', 'courseResources', 'demographics', 'lineItemLearningObjectiveIds', 'lineItems'],
  ...['lineItemScoreScales', 'resultLearningObjectiveIds', 'results', 'resultScoreScales', 'scoreScales'],
  ...['resources', 'userProfiles', 'userResources'],
];

/** `manifest.csv` */
export function manifestLines(systemCode: string): readonly Cells[] {
  return [
    ['propertyName', 'value'],
    ['manifest.version', '1.0'],
    ['oneroster.version', '1.2'],
    ...[...ROSTER_TABLES.map(({ name }) => name), ...ABSENT]
      .sort((a, b) => (a < b ? -1 : 1))
      .map((name) => [`file.${name}`, ABSENT.includes(name) ? 'absent' : 'bulk']),
    ['source.systemName', 'Lyceum'],
    ['source.systemCode', systemCode],
  ];
}

/**
 * Lines of a file for programs (RFC 4180): to the letter, unlike files for spreadsheets, in which what begins like a formula
 * is changed.
 */
export function exactLines(lines: readonly Cells[]): string {
  return lines.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(value: unknown): string {
  const text = textOf(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lists are one cell, with commas. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
