import { createCourseThing, createOffering, createStructure } from '../../factories/course.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUpAllVerified } from '../../factories/person.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { weekOf } from '../../../src/modules/learning/courses/courses.api.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const api = new ApiClient(sharedSystem().apiUrl);

let owner: Person;
let teacher: Person;
let learner: Person;
let organizationId: string;
let structure: Awaited<ReturnType<typeof createStructure>>;
let facilitator: ApiResponse['body'];
let student: ApiResponse['body'];

beforeAll(async () => {
  [owner, teacher, learner] = await signUpAllVerified(api, 'Ada', 'Alan', 'Grace');
  organizationId = await createOrganization(owner);
  for (const person of [teacher, learner]) await addMember(owner, organizationId, person);
  await teacher.api.patch('/users/me', { firstName: 'Alan', lastName: 'Turing' });
  structure = await createStructure(owner, organizationId);
  const employee = { organizationId, userId: teacher.id, employeeId: 'FAC001' };
  facilitator = await createCourseThing(owner, '/facilitators', employee);
  student = await createCourseThing(owner, '/students', { organizationId, userId: learner.id });
});

const coded = ({ status, body }: ApiResponse) => [status, body.code];
const faults = ({ status, body }: ApiResponse) => [status, body.errors?.map(({ code }: { code: string }) => code)];
const pathOf = ({ id }: ApiResponse['body']) => `/course-offerings/${id}`;
const idsIn = async (by: Person, query = ''): Promise<string[]> =>
  (await by.api.get(`/course-offerings?organizationId=${organizationId}${query}`)).body.data.map(
    ({ id }: { id: string }) => id,
  );
const dayAfter = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** An offering of a module of its own, that has begun and goes on. */
async function offer(code: string, values: object = {}) {
  const module = await createCourseThing(owner, '/modules', { organizationId, code, name: code });
  const dates = { startDate: dayAfter(-20), endDate: dayAfter(60) };
  return createOffering(owner, organizationId, { ...structure, module }, { ...dates, ...values });
}

describe('an offering', () => {
  it('nests what it is of and who teaches it, and is there once', async () => {
    const made = await createOffering(owner, organizationId, structure, { facilitatorId: facilitator.id });
    const { module, section, cohort, intake, mode, trimester } = structure;
    expect(made).toMatchObject({
      module: { id: module.id, code: 'CS101', name: 'Introduction to Programming', credits: 15 },
      class: { id: section.id, name: 'A1' },
      cohort: { id: cohort.id, name: 'Day' },
      intake: { id: intake.id, name: 'January 2027' },
      mode: { id: mode.id, name: 'online' },
      trimester: { id: trimester.id, number: 1, name: 'Trimester 1' },
      facilitator: { id: facilitator.id, user: { id: teacher.id, firstName: 'Alan', email: teacher.email } },
      ...{ startDate: '2027-01-11', endDate: '2027-04-23', maxStudents: null, enrolledCount: 0, version: 1 },
    });
    expect((await owner.api.get(pathOf(made))).body).toEqual(made);
    const again = {
      ...{ organizationId, moduleId: module.id, classId: section.id, cohortId: cohort.id, modeId: mode.id },
      ...{ startDate: '2027-01-11', endDate: '2027-04-23' },
    };
    expect(coded(await owner.api.post('/course-offerings', again))).toEqual([409, 'offering_exists']);
    const elsewhere = await createOrganization(owner);
    expect(faults(await owner.api.post('/course-offerings', { ...again, organizationId: elsewhere }))).toEqual([
      400,
      ['unknown_module', 'unknown_class', 'unknown_cohort', 'unknown_mode'],
    ]);
  });

  it('ends after it begins, has 1 to 100 places or as many as come, and is of what is in use', async () => {
    const path = pathOf(await offer('DATES'));
    expect(faults(await owner.api.patch(path, { endDate: dayAfter(-20) }))).toEqual([400, ['is_after']]);
    for (const maxStudents of [0, 101]) expect((await owner.api.patch(path, { maxStudents })).status).toBe(400);
    expect((await owner.api.patch(path, { maxStudents: 100 })).body.maxStudents).toBe(100);
    expect((await owner.api.patch(path, { maxStudents: null })).body).toMatchObject({ maxStudents: null, version: 3 });
    const mode = await createCourseThing(owner, '/modes', { organizationId, name: 'by post' });
    await owner.api.delete(`/modes/${mode.id}`);
    expect(faults(await owner.api.patch(path, { modeId: mode.id }))).toEqual([400, ['unknown_mode']]);
    const headers = { 'If-Match': '"v1"' };
    expect(coded(await owner.api.patch(path, { maxStudents: 5 }, { headers }))).toEqual([412, 'precondition_failed']);
    expect((await owner.api.delete(path)).body.isActive).toBe(false);
    expect(coded(await owner.api.post(`${path}/enrolments`, { studentId: student.id }))).toEqual([
      409,
      'offering_archived',
    ]);
  });

  it('takes nobody and no logs while it is archived, and no archived students', async () => {
    const made = await offer('GONE');
    const path = pathOf(made);
    const { id } = await createCourseThing(owner, `${path}/enrolments`, { studentId: student.id });
    const back = () => owner.api.patch(`${path}/enrolments/${id}`, { status: 'active' });
    await owner.api.patch(`${path}/enrolments/${id}`, { status: 'withdrawn' });
    await owner.api.delete(`/students/${student.id}`);
    expect(faults(await back())).toEqual([400, ['unknown_student']]);
    await owner.api.patch(`/students/${student.id}`, { isActive: true });
    const log = { allocationId: made.id, weekNumber: 1, draft: true };
    const draft = await createCourseThing(owner, '/activity-tracker', log);
    await owner.api.delete(path);
    for (const answer of [
      await back(),
      await owner.api.post(`${path}/assignments`, { facilitatorId: facilitator.id, startDate: dayAfter(0) }),
      await owner.api.patch(path, { facilitatorId: facilitator.id }),
      await owner.api.post('/activity-tracker', { ...log, weekNumber: 2 }),
      await owner.api.patch(`/activity-tracker/${draft.id}`, { notes: 'Too late' }),
    ])
      expect(coded(answer)).toEqual([409, 'offering_archived']);
    await owner.api.patch(path, { isActive: true });
    expect((await back()).body.status).toBe('active');
  });

  it('keeps who taught when, and who stands in for a week', async () => {
    const path = pathOf(await offer('WHO', { facilitatorId: facilitator.id }));
    const { id } = await createCourseThing(owner, '/facilitators', { organizationId, userId: learner.id });
    const standIn = { facilitatorId: id, isSubstitute: true, startDate: dayAfter(-1), endDate: dayAfter(5) };
    const substitute = await createCourseThing(owner, `${path}/assignments`, standIn);
    expect((await owner.api.get(path)).body.facilitator.id).toBe(id);
    expect(await idsIn(owner, `&facilitatorId=${facilitator.id}`)).not.toContain(path.split('/').at(-1));
    expect(coded(await owner.api.post(`${path}/assignments`, standIn))).toEqual([409, 'assignment_overlaps']);
    expect((await owner.api.delete(`${path}/assignments/${substitute.id}`)).status).toBe(204);
    expect((await owner.api.get(path)).body.facilitator.id).toBe(facilitator.id);
    expect((await owner.api.patch(path, { facilitatorId: id })).body.facilitator.id).toBe(id);
    expect((await owner.api.patch(path, { facilitatorId: null })).body.facilitator).toBeNull();
    expect((await owner.api.patch(path, { facilitatorId: id })).body.facilitator.id).toBe(id);
    const { data } = (await teacher.api.get(`${path}/assignments`)).body;
    expect(
      data.map((one: ApiResponse['body']) => [one.facilitator.id, one.isSubstitute, one.startDate, one.endDate]),
    ).toEqual([
      [facilitator.id, false, null, dayAfter(-1)],
      [id, false, dayAfter(0), null],
    ]);
  });

  it('is seen by those who manage it, teach it or are enrolled in it, and changed by those who manage it', async () => {
    const [stranger] = await signUpAllVerified(api, 'Mallory');
    await addMember(owner, organizationId, stranger);
    const made = await offer('SEEN', { facilitatorId: facilitator.id });
    const path = pathOf(made);
    expect([(await teacher.api.get(path)).status, (await learner.api.get(path)).status]).toEqual([200, 404]);
    const enrolment = await createCourseThing(owner, `${path}/enrolments`, { studentId: student.id });
    expect((await learner.api.get(path)).body.enrolledCount).toBe(1);
    for (const person of [teacher, learner]) {
      expect(await idsIn(person)).toContain(made.id);
      expect(coded(await person.api.patch(path, { maxStudents: 9 }))).toEqual([403, 'forbidden']);
    }
    expect(coded(await learner.api.get(`${path}/assignments`))).toEqual([403, 'forbidden']);
    expect((await teacher.api.get(`${path}/enrolments`)).body.data).toEqual([enrolment]);
    expect((await learner.api.get(`${path}/enrolments/${enrolment.id}`)).body).toEqual(enrolment);
    expect(await idsIn(stranger)).toEqual([]);
    for (const answer of [await stranger.api.get(path), await stranger.api.get(`${path}/enrolments`)])
      expect(answer.status).toBe(404);
    await owner.api.patch(`${path}/enrolments/${enrolment.id}`, { status: 'withdrawn' });
    expect((await learner.api.get(path)).status).toBe(404);
  });

  it('keeps who came to its meetings, of those who are enrolled on the day', async () => {
    const path = pathOf(await offer('CAME', { facilitatorId: facilitator.id }));
    const joined = { studentId: student.id, startDate: dayAfter(-6) };
    const enrolment = await createCourseThing(owner, `${path}/enrolments`, joined);
    const { id } = await createCourseThing(owner, '/students', { organizationId, userId: owner.id });
    const late = await createCourseThing(owner, `${path}/enrolments`, { studentId: id, startDate: dayAfter(-20) });
    const meeting = (day: number, values: object = {}) => ({
      ...{
        weekNumber: weekOf(dayAfter(-20), dayAfter(day)),
        meetingNumber: 1,
        heldOn: dayAfter(day),
        records: [],
        ...values,
      },
    });
    const take = (values: object, by = teacher) => by.api.post(`${path}/registers`, values);
    const records = [
      { studentId: student.id, status: 'absent' },
      { studentId: id, status: 'late' },
    ];
    const made = await take({ ...meeting(0, { records }), heldOn: undefined });
    const counts = { present: 0, late: 1, excused: 0, absent: 1 };
    expect([made.status, made.body]).toEqual([
      201,
      expect.objectContaining({ heldOn: dayAfter(0), counts, version: 1 }),
    ]);
    expect(coded(await take(meeting(0), owner))).toEqual([409, 'register_exists']);
    expect(faults(await take(meeting(30)))).toEqual([400, ['in_future']]);
    expect(faults(await take(meeting(0, { weekNumber: 9, meetingNumber: 2 })))).toEqual([400, ['outside_week']]);
    expect(faults(await take(meeting(-10, { records })))).toEqual([400, ['not_enrolled']]);
    const twice = { meetingNumber: 2, records: [...records, ...records] };
    expect(faults(await take(meeting(0, twice)))).toEqual([400, ['is_unique', 'is_unique']]);
    for (const answer of [await take(meeting(-1), learner), await learner.api.get(`${path}/registers`)])
      expect(coded(answer)).toEqual([403, 'forbidden']);
    const came = async (by: Person, query = '') =>
      (await by.api.get(`${path}/attendance${query}`)).body.data.map((one: ApiResponse['body']) => [
        one.student.id,
        one.status,
      ]);
    expect(await came(learner)).toEqual([[student.id, 'absent']]);
    expect(await came(teacher, `?studentId=${id}`)).toEqual([[id, 'late']]);
    const register = `${path}/registers/${made.body.id}`;
    const headers = { 'If-Match': made.headers.get('ETag') ?? '' };
    const present = { records: [records[0], { studentId: id, status: 'present' }] };
    expect((await teacher.api.put(register, present, { headers })).body).toMatchObject({
      ...{ version: 2, counts: { present: 1, late: 0, absent: 1 } },
    });
    expect(coded(await teacher.api.put(register, { records }, { headers }))).toEqual([412, 'precondition_failed']);
    expect(coded(await owner.api.patch(path, { startDate: dayAfter(-40) }))).toEqual([409, 'logs_outside_offering']);
    // Nobody is absent before joining or after leaving.
    const change = (days: object) => owner.api.patch(`${path}/enrolments/${enrolment.id}`, days);
    expect((await change({ startDate: dayAfter(1) })).status).toBe(200);
    expect([await came(owner), await came(learner)]).toEqual([[[id, 'present']], []]);
    await change({ startDate: dayAfter(-6) });
    expect(await came(learner)).toEqual([[student.id, 'absent']]);
    await change({ status: 'withdrawn', endDate: dayAfter(-3) });
    expect(await came(owner)).toEqual([[id, 'present']]);
    expect((await owner.api.get(`${path}/registers`)).body.data).toMatchObject([{ counts: { present: 1, absent: 0 } }]);
    // Whoever came may stay in it, whatever became of the enrolment since.
    await owner.api.patch(`${path}/enrolments/${late.id}`, { status: 'withdrawn', endDate: dayAfter(-3) });
    const shown = (await teacher.api.get(register)).body.records;
    const again = shown.map((one: ApiResponse['body']) => ({ studentId: one.student.id, status: 'late' }));
    expect((await teacher.api.put(register, { records: again })).body).toMatchObject({
      counts: { late: 1, absent: 0 },
    });
    expect((await teacher.api.delete(register)).status).toBe(204);
    expect(await came(owner)).toEqual([]);
    const { rows } = await sharedDatabase().query<{ fact: string }>(
      `SELECT payload->>'fact' AS fact FROM outbox_messages WHERE payload->>'registerId' = $1 ORDER BY id`,
      [made.body.id],
    );
    expect(rows.map(({ fact }) => fact)).toEqual(['taken', 'changed', 'changed', 'removed']);
  });

  it('is found by any filters together, in both kinds of pages', async () => {
    const mode = await createCourseThing(owner, '/modes', { organizationId, name: 'hybrid' });
    const values = { facilitatorId: facilitator.id, modeId: mode.id };
    const one = await offer('F1', values);
    const other = await offer('F2', { ...values, startDate: dayAfter(-10) });
    await owner.api.delete(pathOf(other));
    const { intake, cohort } = structure;
    const all = `&mode=HYBRID&trimester=1&cohortId=${cohort.id}&intake=january%202027&facilitatorId=${facilitator.id}`;
    expect(await idsIn(owner, all)).toEqual([one.id, other.id]);
    expect(await idsIn(owner, `${all}&moduleId=${one.module.id}&isActive=true`)).toEqual([one.id]);
    expect(await idsIn(owner, `${all}&isActive=false`)).toEqual([other.id]);
    expect(await idsIn(owner, `&mode=${mode.id}&intake=${intake.id}&sort=-startDate`)).toEqual([other.id, one.id]);
    expect(await idsIn(owner, `${all}&trimester=2`.replace('&trimester=1', ''))).toEqual([]);
    expect(await idsIn(owner, '&mode=unheard')).toEqual([]);
    expect(await idsIn(owner, `${all}&page=2&limit=1`)).toEqual([other.id]);
    const { meta } = (await owner.api.get(`/course-offerings?organizationId=${organizationId}${all}&limit=1`)).body;
    expect(await idsIn(owner, `${all}&limit=1&cursor=${meta.nextCursor}`)).toEqual([other.id]);
  });
});

it('a term is copied to another one, as a whole, without its students', async () => {
  const year = structure.year.id;
  const trimester = (number: number, startDate: string, endDate: string) =>
    createCourseThing(owner, '/academic-sessions', {
      ...{ organizationId, type: 'trimester', yearId: year, number, name: `Trimester ${number}`, startDate, endDate },
    });
  const [from, to] = [await trimester(2, '2027-05-13', '2027-08-20'), await trimester(3, '2027-09-07', '2027-12-17')];
  const section = await createCourseThing(owner, '/classes', { organizationId, trimesterId: from.id, name: 'B1' });
  const parts = { ...structure, section };
  const dates = { startDate: '2027-05-13', endDate: '2027-08-19', maxStudents: 9 };
  const taught = await createOffering(owner, organizationId, parts, { ...dates, facilitatorId: facilitator.id });
  const module = await createCourseThing(owner, '/modules', { organizationId, code: 'COPIED', name: 'Copied' });
  const other = await createOffering(owner, organizationId, { ...parts, module }, dates);
  const gone = await createCourseThing(owner, '/modes', { organizationId, name: 'by telegraph' });
  const archived = await createOffering(owner, organizationId, { ...parts, mode: gone }, dates);
  await owner.api.delete(`/modes/${gone.id}`);
  await createCourseThing(owner, `${pathOf(taught)}/enrolments`, { studentId: student.id });
  const copy = (values: object = {}, by = owner) =>
    by.api.post(`/academic-sessions/${from.id}/copies`, { trimesterId: to.id, ...values });
  const outcomes = ({ body }: ApiResponse) =>
    Object.fromEntries(body.offerings.map((one: ApiResponse['body']) => [one.fromId, one.outcome]));

  expect(coded(await copy({}, teacher))).toEqual([403, 'forbidden']);
  expect(faults(await copy({ trimesterId: from.id }))).toEqual([400, ['unknown_other_trimester']]);
  const dry = await copy({ dryRun: true, withFacilitators: true });
  expect([dry.status, dry.body.days, dry.body.classes]).toEqual([200, 119, ['B1']]);
  expect(outcomes(dry)).toEqual({ [taught.id]: 'created', [other.id]: 'created', [archived.id]: 'archived' });
  const made = await copy({ withFacilitators: true });
  const [same] = made.body.offerings.filter((one: ApiResponse['body']) => one.fromId === taught.id);
  expect((await owner.api.get(`/course-offerings/${same.id}`)).body).toMatchObject({
    ...{ startDate: '2027-09-09', endDate: '2027-12-16', maxStudents: 9, enrolledCount: 0 },
    ...{ facilitator: { id: facilitator.id }, trimester: { id: to.id, number: 3 }, class: { name: 'B1' } },
  });
  const again = await copy();
  expect([again.body.classes, outcomes(again)]).toEqual([
    [],
    { [taught.id]: 'exists', [other.id]: 'exists', [archived.id]: 'archived' },
  ]);
});

describe('an enrolment', () => {
  it('has days and a state, and moves in one step', async () => {
    const [from, to] = [await offer('M1', { maxStudents: 1 }), await offer('M2', { maxStudents: 1 })];
    const path = `${pathOf(from)}/enrolments`;
    const made = await createCourseThing(owner, path, { studentId: student.id });
    expect(made).toMatchObject({
      ...{ status: 'active', startDate: dayAfter(0), endDate: null, isLate: true },
      student: { id: student.id, user: { id: learner.id } },
    });
    expect(coded(await owner.api.post(path, { studentId: student.id }))).toEqual([409, 'already_enrolled']);
    const withdrawn = await owner.api.patch(`${path}/${made.id}`, { status: 'withdrawn' });
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn', endDate: dayAfter(0), version: 2 });
    const again = await createCourseThing(owner, path, { studentId: student.id, startDate: from.startDate });
    expect(again).toMatchObject({ id: made.id, status: 'active', isLate: false, version: 3 });
    const moved = await owner.api.post(`${path}/${made.id}/transfer`, { offeringId: to.id });
    expect(moved.body).toMatchObject({ offeringId: to.id, status: 'active' });
    const counts = async () => [
      (await owner.api.get(pathOf(from))).body.enrolledCount,
      (await owner.api.get(pathOf(to))).body.enrolledCount,
    ];
    expect(await counts()).toEqual([0, 1]);
    const { id } = await createCourseThing(owner, '/students', { organizationId, userId: teacher.id });
    const second = await createCourseThing(owner, path, { studentId: id });
    expect(coded(await owner.api.post(`${path}/${second.id}/transfer`, { offeringId: to.id }))).toEqual([
      409,
      'offering_full',
    ]);
    expect(await counts()).toEqual([1, 1]);
    expect((await owner.api.get(`${path}?status=withdrawn`)).body.data.map((one: { id: string }) => one.id)).toEqual([
      made.id,
    ]);
  });
});

it('courses go with their organization', async () => {
  const closing = await createOrganization(owner);
  const parts = await createStructure(owner, closing);
  const person = { organizationId: closing, userId: owner.id };
  const { id: facilitatorId } = await createCourseThing(owner, '/facilitators', person);
  const { id: studentId } = await createCourseThing(owner, '/students', person);
  const path = pathOf(await createOffering(owner, closing, parts, { facilitatorId }));
  await createCourseThing(owner, `${path}/enrolments`, { studentId });
  expect((await owner.api.delete(`/organizations/${closing}`)).status).toBe(204);
  expect((await owner.api.get(path)).status).toBe(404);
});
