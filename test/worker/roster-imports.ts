import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import type { Actor } from '../../src/infra/access/actor.js';
import { constraintError } from '../../src/infra/database/constraint-errors.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { CodedError } from '../../src/kernel/coded-error.js';
import { newId } from '../../src/kernel/ids.js';
import { COHORTS, INTAKES, MODES, MODULES } from '../../src/modules/learning/courses/structure/structure-kinds.js';
import { ACADEMIC_SESSIONS } from '../../src/modules/learning/courses/structure/structure-kinds.js';
import { StructureService } from '../../src/modules/learning/courses/structure/structure.service.js';
import { RosterApplications } from '../../src/modules/learning/rosters/apply/roster-applications.js';
import { RosterChecks } from '../../src/modules/learning/rosters/diff/roster-checks.js';
import type {
  NewRosterImportDto,
  RosterImportDto,
  RosterRowDto,
} from '../../src/modules/learning/rosters/imports/roster-import.dto.js';
import { RosterImportsService } from '../../src/modules/learning/rosters/imports/roster-imports.service.js';
import type { RosterKind } from '../../src/modules/learning/rosters/roster-kinds.js';
import { RostersModule } from '../../src/modules/learning/rosters/rosters.module.js';
import { OrganizationsService } from '../../src/modules/people/organizations/organization/organizations.service.js';
import { UsersApi } from '../../src/modules/people/users/users.api.js';
import type { TestDatabase } from '../support/database.mjs';

const DATES = { startDate: '2027-01-11', endDate: '2027-04-23' };

export let database: TestDatabase;
let app: INestApplicationContext;
let close: ComposedApp['close'];
export let owner: Actor;
export let organizationId: string;

export const get = <T>(token: abstract new (...parameters: never[]) => T): T => app.get<T>(token, { strict: false });

beforeAll(async () => {
  ({ app, database, close } = await composeApp(RostersModule));
});

afterAll(() => close());

export let made = 0;

/** An organization with the members `student-1@…` to `student-9@…`, and a module in a trimester. */
beforeEach(async () => {
  made += 1;
  const ada = { name: 'Ada', email: `ada-${made}@example.test` };
  const { id } = await get(Transactions).run(() => get(UsersApi).create(ada));
  owner = { userId: id, role: 'user', sessionId: newId() };
  organizationId = (await get(OrganizationsService).create(owner, { name: 'Academy' })).id;
  await database.pool.query(
    `WITH people AS (
       INSERT INTO users (email, name, email_verified_at)
       SELECT 'student-' || n || '-' || $2 || '@example.test', 'Student ' || n, now()
       FROM generate_series(1, 9) n RETURNING id)
     INSERT INTO organization_members (organization_id, user_id, role) SELECT $1, id, 'member' FROM people`,
    [organizationId, String(made)],
  );
  const structure = get(StructureService);
  const of = { organizationId, ...DATES };
  await structure.create(MODULES, owner, { organizationId, code: 'CS101', name: 'Programming' });
  const { id: yearId } = await structure.create(ACADEMIC_SESSIONS, owner, { ...of, type: 'year', name: '2027' });
  await structure.create(ACADEMIC_SESSIONS, owner, { ...of, type: 'trimester', yearId, number: 1, name: 'First' });
  const { id: intakeId } = await structure.create(INTAKES, owner, { organizationId, name: 'January' });
  await structure.create(COHORTS, owner, { organizationId, intakeId, name: 'Day' });
  await structure.create(MODES, owner, { organizationId, name: 'online' });
});

export const email = (n: number) => `student-${n}-${made}@example.test`;

type Settings = Partial<NewRosterImportDto>;

export interface Checked {
  readonly roster: RosterImportDto;
  readonly rows: readonly RosterRowDto[];
  readonly outcomes: readonly string[];
}

export type Content = readonly string[] | Buffer;

export async function check(kind: RosterKind, lines: Content, settings: Settings = {}): Promise<Checked> {
  const service = get(RosterImportsService);
  const wanted = { organizationId, kind, maxDeletePercent: 100, ...settings } as NewRosterImportDto;
  const { id } = await service.create(owner, wanted);
  const content = Buffer.isBuffer(lines) ? lines : Buffer.from(lines.join('\r\n'));
  await service.putPart(owner, id, { number: 1, content });
  await service.check(owner, id);
  await get(RosterChecks).check(id);
  const roster = await service.findOne(owner, id);
  const { data: rows } = await service.listRows(owner, id, { limit: 100 });
  const outcomes = rows.map(({ outcome, column, reason }) => [outcome, column, reason].filter(Boolean).join(' '));
  return { roster, rows, outcomes };
}

export async function apply({ roster: { id } }: Checked): Promise<RosterImportDto> {
  await get(RosterImportsService).apply(owner, id);
  await get(RosterApplications).apply(id, owner.userId);
  return get(RosterImportsService).findOne(owner, id);
}

export async function imported(kind: RosterKind, lines: Content, settings: Settings = {}): Promise<Checked> {
  const checked = await check(kind, lines, settings);
  expect((await apply(checked)).state).toBe('applied');
  return checked;
}

export async function undo({ roster: { id } }: Checked): Promise<void> {
  await get(RosterImportsService).undo(owner, id);
  await get(RosterApplications).undo(id, owner.userId);
}

export async function rowsOf(text: string): Promise<Record<string, unknown>[]> {
  return (await database.pool.query<Record<string, unknown>>(text, [organizationId])).rows;
}

export const students = () =>
  rowsOf(`SELECT student_number AS number, external_id AS key, is_active AS active FROM course_students
          WHERE organization_id = $1 ORDER BY student_number`);

/** Who is enrolled where, by external ids, and what the offering counts. */
export const enrolled = () =>
  rowsOf(`SELECT o.external_id || ':' || s.external_id AS who, e.status, o.enrolled_count AS counted
          FROM course_enrolments e JOIN course_offerings o ON o.id = e.offering_id
          JOIN course_students s ON s.id = e.student_id WHERE o.organization_id = $1 ORDER BY 1`);
export const active = async () =>
  (await enrolled()).filter(({ status }) => status !== 'withdrawn').map(({ who }) => who);

export const STUDENT_HEADER = 'external_id,email,student_number';
export const ENROLMENT_HEADER = 'external_id,offering,student,status';

export async function makeOfferings(places = ''): Promise<void> {
  await imported('classes', ['external_id,name,year,trimester', 'C1,A1,2027,1', 'C2,B1,2027,1']);
  const offering = (key: string, section: string) =>
    `${key},CS101,2027,1,${section},January,Day,online,11/01/2027,23/04/2027,${places}`;
  await imported('offerings', [
    'external_id,module_code,year,trimester,class,intake,cohort,mode,start_date,end_date,max_students',
    offering('O1', 'A1'),
    offering('O2', 'B1'),
  ]);
  await imported('students', [STUDENT_HEADER, ...[1, 2, 3].map((n) => `S${n},${email(n)},N${n}`)]);
}

export async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => (error instanceof CodedError ? error : constraintError(error))?.code ?? String(error),
  );
}
