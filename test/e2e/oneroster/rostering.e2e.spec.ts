import { text } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { createCourseThing, createOffering, createStructure } from '../../factories/course.js';
import {
  makeRosterClient,
  askForToken,
  RosterReader,
  type RosterAnswer,
  rosterReader,
} from '../../factories/oneroster.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { eraseAccount, type Person, signUpAllVerified } from '../../factories/person.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { READ_PATHS } from '../../support/oneroster-documents.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';
import { newId } from '../../../src/kernel/ids.js';
import {
  GRADEBOOK,
  ROSTER,
  ROSTER_CORE,
  ROSTER_SCOPES,
} from '../../../src/modules/learning/oneroster/protocol/scopes.js';

const { apiUrl } = sharedSystem();
const db = sharedDatabase();
const R = '/rostering/v1p2';
const G = '/gradebook/v1p2';
/** Other systems call things as they like. */
const [ITEM, GRADE] = [`essay ${newId()}`, `grade/${newId()}`];

let owner: Person;
let teacher: Person;
let learner: Person;
let organizationId: string;
let structure: Awaited<ReturnType<typeof createStructure>>;
let offering: ApiResponse['body'];
let facilitatorId: string;
let enrolmentId: string;
let reader: RosterReader;
/** Of an institution of the teacher's, with the same structure. */
let stranger: RosterReader;

beforeAll(async () => {
  [owner, teacher, learner] = await signUpAllVerified(new ApiClient(apiUrl), 'Ada', 'Alan', 'Grace');
  organizationId = await createOrganization(owner);
  for (const person of [teacher, learner]) await addMember(owner, organizationId, person);
  await teacher.api.patch('/users/me', { firstName: 'Alan', lastName: 'Turing' });
  structure = await createStructure(owner, organizationId);
  const employee = { organizationId, userId: teacher.id, employeeId: 'FAC001' };
  facilitatorId = (await createCourseThing(owner, '/facilitators', employee)).id;
  const number = { organizationId, userId: learner.id, studentNumber: 'S-1001' };
  const student = await createCourseThing(owner, '/students', number);
  offering = await createOffering(owner, organizationId, structure, { facilitatorId });
  const enrolled = { studentId: student.id, startDate: '2027-01-11' };
  enrolmentId = (await createCourseThing(owner, `/course-offerings/${offering.id}/enrolments`, enrolled)).id;
  reader = await rosterReader(apiUrl, owner, organizationId);
  const elsewhere = await createOrganization(teacher);
  await createStructure(teacher, elsewhere);
  stranger = await rosterReader(apiUrl, teacher, elsewhere);
});

afterAll(() => db.end());

const faultOf = ({ status, body }: RosterAnswer) => [
  status,
  body.imsx_codeMajor,
  body.imsx_CodeMinor.imsx_codeMinorField[0].imsx_codeMinorFieldValue,
];
const idsIn = (answer: RosterAnswer): string[] => {
  if (answer.status !== 200) throw new Error(`It was answered with ${answer.status} ${JSON.stringify(answer.body)}`);
  const [list] = Object.values<Array<{ sourcedId: string }>>(answer.body);
  return list!.map(({ sourcedId }) => sourcedId);
};
const ref = (type: string, plural: string, id: string) => ({
  href: expect.stringMatching(new RegExp(`/ims/oneroster/rostering/v1p2/${plural}/${id}$`)),
  sourcedId: id,
  type,
});
const base = { status: 'active', dateLastModified: expect.stringMatching(/^\d{4}-.*Z$/) };

describe('a client', () => {
  it('gets a token for its secret, with the scopes that it has, until it is rotated or deleted', async () => {
    const path = `/organizations/${organizationId}/oneroster-clients`;
    const made = await makeRosterClient(owner, organizationId, [ROSTER_CORE]);
    const form = { grant_type: 'client_credentials', scope: `${ROSTER} ${ROSTER_CORE}` };
    const first = await askForToken(apiUrl, made, form);
    expect(first.body).toEqual({
      ...{ access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600, scope: ROSTER_CORE },
    });
    const refusals = [
      await askForToken(apiUrl, { ...made, secret: `${made.secret.slice(1)}x` }),
      await askForToken(apiUrl, made, { ...form, scope: GRADEBOOK }),
      await askForToken(apiUrl, made, { grant_type: 'password' }),
    ];
    expect(refusals.map(({ status, body }) => [status, body.error])).toEqual([
      [401, 'invalid_client'],
      [400, 'invalid_scope'],
      [400, 'unsupported_grant_type'],
    ]);
    const limited = new RosterReader(apiUrl, first.body.access_token);
    expect((await limited.get(`${R}/orgs`)).status).toBe(200);
    expect(faultOf(await limited.get(`${R}/schools/${organizationId}/classes`))).toEqual([403, 'failure', 'forbidden']);
    const { body: rotated } = await owner.api.post(`${path}/${made.id}/rotate`);
    expect(faultOf(await limited.get(`${R}/orgs`))).toEqual([401, 'failure', 'unauthorisedrequest']);
    expect((await askForToken(apiUrl, made)).status).toBe(401);
    const second = new RosterReader(apiUrl, (await askForToken(apiUrl, rotated)).body.access_token);
    expect((await second.get(`${R}/orgs`)).status).toBe(200);
    const shown = (await owner.api.get(`${path}/${made.id}`)).body;
    expect(shown).toEqual({ ...rotated, secret: undefined, lastUsedAt: expect.any(String) });
    await owner.api.delete(`${path}/${made.id}`);
    expect((await second.get(`${R}/orgs`)).status).toBe(401);
    expect((await askForToken(apiUrl, rotated)).status).toBe(401);
    for (const answer of [await teacher.api.get(path), await teacher.api.post(path, { name: 'Mine' })])
      expect(answer.status).toBe(403);
    expect((await owner.api.post(path, { name: 'All' })).body.scopes).toEqual([...ROSTER_SCOPES]);
  });
});

describe('the roster of an organization', () => {
  it('maps what it teaches, when, to whom and by whom', async () => {
    const { module, year, trimester } = structure;
    const { academicSessions } = (await reader.get(`${R}/academicSessions`, { sort: 'type', orderBy: 'desc' })).body;
    const [term, schoolYear, gradingPeriod] = academicSessions;
    const of = { title: 'Trimester 1', startDate: '2027-01-11', endDate: '2027-04-24', schoolYear: '2027' };
    expect(term).toEqual({
      ...{ ...base, ...of, sourcedId: trimester.id, type: 'term' },
      parent: ref('academicSession', 'academicSessions', year.id),
      children: [ref('academicSession', 'academicSessions', gradingPeriod.sourcedId)],
    });
    expect(schoolYear).toMatchObject({ sourcedId: year.id, type: 'schoolYear', endDate: '2027-12-18' });
    expect(schoolYear.children.map(({ sourcedId }: { sourcedId: string }) => sourcedId)).toEqual([trimester.id]);
    expect(gradingPeriod).toMatchObject({ ...of, type: 'gradingPeriod', parent: { sourcedId: trimester.id } });
    expect((await reader.get(`${R}/orgs/${organizationId}`)).body).toEqual({
      org: {
        ...base,
        sourcedId: organizationId,
        name: 'Analytical Engines',
        type: 'school',
        identifier: organizationId,
      },
    });
    expect((await reader.get(`${R}/courses`)).body.courses).toEqual([
      {
        ...{ ...base, sourcedId: module.id, title: 'Introduction to Programming', courseCode: 'CS101' },
        org: ref('org', 'orgs', organizationId),
      },
    ]);
    expect((await reader.get(`${R}/classes/${offering.id}`)).body.class).toEqual({
      ...{ ...base, sourcedId: offering.id, metadata: { mode: 'online', cohort: 'Day' } },
      ...{ title: 'Introduction to Programming A1', classCode: 'CS101-A1', classType: 'scheduled' },
      course: ref('course', 'courses', module.id),
      school: ref('org', 'orgs', organizationId),
      terms: [ref('academicSession', 'academicSessions', trimester.id)],
    });
    const { users } = (await reader.get(`${R}/users`)).body;
    const personOf = ({ id, email }: Person, role: string) => ({
      ...{ ...base, sourcedId: id, enabledUser: 'true', username: email, email },
      roles: [{ roleType: 'primary', role, org: ref('org', 'orgs', organizationId) }],
      primaryOrg: ref('org', 'orgs', organizationId),
    });
    expect(users).toEqual([
      { ...personOf(teacher, 'teacher'), givenName: 'Alan', familyName: 'Turing', identifier: 'FAC001' },
      { ...personOf(learner, 'student'), givenName: 'Grace', familyName: '-', identifier: 'S-1001' },
    ]);
    const { enrollments } = (await reader.get(`${R}/enrollments`, { sort: 'role' })).body;
    const placeOf = ({ id }: Person, role: string) => ({
      ...{ ...base, sourcedId: expect.any(String), role, beginDate: '2027-01-11' },
      ...{ user: ref('user', 'users', id), class: ref('class', 'classes', offering.id) },
      school: ref('org', 'orgs', organizationId),
    });
    expect(enrollments).toEqual([
      { ...placeOf(learner, 'student'), primary: 'false' },
      { ...placeOf(teacher, 'teacher'), primary: 'true', endDate: '2027-04-24' },
    ]);
    expect((await reader.get(`${R}/demographics`)).body).toEqual({ demographics: [] });
  });

  it('has what belongs to each of them at the paths of the standard', async () => {
    const { module, trimester } = structure;
    const [school, section] = [`${R}/schools/${organizationId}`, `${R}/classes/${offering.id}`];
    const found = async (path: string) => idsIn(await reader.get(path));
    for (const path of [`${section}/students`, `${R}/students`, `${school}/students`])
      expect(await found(path)).toEqual([learner.id]);
    for (const path of [`${section}/teachers`, `${R}/teachers`, `${school}/teachers`])
      expect(await found(path)).toEqual([teacher.id]);
    for (const role of ['students', 'teachers']) {
      const [person] = await found(`${school}/classes/${offering.id}/${role}`);
      expect(await found(`${R}/${role}/${person}/classes`)).toEqual([offering.id]);
      expect(await found(`${R}/users/${person}/classes`)).toEqual([offering.id]);
    }
    for (const path of [`/courses/${module.id}`, `/terms/${trimester.id}`, `/schools/${organizationId}`])
      expect(await found(`${R}${path}/classes`)).toEqual([offering.id]);
    expect(await found(`${school}/terms`)).toEqual([trimester.id]);
    expect(await found(`${school}/courses`)).toEqual([module.id]);
    const [period] = await found(`${R}/terms/${trimester.id}/gradingPeriods`);
    expect(await found(`${R}/gradingPeriods`)).toEqual([period]);
    expect((await reader.get(`${R}/gradingPeriods/${period}`)).body.academicSession.type).toBe('gradingPeriod');
    expect(await found(`${school}/classes/${offering.id}/enrollments`)).toHaveLength(2);
    for (const path of [`/teachers/${learner.id}`, `/students/${learner.id}x/classes`, `/terms/${structure.year.id}`])
      expect(faultOf(await reader.get(`${R}${path}`))).toEqual([404, 'failure', 'unknownobject']);
    for (const path of [`/demographics/${learner.id}`, '/nothing', `/schools/${offering.id}/terms`])
      expect(faultOf(await reader.get(`${R}${path}`))).toEqual([404, 'failure', 'unknownobject']);
  });

  it('shows an institution nothing of another', async () => {
    const { module, year, trimester } = structure;
    for (const path of [
      ...[`/orgs/${organizationId}`, `/schools/${organizationId}`, `/schools/${organizationId}/classes`],
      ...[`/academicSessions/${year.id}`, `/terms/${trimester.id}/gradingPeriods`, `/courses/${module.id}/classes`],
      ...[`/classes/${offering.id}`, `/classes/${offering.id}/students`, `/enrollments/${enrolmentId}`],
      // The teacher owns the other institution, and has no profile there.
      ...[`/users/${learner.id}`, `/users/${teacher.id}`, `/teachers/${teacher.id}/classes`],
    ])
      expect(faultOf(await stranger.get(`${R}${path}`))).toEqual([404, 'failure', 'unknownobject']);
    for (const kind of ['users', 'students', 'teachers', 'enrollments', 'classes'])
      expect(idsIn(await stranger.get(`${R}/${kind}`, { filter: `status!='x'` }))).toEqual([]);
    const theirs = await stranger.get(`${R}/courses`, { filter: `sourcedId='${module.id}' OR courseCode='CS101'` });
    expect(idsIn(theirs)).toHaveLength(1);
    expect(idsIn(theirs)).not.toContain(module.id);
  });

  it('is filtered, sorted and cut, and counts what the filter lets through', async () => {
    const users = async (filter: string) => idsIn(await reader.get(`${R}/users`, { filter }));
    expect(await users(`email='${teacher.email.toUpperCase()}'`)).toEqual([teacher.id]);
    expect(await users(`roles.role='student'`)).toEqual([learner.id]);
    expect(await users(`roles.role!='student' AND familyName~'URIN'`)).toEqual([teacher.id]);
    expect(await users(`givenName='grace' OR identifier='fac001'`)).toEqual([teacher.id, learner.id]);
    expect(await users(`dateLastModified>'2020-01-01T00:00:00Z'`)).toEqual([teacher.id, learner.id]);
    expect(await users(`grades='9'`)).toEqual([]);
    const { enrollments } = (
      await reader.get(`${R}/enrollments`, { filter: `class.sourcedId='${offering.id}' AND role='teacher'` })
    ).body;
    expect(enrollments).toHaveLength(1);
    const page = await reader.get(`${R}/users`, {
      ...{ filter: `status='active'`, limit: '1', offset: '1', sort: 'givenName', fields: 'sourcedId,roles' },
    });
    expect(page.body.users).toEqual([{ sourcedId: learner.id, roles: [expect.anything()] }]);
    expect(page.headers.get('X-Total-Count')).toBe('2');
    expect(page.headers.get('Link')).toMatch(
      /^<[^>]+filter=status%3D%27active%27&limit=1&offset=0&[^>]+>; rel="first", <[^>]+>; rel="prev"/,
    );
    // An unknown name shows all of a record, and sorts as usual.
    expect((await reader.get(`${R}/orgs`, { fields: 'nothing', sort: 'nothing' })).body.orgs[0].name).toBeDefined();
    for (const [query, minor] of [
      [{ filter: `nothing='x'` }, 'invalid_filter_field'],
      [{ filter: `constructor='x'` }, 'invalid_filter_field'],
      [{ filter: `dateLastModified>'soon'` }, 'invalid_filter_field'],
      [{ fields: 'name,' }, 'invalid_selection_field'],
      [{ limit: '10001' }, 'invaliddata'],
    ] as const)
      expect(faultOf(await reader.get(`${R}/users`, query))).toEqual([400, 'failure', minor]);
  });

  it('takes what another system grades, and gives it to those who follow', async () => {
    const section = `${G}/classes/${offering.id}`;
    const [category] = idsIn(await reader.get(`${section}/categories`));
    const at = (kind: string, id: string) => `${G}/${kind}/${encodeURIComponent(id)}`;
    const lineItem = {
      ...{
        sourcedId: ITEM,
        title: 'Essay',
        assignDate: '2027-02-01T08:00:00.000Z',
        dueDate: '2027-02-08T08:00:00.000Z',
      },
      ...{
        resultValueMin: 0,
        resultValueMax: 100,
        class: { sourcedId: offering.id },
        category: { sourcedId: category },
      },
    };
    const put = (title: string) => reader.send('PUT', at('lineItems', ITEM), { lineItem: { ...lineItem, title } });
    expect((await put('Essay')).status).toBe(201);
    expect(await put('Essay on pairs')).toMatchObject({ status: 200, body: { lineItem: { title: 'Essay on pairs' } } });
    const graded = {
      ...{ sourcedId: GRADE, score: 300, comment: 'Fine.', scoreStatus: 'fully graded', scoreDate: '2027-02-09' },
      ...{ lineItem: { sourcedId: ITEM }, student: { sourcedId: learner.id } },
    };
    const grade = (change: object = {}) =>
      reader.send('PUT', at('results', GRADE), { result: { ...graded, ...change } });
    expect((await grade()).status).toBe(201);
    expect(await grade({ scoreStatus: 'exempt' })).toMatchObject({ status: 200, body: { result: { score: 300 } } });
    const found = { filter: `lineItem.sourcedId='${ITEM}' AND score>='299.5'` };
    for (const path of [
      ...[`${section}/results`, `${section}/lineItems/${encodeURIComponent(ITEM)}/results`, `${G}/results`],
      `${section}/students/${learner.id}/results`,
    ])
      expect(idsIn(await reader.get(path, found))).toEqual([GRADE]);
    // Who is not in the class has no grades in it.
    for (const change of [{ student: { sourcedId: teacher.id } }, { lineItem: { sourcedId: 'x' } }, { score: 'x' }])
      expect(faultOf(await grade(change))).toEqual([400, 'failure', 'invaliddata']);
    expect(faultOf(await reader.send('PUT', at('results', GRADE), '{'))).toEqual([400, 'failure', 'invaliddata']);
    // Another institution neither sees nor changes it.
    for (const path of [at('results', GRADE), at('lineItems', ITEM), `${section}/lineItems`, `${section}/categories`])
      expect((await stranger.get(path)).status).toBe(404);
    expect((await stranger.send('DELETE', at('results', GRADE))).status).toBe(404);
    expect((await stranger.send('PUT', at('lineItems', ITEM), { lineItem })).status).toBe(400);
    const reading = await rosterReader(apiUrl, owner, organizationId, [GRADEBOOK]);
    for (const [method, path] of [
      ['PUT', at('results', GRADE)],
      ['DELETE', at('lineItems', ITEM)],
    ] as const)
      expect(faultOf(await reading.send(method, path, {}))).toEqual([403, 'failure', 'forbidden']);
    expect((await reader.send('DELETE', at('results', GRADE))).status).toBe(204);
    expect(idsIn(await reader.get(`${section}/results`))).toEqual([]);
    const { result } = (await reader.get(at('results', GRADE))).body;
    expect(result).toMatchObject({ status: 'tobedeleted', student: { sourcedId: learner.id } });
    expect(result).not.toHaveProperty('comment');
    expect((await grade()).status).toBe(200);
    expect((await reader.send('DELETE', at('lineItems', ITEM))).status).toBe(204);
    expect(idsIn(await reader.get(`${section}/lineItems`))).toEqual([]);
    const { results } = (await reader.get(`${G}/results`, { filter: `dateLastModified>'2020-01-01'` })).body;
    expect(results.map(({ status }: { status: string }) => status)).toEqual(['tobedeleted']);
    expect([(await put('Essay')).status, (await grade()).status]).toEqual([200, 200]);
  });

  it('answers every path of the documents of 1EdTech as they have it', async () => {
    const [gradingPeriod] = idsIn(await reader.get(`${R}/gradingPeriods`));
    const [category] = idsIn(await reader.get(`${G}/categories`));
    const ids: Readonly<Record<string, string | undefined>> = {
      ...{ org: organizationId, course: structure.module.id, trimester: structure.trimester.id, class: offering.id },
      ...{ student: learner.id, teacher: teacher.id, enrollment: enrolmentId, lineItem: ITEM, result: GRADE },
      ...{ gradingPeriod, category },
    };
    for (const [path, answer] of READ_PATHS) {
      const named = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? ''));
      // The reader compares each answer with the document; here, that there is something to compare.
      const { status, body } = await reader.get(named);
      expect([path, status, Object.keys(body)]).toEqual([path, 200, [answer]]);
      if (answer !== 'demographics') expect([path, Object.keys(body[answer]).length]).not.toEqual([path, 0]);
    }
  });

  it('tells in a delta what has changed only in what it refers to, and what is gone', async () => {
    const since = async () => {
      const { users } = (await reader.get(`${R}/users`, { sort: 'dateLastModified', orderBy: 'desc' })).body;
      const dates = [users[0], ...(await reader.get(`${R}/classes`)).body.classes].map((row) => row.dateLastModified);
      return dates.sort().at(-1) as string;
    };
    const delta = async (kind: string, at: string) => {
      const { body } = await reader.get(`${R}/${kind}`, { filter: `dateLastModified>'${at}'` });
      return body[kind].map(({ sourcedId, status }: Record<string, string>) => [sourcedId, status]);
    };
    const before = await since();
    await owner.api.patch(`/modules/${structure.module.id}`, { name: 'Programming' });
    expect(await delta('classes', before)).toEqual([[offering.id, 'active']]);
    const other = await createCourseThing(owner, '/facilitators', { organizationId, userId: owner.id });
    const enrolments = `/course-offerings/${offering.id}/enrolments`;
    const added = await owner.api.post(`/course-offerings/${offering.id}/assignments`, {
      ...{ facilitatorId: other.id, startDate: '2027-02-01', endDate: '2027-02-05', isSubstitute: true },
    });
    expect(added.status).toBe(201);
    const [assigned] = (await reader.get(`${R}/enrollments`, { filter: `user.sourcedId='${owner.id}'` })).body
      .enrollments;
    expect(assigned).toMatchObject({ primary: 'false', beginDate: '2027-02-01', endDate: '2027-02-06' });
    await owner.api.delete(`/course-offerings/${offering.id}/assignments/${added.body.id}`);
    await owner.api.patch(`${enrolments}/${enrolmentId}`, { status: 'withdrawn' });
    expect(await delta('enrollments', assigned.dateLastModified)).toEqual([
      [enrolmentId, 'tobedeleted'],
      [added.body.id, 'tobedeleted'],
    ]);
    expect(idsIn(await reader.get(`${R}/enrollments`))).toHaveLength(1);
    expect(idsIn(await reader.get(`${R}/classes/${offering.id}/students`))).toEqual([]);
    const later = await since();
    await owner.api.delete(`/organizations/${organizationId}/members/${learner.id}`);
    expect(await delta('users', later)).toEqual([[learner.id, 'tobedeleted']]);
    // Their address is no business of the institution any more, and nobody is found by it.
    const { user } = (await reader.get(`${R}/users/${learner.id}`)).body;
    expect([user.givenName, user.email, user.username]).toEqual(['Grace', undefined, undefined]);
    const filter = `email='${learner.email}' AND status!='x'`;
    expect(idsIn(await reader.get(`${R}/users`, { filter }))).toEqual([]);
    const shown = async (path: string) => (await owner.api.get(path)).body.data;
    const found = (q: string) => shown(`/students?organizationId=${organizationId}&q=${encodeURIComponent(q)}`);
    expect(await found('grace')).toMatchObject([{ user: { name: 'Grace', email: null } }]);
    expect(await found(learner.email)).toEqual([]);
    expect(await shown(enrolments)).toMatchObject([{ student: { user: { name: 'Grace', email: null } } }]);
  });

  it('says nothing any more of who closed their account, and keeps that there was a grade', async () => {
    await eraseAccount(learner);
    const { result } = (await reader.get(`${G}/results/${encodeURIComponent(GRADE)}`)).body;
    expect(result.status).toBe('tobedeleted');
    expect([result.comment, result.score]).toEqual([undefined, undefined]);
    const filter = `sourcedId='${learner.id}' AND status='tobedeleted'`;
    const [user] = (await reader.get(`${R}/users`, { filter })).body.users;
    expect(user).toMatchObject({ enabledUser: 'false', givenName: 'Former user' });
    expect(user).not.toHaveProperty('email');
  });

  it('is a ZIP archive of CSV files for those who manage the courses', async () => {
    const path = `/organizations/${organizationId}/oneroster-export`;
    expect((await teacher.api.get(path)).status).toBe(403);
    const response = await fetch(`${apiUrl}/api/v1${path}`, {
      headers: { Authorization: `Bearer ${owner.accessToken}` },
    });
    const zip = await yauzl.fromBufferPromise(Buffer.from(await response.arrayBuffer()));
    const files = new Map<string, string>();
    for await (const entry of zip.eachEntry())
      files.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)));
    expect(files.get('manifest.csv')).toContain('file.enrollments,bulk\r\n');
    expect(files.get('classes.csv')).toBe(
      'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\r\n' +
        `${offering.id},,,Programming A1,,${structure.module.id},CS101-A1,scheduled,,${organizationId},${structure.trimester.id},,,\r\n`,
    );
    expect([...files.keys()]).toHaveLength(8);
    expect(files.get('enrollments.csv')).toContain(`,${teacher.id},teacher,true,2027-01-11,2027-04-24\r\n`);
    const { rows } = await db.query(
      `SELECT user_id AS by, metadata FROM audit_entries WHERE action = 'file_download' AND organization_id = $1`,
      [organizationId],
    );
    expect(rows).toEqual([{ by: owner.id, metadata: { file: 'oneroster' } }]);
  });
});
