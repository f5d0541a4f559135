import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import yauzl from 'yauzl';
import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { RosterExport } from '../../src/modules/learning/oneroster/files/roster-export.service.js';
import type { Actor } from '../../src/infra/access/actor.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { newId } from '../../src/kernel/ids.js';
import { EnrolmentsService } from '../../src/modules/learning/courses/enrolments/enrolments.service.js';
import { OfferingsService } from '../../src/modules/learning/courses/offerings/offerings.service.js';
import {
  ACADEMIC_SESSIONS,
  CLASSES as PARTS,
  COHORTS,
  INTAKES,
  MODES,
  MODULES,
} from '../../src/modules/learning/courses/structure/structure-kinds.js';
import { StructureService } from '../../src/modules/learning/courses/structure/structure.service.js';
import { ClientTokens } from '../../src/modules/learning/oneroster/clients/client-tokens.js';
import { OneRosterClientsService } from '../../src/modules/learning/oneroster/clients/oneroster-clients.service.js';
import { RESULTS } from '../../src/modules/learning/oneroster/gradebook/gradebook-kinds.js';
import { GradebookService } from '../../src/modules/learning/oneroster/gradebook/gradebook.service.js';
import { OneRosterModule } from '../../src/modules/learning/oneroster/oneroster.module.js';
import { OneRosterUserData } from '../../src/modules/learning/oneroster/oneroster.user-data.js';
import { CoursesUserData } from '../../src/modules/learning/courses/courses.user-data.js';
import type { RecordKind } from '../../src/modules/learning/oneroster/protocol/record-kind.js';
import { RosterRecords } from '../../src/modules/learning/oneroster/protocol/roster-records.js';
import {
  ACADEMIC_SESSIONS as SESSIONS,
  CLASSES,
  COURSES,
  ENROLLMENTS,
  USERS,
} from '../../src/modules/learning/oneroster/rostering/rostering-kinds.js';
import { MembersService } from '../../src/modules/people/organizations/members/members.service.js';
import { OrganizationsService } from '../../src/modules/people/organizations/organization/organizations.service.js';
import { type Leaver, UsersApi } from '../../src/modules/people/users/users.api.js';
import type { TestDatabase } from '../support/database.mjs';

const DATES = { startDate: '2027-01-11', endDate: '2027-04-23' };

let database: TestDatabase;
let app: INestApplicationContext;
let close: ComposedApp['close'];
let owner: Actor;
let organizationId: string;
let structure: Record<'moduleId' | 'trimesterId' | 'cohortId' | 'modeId' | 'yearId', string>;
let students: Array<{ id: string; userId: string }>;

const get = <T>(token: abstract new (...parameters: never[]) => T): T => app.get<T>(token, { strict: false });

beforeAll(async () => {
  ({ app, database, close } = await composeApp(OneRosterModule));
  const ada = { name: 'Ada', email: 'ada@example.test' };
  const { id } = await get(Transactions).run(() => get(UsersApi).create(ada));
  owner = { userId: id, role: 'user', sessionId: newId() };
  await database.pool.query(
    `INSERT INTO login_sessions (id, user_id, token_version, device, address, expires_at)
     SELECT $1, id, token_version, 'Test', '127.0.0.1', now() + interval '1 hour' FROM users WHERE id = $2`,
    [owner.sessionId, id],
  );
  organizationId = (await get(OrganizationsService).create(owner, { name: 'Academy' })).id;
  const { rows } = await database.pool.query<{ id: string; userId: string }>(
    `WITH people AS (
       INSERT INTO users (email, name) SELECT 'student-' || n || '@example.test', 'Student ' || n
       FROM generate_series(1, 2) n RETURNING id),
     member AS (INSERT INTO organization_members (organization_id, user_id, role) SELECT $1, id, 'member' FROM people)
     INSERT INTO course_students (organization_id, user_id) SELECT $1, id FROM people RETURNING id, user_id AS "userId"`,
    [organizationId],
  );
  students = rows;
  const kept = get(StructureService);
  const of = { organizationId, ...DATES };
  const { id: moduleId } = await kept.create(MODULES, owner, { organizationId, code: 'CS101', name: 'Programming' });
  const { id: yearId } = await kept.create(ACADEMIC_SESSIONS, owner, { ...of, type: 'year', name: '2027' });
  const first = { ...of, type: 'trimester', yearId, number: 1, name: 'First' } as const;
  const { id: trimesterId } = await kept.create(ACADEMIC_SESSIONS, owner, first);
  const { id: intakeId } = await kept.create(INTAKES, owner, { organizationId, name: 'January' });
  const { id: cohortId } = await kept.create(COHORTS, owner, { organizationId, intakeId, name: 'Day' });
  const { id: modeId } = await kept.create(MODES, owner, { organizationId, name: 'online' });
  structure = { moduleId, trimesterId, cohortId, modeId, yearId };
});

afterAll(() => close());

const asked = (query: Readonly<Record<string, string>> = {}) => ({ organizationId, query, address: '/' });

async function idsOf(kind: RecordKind, query?: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { body } = await get(RosterRecords).list(kind, asked(query));
  return (body[kind.many] as Array<{ sourcedId: string }>).map(({ sourcedId }) => sourcedId);
}

const statusOf = async (kind: RecordKind, id: string) =>
  ((await get(RosterRecords).get(kind, asked(), id))[kind.one] as { status: string }).status;

async function inUse(): Promise<Array<{ id: string }>> {
  const { rows } = await database.pool.query<{ id: string }>(
    'SELECT id FROM course_students WHERE is_active ORDER BY id',
  );
  return rows;
}

/** When a record of the kind changed last. */
async function newest(kind: RecordKind): Promise<string> {
  const { body } = await get(RosterRecords).list(kind, asked({ sort: 'dateLastModified', orderBy: 'desc' }));
  const [record] = body[kind.many] as Array<{ dateLastModified: Date | string }>;
  return new Date(record!.dateLastModified).toISOString();
}

/** An offering with all students. */
async function offer(name: string): Promise<string> {
  const { moduleId, cohortId, modeId, trimesterId } = structure;
  const { id: classId } = await get(StructureService).create(PARTS, owner, { organizationId, trimesterId, name });
  const parts = { organizationId, moduleId, classId, cohortId, modeId };
  const { id } = await get(OfferingsService).create(owner, { ...parts, ...DATES });
  for (const { id: studentId } of await inUse()) await get(EnrolmentsService).add(owner, id, { studentId });
  return id;
}

const putItem = (sourcedId: string, classId: string) =>
  get(GradebookService).putLineItem(asked(), sourcedId, {
    lineItem: { title: 'Essay', assignDate: '2027-02-01', dueDate: '2027-02-08', class: { sourcedId: classId } },
  });
const grade = (lineItem: string, sourcedId = `of ${lineItem}`) =>
  get(GradebookService).putResult(asked(), sourcedId, {
    result: {
      ...{ scoreStatus: 'fully graded', score: 80, scoreDate: '2027-02-09', comment: 'Fine.' },
      ...{ lineItem: { sourcedId: lineItem }, student: { sourcedId: students[0]!.userId } },
    },
  });
const gradeCalled = async (sourcedId: string) =>
  (await get(RosterRecords).get(RESULTS, asked(), sourcedId))['result'] as Record<string, unknown>;

/**
 * Runs the second work in a transaction of its own when the first one has written and not yet committed.
 * @returns what the first one did, after both
 */
async function during<T>(first: () => Promise<T>, second: () => Promise<unknown>): Promise<T> {
  let begin: () => void = () => undefined;
  let isOver = false;
  const other = new Promise<void>((resolve) => {
    begin = resolve;
  })
    .then(second)
    .finally(() => {
      isOver = true;
    });
  const result = await get(Transactions).run(async () => {
    const written = await first();
    begin();
    while (!isOver && !(await isOneWaiting())) await setImmediate();
    return written;
  });
  await other;
  return result;
}

async function isOneWaiting(): Promise<boolean> {
  const { rows } = await database.pool.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows.length > 0;
}

describe('clients of OneRoster', () => {
  it('keep no token that was issued for the secret before, also when both come at once', async () => {
    const clients = get(OneRosterClientsService);
    const { id, secret } = await clients.createAs(owner, organizationId, { name: 'Library' });
    const issued = await during(
      () => get(ClientTokens).issue(id, secret, []),
      () => clients.rotate(owner, organizationId, id),
    );
    expect(await get(ClientTokens).find(issued!.token)).toBeNull();
    expect(await get(ClientTokens).issue(id, secret, [])).toBeNull();
  });

  it('are made by nobody whose session has ended', async () => {
    const ended = { ...owner, sessionId: newId() };
    const made = get(OneRosterClientsService).create(ended, organizationId, { name: 'Library' });
    await expect(made).rejects.toMatchObject({ code: 'session_ended' });
  });

  it('have no secret of somebody who stops to administer while they make it', async () => {
    const email = 'charles@example.test';
    const { id } = await get(Transactions).run(() => get(UsersApi).create({ name: 'Charles', email }));
    await database.pool.query(
      `WITH counted AS (UPDATE organizations SET member_count = member_count + 1 WHERE id = $1)
       INSERT INTO organization_members (organization_id, user_id, role) VALUES ($1, $2, 'admin')`,
      [organizationId, id],
    );
    const admin: Actor = { userId: id, role: 'user', sessionId: newId() };
    const made = await during(
      () => get(OneRosterClientsService).createAs(admin, organizationId, { name: 'Library' }),
      () => get(MembersService).remove(owner, organizationId, id),
    );
    expect(await get(ClientTokens).issue(made.id, made.secret, [])).toBeNull();
  });

  it('are twenty at most, also when several are made at once', async () => {
    const make = () => get(OneRosterClientsService).createAs(owner, organizationId, { name: 'Library' });
    await Promise.allSettled(Array.from({ length: 24 }, make));
    expect((await get(OneRosterClientsService).list(owner, organizationId)).data).toHaveLength(20);
  });
});

describe('grades by OneRoster', () => {
  it('end with their line item, also those that are put while it is deleted, and keep it in its class', async () => {
    const [classId, other] = [await offer('A1'), await offer('A2')];
    await putItem('essay', classId);
    await grade('essay');
    await expect(putItem('essay', other)).rejects.toThrow('class is another one');
    await during(
      () => grade('essay', 'late'),
      () => get(GradebookService).deleteLineItem(asked(), 'essay'),
    );
    for (const sourcedId of ['of essay', 'late'])
      expect(await gradeCalled(sourcedId)).toMatchObject({ status: 'tobedeleted', comment: undefined });
    expect(await putItem('essay', other)).toBe(false);
  });

  it('are none of who closed their account, also of those that are put meanwhile or later', async () => {
    await putItem('talk', await offer('A3'));
    const { userId: id } = students[0]!;
    const leaver = { id } as Leaver;
    await during(
      () => grade('talk'),
      () =>
        get(Transactions).run(async () => {
          await get(CoursesUserData).eraseUser(leaver);
          await get(OneRosterUserData).eraseUser(leaver);
        }),
    );
    await expect(grade('talk')).rejects.toThrow('student is none');
    expect(await gradeCalled('of talk')).toMatchObject({ status: 'tobedeleted', comment: undefined });
  });
});

describe('the records of OneRoster', () => {
  it('refer to nothing that is gone, while what they belong to is archived', async () => {
    const offering = await offer('A4');
    const { moduleId, yearId, trimesterId } = structure;
    const kept = get(StructureService);
    await kept.change(MODULES, owner, moduleId, { isActive: false });
    await kept.change(ACADEMIC_SESSIONS, owner, yearId, { isActive: false });
    expect(await statusOf(COURSES, moduleId)).toBe('active');
    expect(await statusOf(SESSIONS, trimesterId)).toBe('active');
    expect(await statusOf(SESSIONS, yearId)).toBe('active');
    const enrolments = await idsOf(ENROLLMENTS, { filter: `class.sourcedId='${offering}'` });
    expect(enrolments).not.toEqual([]);
    const at = await newest(COURSES);
    for (const { id } of (await get(OfferingsService).list(owner, { organizationId, limit: 100 })).data)
      await get(OfferingsService).change(owner, id, { isActive: false });
    expect([await idsOf(CLASSES), await idsOf(ENROLLMENTS)]).toEqual([[], []]);
    expect([await idsOf(COURSES), await idsOf(SESSIONS)]).toEqual([[], []]);
    // Whoever follows changes hears of it.
    expect(await idsOf(COURSES, { filter: `dateLastModified>'${at}'` })).toEqual([moduleId]);
    await kept.change(ACADEMIC_SESSIONS, owner, yearId, { isActive: true });
    await kept.change(MODULES, owner, moduleId, { isActive: true });
    expect(await idsOf(SESSIONS)).toHaveLength(3);
    await get(OfferingsService).change(owner, offering, { isActive: true });
    expect(await idsOf(ENROLLMENTS)).toEqual(enrolments);
  });

  it('come at the end when they are added, whenever they got their id', async () => {
    const offering = await offer('A5');
    const early = (n: number) => `018f0000-0000-7000-8000-00000000000${n}`;
    await database.pool.query(
      `WITH person AS (INSERT INTO users (email, name) VALUES ('late@example.test', 'Late') RETURNING id),
       member AS (INSERT INTO organization_members (organization_id, user_id, role) SELECT $1, id, 'member' FROM person),
       student AS (INSERT INTO course_students (id, organization_id, user_id) SELECT $3, $1, id FROM person RETURNING id)
       INSERT INTO course_enrolments (id, offering_id, student_id, start_date) SELECT $4, $2, id, '2027-01-11' FROM student`,
      [organizationId, offering, early(1), early(2)],
    );
    expect((await idsOf(ENROLLMENTS)).at(-1)).toBe(early(2));
    const { body } = await get(RosterRecords).list(USERS, asked());
    expect((body['users'] as Array<{ givenName: string }>).at(-1)?.givenName).toBe('Late');
  });
});

describe('the files of a roster', () => {
  it('are of one moment, whatever changes while they are written', async () => {
    const offering = await offer('A6');
    const other = await database.pool.connect();
    let writing: Promise<Buffer> | undefined;
    try {
      // Of the last file.
      await other.query('BEGIN; LOCK TABLE course_assignments IN ACCESS EXCLUSIVE MODE');
      writing = get(RosterExport)
        .open(owner, organizationId)
        .then((archive) => buffer(archive));
      while (!(await isOneWaiting())) await setImmediate();
      // It is kept in memory until it is sent, so that nobody gets several at once.
      await expect(get(RosterExport).open(owner, organizationId)).rejects.toMatchObject({
        code: 'oneroster_export_running',
      });
      await other.query(
        `UPDATE course_enrolments SET status = 'withdrawn', end_date = start_date WHERE offering_id = $1`,
        [offering],
      );
      await other.query('COMMIT');
    } finally {
      other.release();
    }
    const enrolments = await fileIn(await writing, 'enrollments.csv');
    expect(await buffer(await get(RosterExport).open(owner, organizationId))).not.toHaveLength(0);
    expect(enrolments.split(offering)).toHaveLength((await inUse()).length + 1);
  });

  async function fileIn(archive: Buffer, name: string): Promise<string> {
    const zip = await yauzl.fromBufferPromise(archive, { lazyEntries: true });
    for await (const entry of zip.eachEntry())
      if (entry.fileName === name) return (await buffer(await zip.openReadStreamPromise(entry))).toString();
    throw new Error(`There is no ${name}.`);
  }
});
