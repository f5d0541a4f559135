import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import type { Actor } from '../../src/infra/access/actor.js';
import { constraintError } from '../../src/infra/database/constraint-errors.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { CodedError } from '../../src/kernel/coded-error.js';
import { newId } from '../../src/kernel/ids.js';
import { CoursesModule } from '../../src/modules/learning/courses/courses.module.js';
import { EnrolmentsService } from '../../src/modules/learning/courses/enrolments/enrolments.service.js';
import { OfferingsService } from '../../src/modules/learning/courses/offerings/offerings.service.js';
import {
  ACADEMIC_SESSIONS,
  CLASSES,
  COHORTS,
  INTAKES,
  MODES,
  MODULES,
} from '../../src/modules/learning/courses/structure/structure-kinds.js';
import { StructureService } from '../../src/modules/learning/courses/structure/structure.service.js';
import { OrganizationsService } from '../../src/modules/people/organizations/organization/organizations.service.js';
import { UsersApi } from '../../src/modules/people/users/users.api.js';
import type { TestDatabase } from '../support/database.mjs';

const CROWD = 100;
const PLACES = 30;
const DATES = { startDate: '2027-01-11', endDate: '2027-04-23' };

let database: TestDatabase;
let app: INestApplicationContext;
let close: ComposedApp['close'];
let owner: Actor;
let organizationId: string;
let students: string[];

beforeAll(async () => {
  ({ app, database, close } = await composeApp(CoursesModule, {
    settings: { DATABASE_CONNECTION_TIMEOUT_MS: '60000' },
  }));
  const ada = { name: 'Ada', email: 'ada@example.test' };
  const { id } = await get(Transactions).run(() => get(UsersApi).create(ada));
  owner = { userId: id, role: 'user', sessionId: newId() };
  organizationId = (await get(OrganizationsService).create(owner, { name: 'Academy' })).id;
  const { rows } = await database.pool.query<{ id: string }>(
    `WITH people AS (
       INSERT INTO users (email, name) SELECT 'student-' || n || '@example.test', 'Student ' || n
       FROM generate_series(1, $2::int) n RETURNING id)
     INSERT INTO course_students (organization_id, user_id) SELECT $1, id FROM people RETURNING id`,
    [organizationId, CROWD],
  );
  students = rows.map((row) => row.id);
});

afterAll(() => close());

const get = <T>(token: abstract new (...parameters: never[]) => T): T => app.get<T>(token, { strict: false });

let offered = 0;

async function offer(maxStudents: number): Promise<string> {
  const structure = get(StructureService);
  offered += 1;
  const of = { organizationId, name: `Part ${offered}` };
  const { id: moduleId } = await structure.create(MODULES, owner, { ...of, code: `M${offered}` });
  const { id: yearId } = await structure.create(ACADEMIC_SESSIONS, owner, { ...of, type: 'year', ...DATES });
  const first = { ...of, type: 'trimester', yearId, number: 1, ...DATES } as const;
  const { id: trimesterId } = await structure.create(ACADEMIC_SESSIONS, owner, first);
  const { id: intakeId } = await structure.create(INTAKES, owner, of);
  const { id: cohortId } = await structure.create(COHORTS, owner, { ...of, intakeId });
  const { id: classId } = await structure.create(CLASSES, owner, { ...of, trimesterId });
  const { id: modeId } = await structure.create(MODES, owner, of);
  const parts = { organizationId, moduleId, classId, cohortId, modeId };
  return (await get(OfferingsService).create(owner, { ...parts, ...DATES, maxStudents })).id;
}

/** @returns codes of refusals, and null for successes */
async function outcomes(works: ReadonlyArray<Promise<unknown>>): Promise<(string | null)[]> {
  const settled = await Promise.allSettled(works);
  return settled.map((one) => {
    if (one.status === 'fulfilled') return null;
    const coded = one.reason instanceof CodedError ? one.reason : constraintError(one.reason);
    if (!coded) throw one.reason;
    return coded.definition.code;
  });
}

async function placesOf(id: string): Promise<{ counted: number; taken: number }> {
  const { rows } = await database.pool.query<{ counted: number; taken: number }>(
    `SELECT enrolled_count AS counted,
       (SELECT count(*)::int FROM course_enrolments e WHERE e.offering_id = o.id AND e.status <> 'withdrawn') AS taken
     FROM course_offerings o WHERE id = $1`,
    [id],
  );
  return rows[0]!;
}

const enrol = (offeringId: string, studentId: string) => get(EnrolmentsService).add(owner, offeringId, { studentId });

describe('the places of an offering', () => {
  it('are taken by exactly as many as there are, of a hundred who are enrolled at once', async () => {
    const id = await offer(PLACES);
    const codes = await outcomes(students.map((student) => enrol(id, student)));
    expect(codes.filter((code) => code === null)).toHaveLength(PLACES);
    expect(new Set(codes)).toEqual(new Set([null, 'offering_full']));
    expect(await placesOf(id)).toEqual({ counted: PLACES, taken: PLACES });
  });

  it('are taken once by a student who is enrolled many times at once', async () => {
    const id = await offer(PLACES);
    const codes = await outcomes(Array.from({ length: 10 }, () => enrol(id, students[0]!)));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(await placesOf(id)).toEqual({ counted: 1, taken: 1 });
  });

  it('are counted right while a hundred move from one offering to another and back, and the limits change', async () => {
    const [one, other] = [await offer(60), await offer(50)];
    const enrolments = [];
    for (const [index, student] of students.entries()) enrolments.push(await enrol(index < 50 ? one : other, student));
    const move = (enrolment: { readonly id: string; readonly offeringId: string }) =>
      get(EnrolmentsService).transfer(owner, enrolment.offeringId, enrolment.id, {
        offeringId: enrolment.offeringId === one ? other : one,
      });
    const codes = await outcomes([
      ...enrolments.map(move),
      get(OfferingsService).change(owner, one, { maxStudents: 55 }),
      get(OfferingsService).change(owner, other, { maxStudents: 45 }),
    ]);
    expect([...new Set(codes)].filter((code) => code !== null && code !== 'offering_full')).toEqual([]);
    const [first, second] = [await placesOf(one), await placesOf(other)];
    expect([first.counted, second.counted]).toEqual([first.taken, second.taken]);
    expect(first.taken + second.taken).toBe(CROWD);
    expect(second.taken).toBeLessThanOrEqual(50);
  });

  it('are not fewer than there are students', async () => {
    const id = await offer(PLACES);
    for (const student of students.slice(0, 2)) await enrol(id, student);
    const change = (maxStudents: number) => get(OfferingsService).change(owner, id, { maxStudents });
    expect(await outcomes([change(1)])).toEqual(['offering_full']);
    expect(await change(2)).toMatchObject({ maxStudents: 2, enrolledCount: 2 });
  });
});
