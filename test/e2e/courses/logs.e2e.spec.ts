import { createCourseThing, createOffering, createStructure } from '../../factories/course.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { dayFromNow } from '../../factories/reflection.js';
import { eraseAccount, type Person, signUpAllVerified } from '../../factories/person.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { DUTIES } from '../../../src/modules/learning/courses/logs/log.rules.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const api = new ApiClient(sharedSystem().apiUrl);
const db = sharedDatabase();

let owner: Person;
let teacher: Person;
let learner: Person;
let organizationId: string;
let allocationId: string;
let otherId: string;
let facilitatorId: string;
let structure: Awaited<ReturnType<typeof createStructure>>;

beforeAll(async () => {
  [owner, teacher, learner] = await signUpAllVerified(api, 'Ada', 'Alan', 'Grace');
  organizationId = await createOrganization(owner);
  for (const person of [teacher, learner]) await addMember(owner, organizationId, person);
  structure = await createStructure(owner, organizationId);
  facilitatorId = (await createCourseThing(owner, '/facilitators', { organizationId, userId: teacher.id })).id;
  const student = await createCourseThing(owner, '/students', { organizationId, userId: learner.id });
  // From a Thursday to a Tuesday: 15 weeks and two short ones.
  const dates = { startDate: '2026-01-15', endDate: '2026-05-05' };
  allocationId = (await createOffering(owner, organizationId, structure, { ...dates, facilitatorId })).id;
  await createCourseThing(owner, `/course-offerings/${allocationId}/enrolments`, { studentId: student.id });
  const mode = await createCourseThing(owner, '/modes', { organizationId, name: 'hybrid' });
  otherId = (await createOffering(owner, organizationId, { ...structure, mode }, dates)).id;
});

afterAll(() => db.end());

const coded = ({ status, body }: ApiResponse) => [status, body.code];
const pathOf = ({ id }: ApiResponse['body']) => `/activity-tracker/${id}`;
const write = (weekNumber: number, values: object = {}, by = teacher) =>
  by.api.post('/activity-tracker', { allocationId, weekNumber, ...values });
const weeksIn = async (by: Person, query: string): Promise<number[]> =>
  (await by.api.get(`/activity-tracker?organizationId=${organizationId}${query}`)).body.data.map(
    (log: { weekNumber: number }) => log.weekNumber,
  );
const versionsOf = async (path: string): Promise<unknown[]> =>
  (await owner.api.get(`${path}/versions`)).body.data.map(
    ({ version, state, content }: { version: number; state: string; content: { notes: string | null } }) => [
      version,
      state,
      content.notes,
    ],
  );

describe('the log of a week', () => {
  it('is submitted unless it is a draft, with duties that have not started, and there once', async () => {
    const made = await write(1, { attendance: [true, false, true], gradeBookStatus: 'Done', notes: 'A beginning.' });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      ...{ allocationId, weekNumber: 1, facilitatorId, state: 'submitted', attendance: [true, false, true] },
      ...{ formativeOneGrading: 'Not Started', formativeTwoGrading: 'Not Started', summativeGrading: 'Not Started' },
      ...{ courseModeration: 'Not Started', intranetSync: 'Not Started', gradeBookStatus: 'Done', version: 1 },
    });
    expect(made.body.submittedAt).toEqual(expect.any(String));
    expect(coded(await write(1, {}, owner))).toEqual([409, 'log_exists']);
    const draft = await write(2, { draft: true });
    expect(draft.body).toMatchObject({ state: 'draft', submittedAt: null });
    expect((await teacher.api.patch(pathOf(draft.body), { notes: 'Later', draft: true })).body.state).toBe('draft');
    expect(await versionsOf(pathOf(draft.body))).toEqual([]);
    const submitted = await teacher.api.patch(pathOf(draft.body), { intranetSync: 'Done' });
    expect(submitted.body).toMatchObject({ state: 'submitted', notes: 'Later', version: 3 });
    expect(await versionsOf(pathOf(draft.body))).toEqual([[3, 'submitted', 'Later']]);
    expect(coded(await teacher.api.delete(pathOf(draft.body)))).toEqual([409, 'log_state_conflict']);
    const another = await write(3, { draft: true });
    expect((await teacher.api.delete(pathOf(another.body))).status).toBe(204);
  });

  it('is of a week that the offering has', async () => {
    expect((await write(17, { draft: true })).status).toBe(201);
    const late = await write(18);
    expect([late.status, late.body.errors[0].code]).toEqual([400, 'outside_offering']);
    for (const values of [{ gradeBookStatus: 'done' }, { attendance: ['yes'] }, { weekNumber: 0 }])
      expect((await write(4, values)).status).toBe(400);
  });

  it('is submitted from the Monday of its week on, and its week stays that of the offering', async () => {
    const mode = await createCourseThing(owner, '/modes', { organizationId, name: 'at night' });
    const dates = { startDate: dayFromNow(-7), endDate: dayFromNow(60) };
    const coming = await createOffering(owner, organizationId, { ...structure, mode }, { ...dates, facilitatorId });
    const week = { allocationId: coming.id, weekNumber: 4 };
    const early = await write(4, week);
    expect([...coded(early), early.body.opensOn > dayFromNow(0)]).toEqual([409, 'log_too_early', true]);
    const draft = await createCourseThing(teacher, '/activity-tracker', { ...week, draft: true });
    for (const by of [teacher, owner])
      expect(coded(await by.api.patch(pathOf(draft), { notes: 'Done by now' }))).toEqual([409, 'log_too_early']);
    expect((await write(2, { allocationId: coming.id })).body.state).toBe('submitted');
    const offering = `/course-offerings/${coming.id}`;
    const shorter = await owner.api.patch(offering, { endDate: dayFromNow(5) });
    expect([...coded(shorter), shorter.body.weeks]).toEqual([409, 'logs_outside_offering', [4]]);
    const moved = await owner.api.patch(offering, { startDate: dayFromNow(-14) });
    expect([moved.body.code, moved.body.weeks]).toEqual(['logs_outside_offering', [2, 4]]);
    await teacher.api.delete(pathOf(draft));
    expect((await owner.api.patch(offering, { endDate: dayFromNow(5) })).status).toBe(200);
  });

  it('is returned with a note, written again and accepted, and tells what it said before', async () => {
    const path = pathOf((await write(5, { notes: 'First' })).body);
    expect(coded(await teacher.api.post(`${path}/accept`))).toEqual([403, 'forbidden']);
    const returned = await owner.api.post(`${path}/return`, { note: 'And Friday?' });
    expect(returned.body).toMatchObject({ state: 'returned', returnNote: 'And Friday?' });
    const headers = { 'If-Match': '"v1"' };
    expect(coded(await teacher.api.patch(path, { notes: 'Second' }, { headers }))).toEqual([
      412,
      'precondition_failed',
    ]);
    expect((await teacher.api.patch(path, { notes: 'Second' })).body.state).toBe('submitted');
    for (const answer of [
      await owner.api.post(`${path}/return`, { note: 'Unseen' }, { headers }),
      await owner.api.post(`${path}/accept`, {}, { headers }),
    ])
      expect(coded(answer)).toEqual([412, 'precondition_failed']);
    expect((await owner.api.post(`${path}/accept`)).body.state).toBe('accepted');
    for (const answer of [
      await teacher.api.patch(path, { notes: 'Third' }),
      await owner.api.post(`${path}/return`, { note: 'No' }),
    ])
      expect(coded(answer)).toEqual([409, 'log_state_conflict']);
    expect(await versionsOf(path)).toEqual([
      [4, 'accepted', 'Second'],
      [3, 'submitted', 'Second'],
      [2, 'returned', 'First'],
      [1, 'submitted', 'First'],
    ]);
    const { rows } = await db.query<{ name: string }>(
      `SELECT name FROM outbox_messages WHERE payload->>'logId' = $1 ORDER BY id`,
      [path.split('/').at(-1)],
    );
    expect(rows.map(({ name }) => name)).toEqual(
      ['submitted', 'returned', 'submitted', 'accepted'].map((fact) => `activity_log.${fact}`),
    );
  });

  it('begins as that of the week before in one call', async () => {
    await write(7, { attendance: [true, true], courseModeration: 'Pending', notes: 'As ever' });
    const copy = await teacher.api.post('/activity-tracker/copies', { allocationId, weekNumber: 8 });
    expect([copy.status, copy.body.attendance, copy.body.courseModeration, copy.body.notes, copy.body.state]).toEqual([
      201,
      [true, true],
      'Pending',
      'As ever',
      'draft',
    ]);
    expect(coded(await teacher.api.post('/activity-tracker/copies', { allocationId, weekNumber: 11 }))).toEqual([
      404,
      'not_found',
    ]);
  });

  it('is copied by a substitute from what they may read, and from no draft of somebody else', async () => {
    const [substitute] = await signUpAllVerified(api, 'Sue');
    await addMember(owner, organizationId, substitute);
    const { id } = await createCourseThing(owner, '/facilitators', { organizationId, userId: substitute.id });
    const sixteenth = { facilitatorId: id, startDate: '2026-04-27', endDate: '2026-05-03' };
    await createCourseThing(owner, `/course-offerings/${allocationId}/assignments`, sixteenth);
    const draft = pathOf((await write(15, { draft: true, notes: 'Not said yet' })).body);
    const copy = () => substitute.api.post('/activity-tracker/copies', { allocationId, weekNumber: 16 });
    expect([coded(await substitute.api.get(draft)), coded(await copy())]).toEqual([
      [404, 'not_found'],
      [404, 'not_found'],
    ]);
    await teacher.api.patch(draft, { notes: 'Said' });
    expect((await copy()).body).toMatchObject({ state: 'draft', notes: 'Said' });
  });

  it('is written by those who teach the offering, read by managers, and there for nobody else', async () => {
    const { body } = await write(9);
    for (const answer of [
      await learner.api.get(pathOf(body)),
      await learner.api.patch(pathOf(body), { notes: 'Mine' }),
    ])
      expect(coded(answer)).toEqual([404, 'not_found']);
    expect(coded(await write(10, {}, learner))).toEqual([403, 'forbidden']);
    const theirs = await teacher.api.post('/activity-tracker', { allocationId: otherId, weekNumber: 1 });
    expect([theirs.status, theirs.body.errors[0].code]).toEqual([400, 'unknown_offering']);
    const others = await createCourseThing(owner, '/activity-tracker', { allocationId: otherId, weekNumber: 1 });
    expect(others.facilitatorId).toBeNull();
    expect((await teacher.api.get(pathOf(others))).status).toBe(404);
    expect(await weeksIn(learner, '')).toEqual([]);
    expect(await weeksIn(teacher, `&allocationId=${otherId}`)).toEqual([]);
    expect(await weeksIn(owner, `&allocationId=${otherId}`)).toEqual([1]);
  });

  it('is found by its filters, any of the six duties among them', async () => {
    const duties = { formativeOneGrading: 'Done', formativeTwoGrading: 'Done', summativeGrading: 'Done' };
    const all = { ...duties, courseModeration: 'Done', intranetSync: 'Done', gradeBookStatus: 'Done' };
    await write(12, all);
    await write(13, { ...all, intranetSync: 'Pending' });
    const of = `&allocationId=${allocationId}&facilitatorId=${facilitatorId}`;
    expect(await weeksIn(owner, `${of}&status=Pending`)).toEqual([13, 8, 7]);
    expect(await weeksIn(owner, `${of}&intranetSync=Pending`)).toEqual([13]);
    expect(await weeksIn(teacher, `${of}&status=Done&weekNumber=12&state=submitted`)).toEqual([12]);
    expect(await weeksIn(owner, `${of}&state=accepted`)).toEqual([5]);
    expect(await weeksIn(owner, `${of}&status=Pending&page=2&limit=2`)).toEqual([7]);
    const [{ id } = { id: '' }] = (await owner.api.get(`/activity-tracker?allocationId=${allocationId}&weekNumber=12`))
      .body.data;
    for (const duty of DUTIES) {
      await teacher.api.patch(`/activity-tracker/${id}`, { ...all, [duty]: 'Pending' });
      const found = await Promise.all(
        ['status', ...DUTIES].map((name) => weeksIn(owner, `${of}&weekNumber=12&${name}=Pending`)),
      );
      expect([duty, found]).toEqual([duty, [[12], ...DUTIES.map((one) => (one === duty ? [12] : []))]]);
    }
  });

  it('is written by whoever teaches in its week, and read by those who taught once it was submitted', async () => {
    const mode = await createCourseThing(owner, '/modes', { organizationId, name: 'weekend' });
    // It is over: who taught last teaches it now.
    const dates = { startDate: '2026-01-15', endDate: '2026-05-05' };
    const of = await createOffering(owner, organizationId, { ...structure, mode }, { ...dates, facilitatorId });
    const path = `/course-offerings/${of.id}`;
    const successor = await createCourseThing(owner, '/facilitators', { organizationId, userId: learner.id });
    const student = await createCourseThing(owner, '/students', { organizationId, userId: owner.id });
    await createCourseThing(owner, `${path}/enrolments`, { studentId: student.id, startDate: '2026-01-15' });
    const fromWeek4 = { facilitatorId: successor.id, startDate: '2026-02-02' };
    await createCourseThing(owner, `${path}/assignments`, fromWeek4);
    const inWeek = (weekNumber: number, by: Person, values: object = {}) =>
      write(weekNumber, { allocationId: of.id, ...values }, by);

    const draft = (await inWeek(4, learner, { draft: true, notes: 'Mine' })).body;
    expect(draft.facilitatorId).toBe(successor.id);
    for (const answer of [
      await teacher.api.get(pathOf(draft)),
      await teacher.api.patch(pathOf(draft), { notes: 'Not mine' }),
      await teacher.api.delete(pathOf(draft)),
    ])
      expect(coded(answer)).toEqual([404, 'not_found']);
    expect(coded(await inWeek(6, teacher))).toEqual([403, 'forbidden']);
    const former = (await inWeek(3, teacher)).body;
    expect(await weeksIn(teacher, `&allocationId=${of.id}`)).toEqual([3]);
    expect(coded(await learner.api.patch(pathOf(former), { notes: 'Not mine' }))).toEqual([403, 'forbidden']);
    await learner.api.patch(pathOf(draft), { attendance: [true] });
    expect((await teacher.api.get(pathOf(draft))).body.state).toBe('submitted');
    expect(coded(await teacher.api.patch(pathOf(draft), { notes: 'Not mine' }))).toEqual([403, 'forbidden']);

    const mailsFor = async (by: Person) =>
      (await by.api.get(`${path}/enrolments`)).body.data.map((one: ApiResponse['body']) => one.student.user.email);
    expect([await mailsFor(teacher), await mailsFor(learner)]).toEqual([[null], [owner.email]]);

    const standIn = { facilitatorId, isSubstitute: true, startDate: '2026-02-11', endDate: '2026-02-11' };
    await createCourseThing(owner, `${path}/assignments`, standIn);
    const shared = (await inWeek(5, learner, { draft: true })).body;
    const taken = await teacher.api.patch(pathOf(shared), { notes: 'Stood in', draft: true });
    expect([taken.body.facilitatorId, taken.body.notes]).toEqual([facilitatorId, 'Stood in']);
    expect((await owner.api.patch(pathOf(shared), { notes: 'Mended' })).body.facilitatorId).toBe(facilitatorId);

    await owner.api.delete(`/facilitators/${facilitatorId}`);
    expect(coded(await teacher.api.patch(pathOf(former), { notes: 'Archived' }))).toEqual([403, 'forbidden']);
    expect(coded(await inWeek(2, teacher))).toEqual([403, 'forbidden']);
    await owner.api.patch(`/facilitators/${facilitatorId}`, { isActive: true });
  });

  it('forgets the words of whoever wrote it with their account', async () => {
    const path = pathOf((await write(14, { attendance: [true], notes: 'Memoirs' })).body);
    await owner.api.post(`${path}/return`, { note: 'More' });
    await eraseAccount(teacher);
    expect((await owner.api.get(path)).body).toMatchObject({ notes: null, attendance: [true], returnNote: 'More' });
    expect(await versionsOf(path)).toEqual([
      [2, 'returned', null],
      [1, 'submitted', null],
    ]);
  });
});
