import { createCourseThing, createOffering, createStructure } from '../../factories/course.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUpAllVerified } from '../../factories/person.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedSystem } from '../../support/shared-system.mjs';

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
