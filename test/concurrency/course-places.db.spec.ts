import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import type { Actor } from '../../src/infra/access/actor.js';
import { constraintError } from '../../src/infra/database/constraint-errors.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { CodedError } from '../../src/kernel/coded-error.js';
import { DAY } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { CoursesModule } from '../../src/modules/learning/courses/courses.module.js';
import { CoursesWorkerModule } from '../../src/modules/learning/courses/courses.worker.module.js';
import { MeetingPlansService } from '../../src/modules/learning/courses/meetings/meeting-plans.service.js';
import { MeetingsService } from '../../src/modules/learning/courses/meetings/meetings.service.js';
import { TimetableKeeping } from '../../src/modules/learning/courses/meetings/timetable-keeping.js';
import { AssignmentsService } from '../../src/modules/learning/courses/offerings/assignments.service.js';
import { EnrolmentsService } from '../../src/modules/learning/courses/enrolments/enrolments.service.js';
import { OfferingsService } from '../../src/modules/learning/courses/offerings/offerings.service.js';
import { FACILITATORS, STUDENTS } from '../../src/modules/learning/courses/people/people-kinds.js';
import { ProfilesService } from '../../src/modules/learning/courses/people/profiles.service.js';
import {
  ACADEMIC_SESSIONS,
  CLASSES,
  COHORTS,
  INTAKES,
  MODES,
  MODULES,
} from '../../src/modules/learning/courses/structure/structure-kinds.js';
import { StructureService } from '../../src/modules/learning/courses/structure/structure.service.js';
import { BookingsUserData } from '../../src/modules/scheduling/bookings/bookings.user-data.js';
import { BookingEditsService } from '../../src/modules/scheduling/bookings/change/booking-edits.service.js';
import { AvailabilityApi } from '../../src/modules/scheduling/availability/availability.api.js';
import { BookablesService } from '../../src/modules/scheduling/availability/bookables/bookables.service.js';
import { OrganizationsService } from '../../src/modules/people/organizations/organization/organizations.service.js';
import { MembersService } from '../../src/modules/people/organizations/members/members.service.js';
import { OrganizationsUserData } from '../../src/modules/people/organizations/organizations.user-data.js';
import { OrganizationsRepository } from '../../src/modules/people/organizations/organization/organizations.repository.js';
import { UsersApi } from '../../src/modules/people/users/users.api.js';
import type { TestDatabase } from '../support/database.mjs';
import { SeededRandom } from '../support/seeded-random.js';

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
    imports: [CoursesWorkerModule],
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

async function offer(maxStudents: number, dates: typeof DATES = DATES): Promise<string> {
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
  return (await get(OfferingsService).create(owner, { ...parts, ...dates, maxStudents })).id;
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

  it('are exact while those who are enrolled move away and others come at the same time', async () => {
    const [one, other] = [await offer(50), await offer(40)];
    const enrolments = [];
    for (const student of students.slice(0, 50)) enrolments.push(await enrol(one, student));
    const come = students.slice(50).map((student) => () => enrol(one, student));
    const leave = enrolments.map(
      ({ id }) =>
        () =>
          get(EnrolmentsService).transfer(owner, one, id, { offeringId: other }),
    );
    const codes = await outcomes(leave.flatMap((move, index) => [move(), come[index]!()]));
    const done = (parity: number) => codes.filter((code, index) => index % 2 === parity && code === null).length;
    expect(new Set(codes)).toEqual(new Set([null, 'offering_full']));
    expect([done(0), await placesOf(other)]).toEqual([40, { counted: 40, taken: 40 }]);
    const left = 10 + done(1);
    expect(await placesOf(one)).toEqual({ counted: left, taken: left });
    expect(left).toBeLessThanOrEqual(50);
  });

  it('are not fewer than there are students', async () => {
    const id = await offer(PLACES);
    for (const student of students.slice(0, 2)) await enrol(id, student);
    const change = (maxStudents: number) => get(OfferingsService).change(owner, id, { maxStudents });
    expect(await outcomes([change(1)])).toEqual(['offering_full']);
    expect(await change(2)).toMatchObject({ maxStudents: 2, enrolledCount: 2 });
  });
});

describe('the meetings of offerings', () => {
  const days = (count: number) => new Date(Date.now() + count * DAY).toISOString().slice(0, 10);

  async function teacher(name: string): Promise<{ readonly id: string; readonly userId: string }> {
    const account = { name, email: `${newId()}@example.test` };
    const { id: userId } = await get(Transactions).run(() => get(UsersApi).create(account));
    await get(OrganizationsRepository).addMember(organizationId, userId, 'member');
    const { id } = await get(ProfilesService).create(FACILITATORS, owner, { organizationId, userId });
    return { id, userId };
  }

  it('never take a person or a room twice, however many timetables are made at once', async () => {
    const running = { startDate: days(0), endDate: days(30) };
    const offerings = [await offer(1, running), await offer(1, running), await offer(1, running)];
    const facilitators: { readonly id: string }[] = [];
    for (const name of ['Fred', 'Fanny']) facilitators.push(await teacher(name));
    const room = { organizationId, kind: 'room', name: 'Room 1' } as const;
    const bookableIds = [(await get(BookablesService).create(owner, room)).id];
    const random = new SeededRandom(64);
    const pick = (count: number) => random.number(count);
    const plan = () =>
      get(MeetingPlansService).create(owner, offerings[pick(3)]!, {
        start: new Date(`${days(2 + pick(2))}T${10 + pick(2)}:${pick(4) * 15 || '00'}:00Z`),
        durationMinutes: 15 + pick(3) * 30,
        rrule: `FREQ=DAILY;COUNT=${1 + pick(3)}`,
        facilitatorId: facilitators[pick(2)]!.id,
        bookableIds: pick(3) === 0 ? [] : bookableIds,
        onConflict: pick(4) === 0 ? 'fail' : 'skip',
      });
    const codes = await outcomes(Array.from({ length: 40 }, plan));
    expect(new Set(codes)).toEqual(new Set([null, 'meetings_conflict']));
    const { rows } = await database.pool.query<{ meetings: number; claims: number; wanted: number; twice: number }>(
      `WITH met AS (
         SELECT b.*, tstzrange(starts_at, ends_at) AS during FROM course_meetings m JOIN bookings b ON b.id = m.booking_id)
       SELECT (SELECT count(*)::int FROM met) AS meetings,
         (SELECT count(*)::int FROM claims c JOIN met ON met.id = c.booking_id AND met.during = c.during) AS claims,
         (SELECT sum(1 + cardinality(bookable_ids))::int FROM met) AS wanted,
         (SELECT count(*)::int FROM met a JOIN met b ON a.id < b.id AND a.during && b.during
            AND (a.organizer_id = b.organizer_id OR a.bookable_ids && b.bookable_ids)) AS twice`,
    );
    expect(rows[0]!.meetings).toBeGreaterThan(5);
    expect(rows[0]).toMatchObject({ twice: 0, claims: rows[0]!.wanted });
  });

  it('are on the timetable of whoever hosts them, who moves them within the offering, and never while somebody is away', async () => {
    const [fay, finn] = [await teacher('Fay'), await teacher('Finn')];
    const offeringId = await offer(1, { startDate: days(-5), endDate: days(20) });
    const once = { start: new Date(`${days(3)}T10:00:00Z`), durationMinutes: 60 };
    const make = (facilitatorId: string) =>
      get(MeetingPlansService).create(owner, offeringId, { ...once, facilitatorId });
    const { dates } = await make(fay.id);
    const host: Actor = { userId: fay.userId, role: 'user', sessionId: newId() };
    const week = { from: new Date(`${days(1)}T00:00:00Z`), to: new Date(`${days(9)}T00:00:00Z`) };
    const { meetings } = await get(MeetingsService).list(host, week);
    expect(meetings).toMatchObject([{ id: dates[0]!.meetingId, offerings: [{ id: offeringId }] }]);
    const { id, bookingId } = meetings[0]!;
    const edits = get(BookingEditsService);
    const on = (day: number) => ({ start: new Date(`${days(day)}T10:00:00Z`) });
    const refused = await outcomes([
      edits.reschedule(host, bookingId, on(25), undefined),
      edits.change(host, bookingId, { timeZone: 'Asia/Tokyo' }, undefined),
    ]);
    expect(refused).toEqual(['validation_failed', 'validation_failed']);
    await edits.reschedule(host, bookingId, on(4), undefined);
    await get(Transactions).run(() => get(AvailabilityApi).ensurePeople([finn.userId]));
    await database.pool.query(
      `INSERT INTO out_of_office (bookable_id, during, reason)
       VALUES ($1, tstzrange($2::timestamptz, $2::timestamptz + interval '5 days'), 'vacation')`,
      [finn.userId, once.start],
    );
    const give = (wanted: object) => get(MeetingsService).reschedule(owner, id, { facilitatorId: finn.id, ...wanted });
    expect(await outcomes([make(finn.id)])).toEqual(['meetings_conflict']);
    expect(await outcomes([give({})])).toEqual(['slot_taken']);
    await database.pool.query(
      `UPDATE bookings SET starts_at = starts_at - interval '6 days', ends_at = ends_at - interval '6 days' WHERE id = $1`,
      [bookingId],
    );
    expect(await outcomes([give({})])).toEqual(['in_the_past']);
  });

  it('outlive the account of a host: others hold those that come, and what is over stays what it was', async () => {
    const [fay, finn] = [await teacher('Fay'), await teacher('Finn')];
    const offeringId = await offer(1, { startDate: days(-5), endDate: days(30) });
    await get(AssignmentsService).add(owner, offeringId, { facilitatorId: finn.id, startDate: days(0) });
    const { setId } = await get(MeetingPlansService).create(owner, offeringId, {
      ...{ start: new Date(`${days(3)}T10:00:00Z`), durationMinutes: 60, rrule: 'FREQ=DAILY;COUNT=3' },
      ...{ facilitatorId: fay.id, title: 'Lecture', location: 'Hall' },
    });
    const bookings = `id IN (SELECT booking_id FROM course_meetings WHERE set_id = '${setId}')`;
    await database.pool.query(
      `UPDATE bookings SET starts_at = starts_at - interval '5 days', ends_at = ends_at - interval '5 days'
       WHERE id = (SELECT id FROM bookings WHERE ${bookings} ORDER BY starts_at LIMIT 1)`,
    );
    const leaver = { id: fay.userId, name: 'Fay', email: 'fay@example.test', provedEmail: null };
    const leaving = { ...leaver, since: new Date(), isOverdue: false };
    await get(Transactions).run(async () => {
      await get(OrganizationsUserData).beginErasure(fay.userId);
      expect(await get(BookingsUserData).countEndings(leaving)).toBe(0);
      expect(await get(BookingsUserData).endSome(leaving, 20)).toBe(0);
    });
    await get(Transactions).run(() => get(TimetableKeeping).keepHeldBy(organizationId, fay.userId));
    await get(Transactions).run(() => get(BookingsUserData).eraseUser(leaving));
    const { rows } = await database.pool.query<object>(
      `SELECT status, title, location, organizer_id AS host FROM bookings WHERE ${bookings} ORDER BY starts_at`,
    );
    expect(rows).toEqual(
      [fay, finn, finn].map(({ userId: host }) => ({ status: 'confirmed', title: 'Lecture', location: 'Hall', host })),
    );
  });
});

describe('whoever is no member any more, or has the role no more', () => {
  const dayAfter = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
  const RUNNING = { startDate: dayAfter(-20), endDate: dayAfter(60) };
  const COMING = { startDate: dayAfter(20), endDate: dayAfter(60) };

  async function join(name: string, kind: typeof FACILITATORS | typeof STUDENTS) {
    const account = { name, email: `${newId()}@example.test` };
    const { id: userId } = await get(Transactions).run(() => get(UsersApi).create(account));
    await get(OrganizationsRepository).addMember(organizationId, userId, 'member');
    const person = { organizationId, userId };
    const { id } =
      kind === FACILITATORS
        ? await get(ProfilesService).create(FACILITATORS, owner, person)
        : await get(ProfilesService).create(STUDENTS, owner, person);
    return { userId, id };
  }
  const assign = (offeringId: string, facilitatorId: string, startDate: string) =>
    get(AssignmentsService).add(owner, offeringId, { facilitatorId, startDate });
  const assigned = async (facilitatorId: string) =>
    (
      await database.pool.query<{ until: string | null }>(
        'SELECT end_date::text AS until FROM course_assignments WHERE facilitator_id = $1 ORDER BY created_at',
        [facilitatorId],
      )
    ).rows.map(({ until }) => until);

  it('teaches until yesterday, and is assigned to nothing', async () => {
    const [running, coming] = [await offer(PLACES, RUNNING), await offer(PLACES, COMING)];
    const [fay, finn] = [await join('Fay', FACILITATORS), await join('Finn', FACILITATORS)];
    const past = await offer(PLACES, { startDate: dayAfter(-60), endDate: dayAfter(-10) });
    await assign(past, fay.id, dayAfter(-60));
    await assign(running, fay.id, RUNNING.startDate);
    await assign(coming, finn.id, COMING.startDate);
    await get(MembersService).remove(owner, organizationId, fay.userId);
    expect(await assigned(fay.id)).toEqual([null, dayAfter(-1)]);
    expect(await outcomes([assign(running, fay.id, dayAfter(1))])).toEqual(['validation_failed']);
    expect((await get(OfferingsService).findOne(owner, past)).facilitator?.user).toMatchObject({
      ...{ name: 'Fay', email: null },
    });
    await get(MembersService).change(owner, organizationId, finn.userId, { courseRoles: [] });
    expect(await assigned(finn.id)).toEqual([]);
    const { rows } = await database.pool.query<{ offering: string }>(
      `SELECT payload->>'offeringId' AS offering FROM outbox_messages WHERE name = 'course.offering_changed'
         AND payload->>'offeringId' = ANY($1) ORDER BY id DESC LIMIT 2`,
      [[running, coming, past]],
    );
    expect(rows.map(({ offering }) => offering)).toEqual([coming, running]);
  });

  it('takes no place, which others take at the same time, and keeps what is over', async () => {
    const [running, past] = [await offer(1, RUNNING), await offer(1, { ...RUNNING, endDate: dayAfter(-5) })];
    const [stu, sue] = [await join('Stu', STUDENTS), await join('Sue', STUDENTS)];
    for (const id of [running, past]) await enrol(id, stu.id);
    const codes = await outcomes([
      get(MembersService).remove(owner, organizationId, stu.userId),
      ...students.slice(0, 5).map((student) => enrol(running, student)),
    ]);
    expect([codes[0], new Set(codes)]).toEqual([null, new Set([null, 'offering_full'])]);
    const { counted, taken } = await placesOf(running);
    expect(counted).toBe(taken);
    const { rows } = await database.pool.query<{ status: string }>(
      'SELECT status FROM course_enrolments WHERE student_id = $1 ORDER BY created_at',
      [stu.id],
    );
    expect(rows.map(({ status }) => status)).toEqual(['withdrawn', 'active']);
    const other = await offer(1, RUNNING);
    await enrol(other, sue.id);
    await get(ProfilesService).archive(STUDENTS, owner, sue.id);
    expect(await outcomes([enrol(other, students[0]!)])).toEqual([null]);
    await get(ProfilesService).change(STUDENTS, owner, sue.id, { isActive: true });
    expect(await placesOf(other)).toEqual({ counted: 1, taken: 1 });
  });
});
