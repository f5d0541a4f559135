import type { FileRow } from '../file/roster-file.js';
import type { RosterKind } from '../roster-kinds.js';

/** Of a line, by the names of their columns in small letters. */
export type Cells = Readonly<Record<string, string | undefined>>;

/** What a line says in the columns of our own files. */
export interface Line {
  readonly cells: Readonly<Record<string, string | undefined>>;
  readonly fault?: FileRow['fault'];
}

interface Session {
  readonly type: string;
  readonly title: string;
  readonly parent: string;
  readonly schoolYear: string;
  readonly start: string;
  readonly end: string;
  /** Its place among those of its kind in the same year, by their starts, from 1 on. */
  number: number;
}

/** What lines of one file refer to in others. */
export interface Tables {
  /** Of users, by what they are. */
  readonly withRole: Readonly<Record<'student' | 'teacher', ReadonlySet<string>>>;
  readonly sessions: ReadonlyMap<string, Session>;
  readonly codeOf: ReadonlyMap<string, string>;
  /** Null where the archive does not say who teaches. */
  readonly teacherOf: ReadonlyMap<string, string> | null;
}

type Lines = (file: string) => AsyncIterable<{ readonly cells: Cells }>;
/** Of offerings, for what the standard has no word for. */
export interface Defaults {
  readonly defaultIntake: string | null;
  readonly defaultCohort: string | null;
  readonly defaultMode: string | null;
}

const isGone = (cells: Cells) => cells['status']?.toLowerCase() === 'tobedeleted';

/** Reads what rows of a kind need beside their own file. */
export async function tablesOf(kind: RosterKind, lines: Lines): Promise<Tables> {
  const withRole = { student: new Set<string>(), teacher: new Set<string>() };
  const sessions = new Map<string, Session>();
  const codeOf = new Map<string, string>();
  let teacherOf: Map<string, string> | null = null;
  if (kind === 'students' || kind === 'facilitators')
    for await (const { cells } of lines('roles.csv')) {
      const role = cells['role']?.toLowerCase();
      if (!isGone(cells) && (role === 'student' || role === 'teacher'))
        withRole[role].add(cells['usersourcedid'] ?? '');
    }
  if (kind === 'classes' || kind === 'offerings')
    for await (const { cells } of lines('academicSessions.csv'))
      sessions.set(cells['sourcedid'] ?? '', {
        ...{ type: cells['type'] ?? '', parent: cells['parentsourcedid'] ?? '' },
        ...{ title: cells['title'] ?? '', schoolYear: cells['schoolyear'] ?? '' },
        ...{ start: cells['startdate'] ?? '', end: cells['enddate'] ?? '', number: 0 },
      });
  numberAll(sessions);
  if (kind === 'offerings') {
    for await (const { cells } of lines('courses.csv'))
      codeOf.set(cells['sourcedid'] ?? '', cells['coursecode'] || (cells['title'] ?? ''));
    for await (const { cells } of lines('enrollments.csv')) {
      teacherOf ??= new Map();
      if (cells['role']?.toLowerCase() !== 'teacher' || isGone(cells)) continue;
      const [course = '', user = ''] = [cells['classsourcedid'], cells['usersourcedid']];
      if (!teacherOf.has(course) || cells['primary']?.toLowerCase() === 'true') teacherOf.set(course, user);
    }
  }
  return { withRole, sessions, codeOf, teacherOf };
}

/** An empty status says nothing, as in a whole file. */
function statusOf(cells: Cells, ended: string): string | undefined {
  if (isGone(cells) || cells['enableduser']?.toLowerCase() === 'false') return ended;
  return cells['status'] ? 'active' : undefined;
}

const person =
  (role: 'student' | 'teacher', number: string) =>
  (cells: Cells, { withRole }: Tables): Line | null => {
    const is = (one: typeof role) =>
      cells['role']?.toLowerCase() === one || withRole[one].has(cells['sourcedid'] ?? '');
    const said = {
      external_id: cells['sourcedid'],
      email: cells['email'] || cells['username'],
      [number]: cells['identifier'] || undefined,
      status: statusOf(cells, 'archived'),
    };
    if (is(role)) return { cells: said };
    const isNobody = !is('student') && !is('teacher');
    // Told once.
    return isNobody && role === 'student' ? { cells: said, fault: { column: 'role', reason: 'no_place' } } : null;
  };

/** The term of a class: the first of its sessions that is one, with the name of its year and its place within it. */
function termOf(cells: Cells, { sessions }: Tables) {
  const ids = (cells['termsourcedids'] ?? '').split(',').map((id) => id.trim());
  const term = ids.map((id) => sessions.get(id)).find((session) => session && session.type !== 'schoolYear');
  if (!term) return undefined;
  return { ...term, year: sessions.get(term.parent)?.title || term.schoolYear };
}

/** Once for all classes: an archive may have many sessions. */
function numberAll(sessions: ReadonlyMap<string, Session>): void {
  const counts = new Map<string, number>();
  for (const session of [...sessions.values()].sort((one, other) => compared(one.start, other.start))) {
    const siblings = JSON.stringify([session.type, session.parent]);
    session.number = (counts.get(siblings) ?? 0) + 1;
    counts.set(siblings, session.number);
  }
}

const compared = (one: string, other: string) => (one < other ? -1 : Number(one > other));

const classLine = (cells: Cells, tables: Tables): Line => {
  const term = termOf(cells, tables);
  return {
    cells: {
      external_id: cells['sourcedid'],
      name: cells['classcode'] || cells['title'],
      year: term?.year,
      trimester: term && String(term.number),
      status: statusOf(cells, 'archived'),
    },
  };
};

const offeringLine = (cells: Cells, tables: Tables, defaults: Defaults): Line => {
  const { name, ...others } = classLine(cells, tables).cells;
  const term = termOf(cells, tables);
  return {
    cells: {
      ...others,
      class: name,
      module_code: tables.codeOf.get(cells['coursesourcedid'] ?? ''),
      intake: cells['metadata.intake'] || (defaults.defaultIntake ?? undefined),
      cohort: cells['metadata.cohort'] || (defaults.defaultCohort ?? undefined),
      mode: cells['metadata.mode'] || (defaults.defaultMode ?? undefined),
      start_date: term?.start,
      end_date: term && dayBefore(term.end),
      ...(tables.teacherOf ? { facilitator: tables.teacherOf.get(cells['sourcedid'] ?? '') ?? '' } : {}),
    },
  };
};

const enrolmentLine = (cells: Cells): Line | null => {
  const role = (cells['role'] ?? '').toLowerCase();
  if (role === 'teacher') return null;
  const said = {
    external_id: cells['sourcedid'],
    offering: cells['classsourcedid'],
    student: cells['usersourcedid'],
    start_date: cells['begindate'] || undefined,
    status: statusOf(cells, 'withdrawn'),
  };
  return role === 'student' ? { cells: said } : { cells: said, fault: { column: 'role', reason: 'no_place' } };
};

/** What a line of the main file of each kind is; null where it is of another kind. */
export const LINES: Readonly<Record<RosterKind, (cells: Cells, tables: Tables, defaults: Defaults) => Line | null>> = {
  students: person('student', 'student_number'),
  facilitators: person('teacher', 'employee_id'),
  classes: classLine,
  offerings: offeringLine,
  enrolments: enrolmentLine,
};

/** End dates of the standard are exclusive. */
function dayBefore(day: string): string {
  const at = /^\d{4}-/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(at) ? day : new Date(at - 86_400_000).toISOString().slice(0, 10);
}
