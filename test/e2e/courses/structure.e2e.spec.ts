import { createCourseThing, createOffering, createStructure } from '../../factories/course.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { eraseAccount, type Person, signUpAllVerified } from '../../factories/person.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const api = new ApiClient(sharedSystem().apiUrl);
const db = sharedDatabase();

let owner: Person;
let member: Person;
let organizationId: string;
let elsewhere: string;
let structure: Awaited<ReturnType<typeof createStructure>>;

beforeAll(async () => {
  [owner, member] = await signUpAllVerified(api, 'Ada', 'Charles');
  organizationId = await createOrganization(owner);
  elsewhere = await createOrganization(member);
  await addMember(owner, organizationId, member);
  structure = await createStructure(owner, organizationId);
});

afterAll(() => db.end());

const coded = ({ status, body }: ApiResponse) => [status, body.code];
const faults = ({ status, body }: ApiResponse) => [status, body.errors?.map(({ code }: { code: string }) => code)];
const namesIn = async (path: string, by: Person = owner): Promise<string[]> =>
  (await by.api.get(path)).body.data.map(({ name }: { name: string }) => name);

describe('the academic structure', () => {
  it.each([
    ['/modules', { code: 'cs101', name: 'Again' }, 'module_code_taken'],
    ['/intakes', { name: 'JANUARY 2027' }, 'course_name_taken'],
    ['/modes', { name: 'Online' }, 'course_name_taken'],
    ['/cohorts', { name: 'day' }, 'course_name_taken'],
    ['/classes', { name: 'a1' }, 'course_name_taken'],
    [
      '/academic-sessions',
      { type: 'trimester', number: 1, name: 'T', startDate: '2027-05-03', endDate: '2027-08-13' },
      'course_name_taken',
    ],
  ])('has no two of %s with what tells them apart, in any case', async (path, values, code) => {
    const { year, trimester, intake } = structure;
    const parent = { '/cohorts': { intakeId: intake.id }, '/classes': { trimesterId: trimester.id } }[path] ?? {};
    const of = path === '/academic-sessions' ? { yearId: year.id } : parent;
    expect(coded(await owner.api.post(path, { organizationId, ...of, ...values }))).toEqual([409, code]);
  });

  it('is unique in its organization alone, and what it names is of that organization and in use', async () => {
    expect((await member.api.post('/modules', { organizationId: elsewhere, code: 'CS101', name: 'Ours' })).status).toBe(
      201,
    );
    const theirs = { organizationId: elsewhere, name: 'Taken' };
    expect([
      faults(await member.api.post('/cohorts', { ...theirs, intakeId: structure.intake.id })),
      faults(await member.api.post('/classes', { ...theirs, trimesterId: structure.trimester.id })),
      faults(await owner.api.post('/classes', { ...theirs, organizationId, trimesterId: structure.year.id })),
    ]).toEqual([
      [400, ['unknown_intake']],
      [400, ['unknown_trimester']],
      [400, ['unknown_trimester']],
    ]);
    const { id } = await createCourseThing(owner, '/intakes', { organizationId, name: 'Closed' });
    expect((await owner.api.delete(`/intakes/${id}`)).body).toMatchObject({ isActive: false, version: 2 });
    const cohort = { organizationId, intakeId: id, name: 'Late' };
    expect(faults(await owner.api.post('/cohorts', cohort))).toEqual([400, ['unknown_intake']]);
    expect((await owner.api.patch(`/intakes/${id}`, { isActive: true })).body.isActive).toBe(true);
    expect((await owner.api.post('/cohorts', cohort)).status).toBe(201);
  });

  it('has years without and trimesters with a number, which end after they begin', async () => {
    const dates = { startDate: '2028-01-10', endDate: '2028-04-21' };
    const post = async (values: object) =>
      faults(await owner.api.post('/academic-sessions', { organizationId, name: 'New', ...dates, ...values }));
    expect(await post({ type: 'year', number: 1 })).toEqual([400, ['is_absent']]);
    expect(await post({ type: 'trimester' })).toEqual([400, ['is_required', 'is_required']]);
    expect(await post({ type: 'year', endDate: dates.startDate })).toEqual([400, ['is_after']]);
    const change = { endDate: '2027-01-01' };
    expect(faults(await owner.api.patch(`/academic-sessions/${structure.trimester.id}`, change))).toEqual([
      400,
      ['is_after'],
    ]);
  });

  it('is read by members, changed by those who manage it with the version that they read, and there for nobody else', async () => {
    const [stranger] = await signUpAllVerified(api, 'Mallory');
    const path = `/modules/${structure.module.id}`;
    const read = await member.api.get(path);
    expect(read.body).toEqual(structure.module);
    expect(coded(await member.api.patch(path, { name: 'Mine' }))).toEqual([403, 'forbidden']);
    expect(coded(await member.api.post('/modules', { organizationId, code: 'X', name: 'Mine' }))).toEqual([
      403,
      'forbidden',
    ]);
    for (const answer of [await stranger.api.get(path), await stranger.api.delete(path)])
      expect(coded(answer)).toEqual([404, 'not_found']);
    expect(await namesIn(`/modules?organizationId=${organizationId}`, stranger)).toEqual([]);
    const headers = { 'If-Match': read.headers.get('ETag')! };
    const changed = await owner.api.patch(path, { credits: 20 }, { headers });
    expect(changed.body).toMatchObject({ credits: 20, version: 2 });
    expect(coded(await owner.api.patch(path, { credits: 25 }, { headers }))).toEqual([412, 'precondition_failed']);
    const { rows } = await db.query<{ fact: string }>(
      `SELECT payload->>'fact' AS fact FROM outbox_messages
       WHERE name = 'course.structure_changed' AND payload->>'id' = $1 ORDER BY id`,
      [structure.module.id],
    );
    expect(rows.map(({ fact }) => fact)).toEqual(['created', 'updated']);
  });

  it('is listed by name, filtered, searched and in both kinds of pages', async () => {
    for (const [code, name] of [
      ['MA201', 'Analysis'],
      ['MA202', 'Topology'],
    ])
      await createCourseThing(owner, '/modules', { organizationId, code, name });
    const of = `/modules?organizationId=${organizationId}`;
    expect(await namesIn(of)).toEqual(['Analysis', 'Introduction to Programming', 'Topology']);
    expect(await namesIn(`${of}&page=2&limit=2`)).toEqual(['Topology']);
    const { meta } = (await owner.api.get(`${of}&limit=2`)).body;
    expect(await namesIn(`${of}&limit=2&cursor=${meta.nextCursor}`)).toEqual(['Topology']);
    expect(await namesIn(`${of}&q=ma2&sort=-name`)).toEqual(['Topology', 'Analysis']);
    expect(await namesIn(`${of}&isActive=false`)).toEqual([]);
    const sessions = `/academic-sessions?organizationId=${organizationId}`;
    expect(await namesIn(`${sessions}&type=year`)).toEqual(['2027']);
    expect(await namesIn(`${sessions}&yearId=${structure.year.id}`)).toEqual(['Trimester 1']);
    expect(await namesIn(`/classes?trimesterId=${structure.trimester.id}`, member)).toEqual(['A1']);
  });
});

describe('external ids', () => {
  it('name one of each kind in the organization, and go when they are taken away or the person leaves', async () => {
    const [learner] = await signUpAllVerified(api, 'Kurt');
    await addMember(owner, organizationId, learner);
    const externalId = 'SIS-1';
    const student = await createCourseThing(owner, '/students', { organizationId, userId: learner.id, externalId });
    const code = (await createCourseThing(owner, '/modules', { organizationId, code: 'EX1', name: 'X', externalId }))
      .id;
    const second = { organizationId, code: 'EX2', name: 'Y', externalId };
    expect(coded(await owner.api.post('/modules', second))).toEqual([409, 'external_id_taken']);
    expect((await owner.api.patch(`/modules/${code}`, { externalId: null })).body.externalId).toBeNull();
    expect((await owner.api.post('/modules', second)).body.externalId).toBe(externalId);
    const offering = await createOffering(owner, organizationId, structure, { externalId });
    expect(offering.externalId).toBe(externalId);
    const enrolments = `/course-offerings/${offering.id}/enrolments`;
    const enrolment = await createCourseThing(owner, enrolments, { studentId: student.id, externalId });
    const renamed = await owner.api.patch(`${enrolments}/${enrolment.id}`, { externalId: 'SIS-2' });
    expect([enrolment.externalId, renamed.body.externalId]).toEqual([externalId, 'SIS-2']);
    await eraseAccount(learner);
    for (const path of [`/students/${student.id}`, `${enrolments}/${enrolment.id}`])
      expect((await owner.api.get(path)).body.externalId).toBeNull();
  });
});

describe('roles in courses', () => {
  it('come with an invitation, show with the member, and go with their profiles', async () => {
    const [teacher] = await signUpAllVerified(api, 'Alan');
    const members = `/organizations/${organizationId}/members`;
    const invited = await owner.api.post(members, { email: teacher.email, courseRoles: ['facilitator', 'manager'] });
    expect([invited.status, invited.body.courseRoles]).toEqual([201, ['facilitator', 'manager']]);
    const [received] = (await teacher.api.get('/invitations')).body.data;
    expect(received).toMatchObject({ organizationId, role: 'member', courseRoles: ['facilitator', 'manager'] });
    expect((await teacher.api.post(`/invitations/${received.id}/accept`)).status).toBe(200);
    const rolesOf = async ({ id }: Person) => (await member.api.get(`${members}/${id}`)).body.courseRoles;
    expect([await rolesOf(teacher), await rolesOf(owner)]).toEqual([['manager', 'facilitator'], ['manager']]);
    const [profile] = (await owner.api.get(`/facilitators?userId=${teacher.id}`)).body.data;
    expect(profile.isActive).toBe(true);

    const module = (code = 'ALAN1') => teacher.api.post('/modules', { organizationId, code, name: 'Theirs' });
    expect((await module()).status).toBe(201);
    expect(coded(await teacher.api.patch(`/organizations/${organizationId}`, { name: 'Mine' }))).toEqual([
      403,
      'forbidden',
    ]);
    const promote = { courseRoles: ['manager'] };
    expect(coded(await teacher.api.patch(`${members}/${member.id}`, promote))).toEqual([403, 'forbidden']);

    const changed = await owner.api.patch(`${members}/${teacher.id}`, { courseRoles: ['student'] });
    expect([changed.status, changed.body.courseRoles]).toEqual([200, ['student']]);
    expect(coded(await module('ALAN2'))).toEqual([403, 'forbidden']);
    expect((await owner.api.get(`/facilitators/${profile.id}`)).body).toMatchObject({ isActive: false, version: 2 });
    const [student] = (await teacher.api.get('/students')).body.data;
    expect((await owner.api.delete(`/students/${student.id}`)).status).toBe(200);
    expect(await rolesOf(teacher)).toEqual([]);
    expect((await owner.api.patch(`/facilitators/${profile.id}`, { isActive: true })).status).toBe(200);
    expect(await rolesOf(teacher)).toEqual(['facilitator']);
  });
});

describe('profiles', () => {
  it('make members facilitators and students, both if need be, each once', async () => {
    const profile = { organizationId, userId: member.id };
    const facilitator = await createCourseThing(owner, '/facilitators', {
      ...profile,
      ...{ specialization: 'Mills', employeeId: 'FAC001' },
    });
    expect(facilitator).toMatchObject({
      user: { id: member.id, name: 'Charles', firstName: null, lastName: null, email: member.email },
      ...{ specialization: 'Mills', employeeId: 'FAC001', isActive: true },
    });
    const student = await createCourseThing(owner, '/students', { ...profile, studentNumber: 'S-1' });
    expect(coded(await owner.api.post('/facilitators', profile))).toEqual([409, 'course_profile_exists']);
    const other = { organizationId, userId: owner.id };
    expect(coded(await owner.api.post('/facilitators', { ...other, employeeId: 'fac001' }))).toEqual([
      409,
      'employee_id_taken',
    ]);
    expect(coded(await owner.api.post('/students', { ...other, studentNumber: 's-1' }))).toEqual([
      409,
      'student_number_taken',
    ]);
    expect(coded(await member.api.patch(`/facilitators/${facilitator.id}`, { employeeId: 'X' }))).toEqual([
      403,
      'forbidden',
    ]);
    expect((await member.api.get(`/students/${student.id}`)).body).toEqual(student);
  });

  it('are of members, and students are shown to those who manage the courses and themselves', async () => {
    const [stranger, learner] = await signUpAllVerified(api, 'Mallory', 'Mary');
    expect(faults(await owner.api.post('/students', { organizationId, userId: stranger.id }))).toEqual([
      400,
      ['unknown_member'],
    ]);
    await addMember(owner, organizationId, learner);
    const { id } = await createCourseThing(owner, '/students', { organizationId, userId: learner.id });
    const idsIn = async (by: Person, path: string) =>
      (await by.api.get(path)).body.data.map((one: { id: string }) => one.id);
    expect((await member.api.get(`/students/${id}`)).status).toBe(404);
    expect(await idsIn(member, '/students')).not.toContain(id);
    expect(await idsIn(learner, '/students')).toEqual([id]);
    expect(await idsIn(owner, `/students?userId=${learner.id}`)).toEqual([id]);
    expect(await idsIn(learner, '/facilitators')).toEqual(await idsIn(owner, '/facilitators'));
    await eraseAccount(learner);
    expect((await owner.api.get(`/students/${id}`)).body).toMatchObject({
      user: { name: 'Former user', email: null },
      ...{ studentNumber: null, isActive: false },
    });
  });

  it('are found by a part of name, address, number or external id, and nobody by what is not shown to them', async () => {
    const [rosa, sofia] = await signUpAllVerified(api, 'Rosa Péter', 'Sofia');
    for (const person of [rosa, sofia]) await addMember(owner, organizationId, person);
    const of = (person: Person) => ({ organizationId, userId: person.id });
    const numbers = { studentNumber: 'S_7-rp', externalId: 'sis:4711' };
    const learns = await createCourseThing(owner, '/students', { ...of(rosa), ...numbers });
    await createCourseThing(owner, '/students', { ...of(sofia), studentNumber: 'SX7-s' });
    const found = async (by: Person, path: string, q: string, more: object = {}) => {
      const { status, body } = await by.api.get(path, { query: { organizationId, q, ...more } });
      return [status, body.data?.map(({ user }: { user: { id: string } }) => user.id)];
    };
    const address = rosa.email.slice(2).toUpperCase();
    for (const q of ['péter', address, 's_7', '4711', 'SIS:47'])
      expect([q, ...(await found(owner, '/students', q))]).toEqual([q, 200, [rosa.id]]);
    expect(await found(owner, '/students', 'péter', { isActive: false })).toEqual([200, []]);
    expect(await found(owner, '/students', 'nobody at all')).toEqual([200, []]);
    expect((await owner.api.get('/students', { query: { search: '4711' } })).body.data).toEqual([learns]);
    expect(await found(sofia, '/students', 'péter')).toEqual([200, []]);
    expect(await found(rosa, '/students', 'péter')).toEqual([200, [rosa.id]]);

    const teaches = await createCourseThing(owner, '/facilitators', { ...of(rosa), employeeId: 'F_7-rp' });
    for (const q of [address, 'f_7']) expect(await found(sofia, '/facilitators', q)).toEqual([200, [rosa.id]]);
    expect((await owner.api.delete(`/facilitators/${teaches.id}`)).status).toBe(200);
    expect(await found(sofia, '/facilitators', address)).toEqual([200, []]);
    for (const by of [owner, rosa]) expect(await found(by, '/facilitators', address)).toEqual([200, [rosa.id]]);
  });
});
