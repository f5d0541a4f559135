import { addMember } from '../../factories/organization.js';
import { createCourseThing } from '../../factories/course.js';
import { eraseAccount, type Person, signUpAllVerified } from '../../factories/person.js';
import { createRunningOffering, dayFromNow, enrolStudents, REFLECTION } from '../../factories/reflection.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

let owner: Person;
let teacher: Person;
let students: Person[];
let organizationId: string;
let offeringId: string;

beforeAll(async () => {
  [owner, teacher, ...students] = await signUpAllVerified(
    api,
    'Ada',
    'Alan',
    'Ben',
    'Cleo',
    'Dora',
    'Emil',
    'Fay',
    'Gus',
  );
  ({ organizationId, offeringId } = await createRunningOffering(owner, students));
  await addMember(owner, organizationId, teacher);
  const facilitator = await createCourseThing(owner, '/facilitators', { organizationId, userId: teacher.id });
  await owner.api.patch(`/course-offerings/${offeringId}`, { facilitatorId: facilitator.id });
});

afterAll(() => db.end());

const coded = ({ status, body }: ApiResponse) => [status, body.code];
const faults = ({ status, body }: ApiResponse) => [status, body.errors?.map(({ code }: { code: string }) => code)];
const reflect = (by: Person, values: object = {}) =>
  by.api.post('/reflections', { offeringId, weekNumber: 3, ...REFLECTION, ...values });
const read = async (
  week: number,
): Promise<{ question1: string; student: { name: string } | null; submittedAt: unknown }[]> =>
  (await teacher.api.get(`/course-offerings/${offeringId}/reflections?weekNumber=${week}`)).body.data;
const set = (settings: object) =>
  owner.api.put(`/organizations/${organizationId}/reflection-settings`, {
    ...{ period: 'week', anonymity: 'optional', openDays: 7 },
    ...settings,
  });

describe('a reflection', () => {
  it('is written once for a week by a student, who alone reads it by its id, changes it and takes it back', async () => {
    const [ben, cleo] = students as [Person, Person];
    const made = await reflect(ben, { weekNumber: 2 });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      offeringId,
      weekNumber: 2,
      ...REFLECTION,
      language: 'en',
      anonymous: false,
      version: 1,
    });
    expect(coded(await reflect(ben, { weekNumber: 2 }))).toEqual([409, 'reflection_exists']);
    const path = `/reflections/${made.body.id}`;
    for (const other of [cleo, teacher, owner]) {
      expect(coded(await other.api.get(path))).toEqual([404, 'not_found']);
      expect(coded(await other.api.patch(path, { question1: 'Mine.' }))).toEqual([404, 'not_found']);
      expect(coded(await other.api.delete(path))).toEqual([404, 'not_found']);
    }
    const stale = await ben.api.patch(path, { question1: 'The quiet.' }, { headers: { 'If-Match': '"v7"' } });
    expect(coded(stale)).toEqual([412, 'precondition_failed']);
    const changed = await ben.api.patch(path, { question1: 'The quiet.' }, { headers: { 'If-Match': '"v1"' } });
    expect(changed.body).toMatchObject({ question1: 'The quiet.', question2: REFLECTION.question2, version: 2 });
    expect((await ben.api.get('/reflections')).body.data).toEqual([changed.body]);
    expect((await cleo.api.get('/reflections')).body.data).toEqual([]);
    expect((await ben.api.delete(path)).status).toBe(204);
    expect((await reflect(ben, { weekNumber: 2 })).status).toBe(201);
  });

  it('is for those who are enrolled, in weeks of the offering that are open', async () => {
    const [ben] = students as [Person];
    expect(coded(await reflect(teacher))).toEqual([403, 'forbidden']);
    const [stranger] = await signUpAllVerified(api, 'Zoe');
    expect(faults(await reflect(stranger))).toEqual([400, ['unknown_offering']]);
    expect(faults(await reflect(ben, { weekNumber: 60 }))).toEqual([400, ['outside_offering']]);
    expect(faults(await reflect(ben, { weekNumber: undefined }))).toEqual([400, ['is_required']]);
    const early = await reflect(ben, { weekNumber: 5 });
    expect(coded(early)).toEqual([409, 'reflection_closed']);
    expect(Date.parse(early.body.opensAt)).toBeGreaterThan(Date.now());
    await set({ openDays: 0 });
    expect(coded(await reflect(ben, { weekNumber: 1 }))).toEqual([409, 'reflection_closed']);
    expect((await ben.api.get(`/course-offerings/${offeringId}/reflection-form?weekNumber=1`)).body).toMatchObject({
      ...{ weekNumber: 1, isOpen: false, reflection: null, anonymity: 'optional' },
    });
    await set({});
  });

  it('shows names among five answers once it is closed, and hides those who wanted it so for good', async () => {
    const [ben, cleo, dora, emil, fay, gus] = students as [Person, Person, Person, Person, Person, Person];
    const [open, over] = [{ openDays: 14 }, { openDays: 0 }];
    const weekOne = (by: Person, values: object = {}) => reflect(by, { weekNumber: 1, question1: by.name, ...values });
    const namesShown = async () => (await read(1)).map(({ student }) => student?.name ?? null).sort();
    await set(open);
    for (const person of [ben, cleo, dora, emil]) await weekOne(person);
    await set(over);
    expect((await read(1)).map(({ student, submittedAt }) => [student, submittedAt])).toEqual(
      Array.from({ length: 4 }, () => [null, null]),
    );
    await set(open);
    await weekOne(fay);
    // The sixth may still come, and want no name: it would be that of whoever is missing. And whoever looked again and again
    // would see when each of those without a name came.
    expect(await read(1)).toEqual([]);
    await set(over);
    expect(await namesShown()).toEqual([ben, cleo, dora, emil, fay].map(({ name }) => name).sort());
    await set(open);
    // Whose names were read by now, among whom somebody is missing.
    const form = async () => (await gus.api.get(`/course-offerings/${offeringId}/reflection-form?weekNumber=1`)).body;
    expect(await form()).toMatchObject({ isOpen: true, anonymity: 'never' });
    expect(coded(await weekOne(gus, { anonymous: true }))).toEqual([409, 'reflection_named']);
    await set({ ...open, anonymity: 'always' });
    expect(await form()).toMatchObject({ isOpen: false });
    expect(coded(await weekOne(gus))).toEqual([409, 'reflection_named']);
    await set(open);
    // As if nobody had looked.
    await db.query('DELETE FROM reflection_named_weeks WHERE offering_id = $1', [offeringId]);
    // Of six enrolled only one is left who may have written it, also when others are enrolled afterwards.
    const hidden = await weekOne(gus, { anonymous: true });
    expect(hidden.body.anonymous).toBe(true);
    const later = await signUpAllVerified(api, 'Hal', 'Ida', 'Jon', 'Kim');
    await enrolStudents(owner, organizationId, offeringId, later);
    expect(await read(1)).toEqual([]);
    await set(over);
    expect(await namesShown()).toEqual(Array.from({ length: 6 }, () => null));
    await set(open);
    await set({ ...open, anonymity: 'never' });
    expect((await gus.api.patch(`/reflections/${hidden.body.id}`, { question1: 'Still.' })).body.anonymous).toBe(true);
    expect(faults(await reflect(gus, { weekNumber: 2, anonymous: true }))).toEqual([400, ['is_settled']]);
    await set({});
    expect(coded(await ben.api.get(`/course-offerings/${offeringId}/reflections`))).toEqual([403, 'forbidden']);
    // Neither an event nor the order of the list tells who wrote it, or when.
    const { rows } = await db.query(
      `SELECT payload FROM outbox_messages WHERE name = 'reflection.submitted'
      AND payload->>'offeringId' = $1`,
      [offeringId],
    );
    expect(rows.map(({ payload }) => Object.keys(payload as object).sort())).toEqual(
      rows.map(() => ['offeringId', 'organizationId', 'weekNumber']),
    );
    expect(hidden.body.id.charAt(14)).toBe('4');
  });

  it('is one of the whole offering where the organization asks for that', async () => {
    const [ben] = students as [Person];
    expect(
      coded(
        await ben.api.put(`/organizations/${organizationId}/reflection-settings`, {
          ...{ period: 'offering', anonymity: 'always', openDays: 3 },
        }),
      ),
    ).toEqual([403, 'forbidden']);
    const path = `/organizations/${organizationId}/reflection-settings`;
    const { version } = (await ben.api.get(path)).body;
    const asRead = (period: string) =>
      owner.api.put(path, { period, anonymity: 'always', openDays: 7 }, { headers: { 'If-Match': `"v${version}"` } });
    expect((await asRead('offering')).body).toMatchObject({ period: 'offering', version: Number(version) + 1 });
    expect(coded(await asRead('week'))).toEqual([412, 'precondition_failed']);
    expect(faults(await reflect(ben))).toEqual([400, ['is_settled']]);
    const made = await reflect(ben, { weekNumber: undefined });
    expect(made.body).toMatchObject({ weekNumber: null, anonymous: true });
    const form = (await ben.api.get(`/course-offerings/${offeringId}/reflection-form`)).body;
    expect(form).toMatchObject({ title: 'CS101 Introduction to Programming', weeks: null, reflection: made.body });
    await set({});
  });

  it('is not read without a name where fewer than five may have written it, nor by those who did not teach then', async () => {
    const [lea] = await signUpAllVerified(api, 'Lea');
    const few = await createRunningOffering(owner, [lea]);
    const form = `/course-offerings/${few.offeringId}/reflection-form`;
    expect((await lea.api.get(form)).body).toMatchObject({ anonymousIsRead: false, anonymity: 'optional' });
    const openFor = (openDays: number) =>
      owner.api.put(`/organizations/${few.organizationId}/reflection-settings`, {
        ...{ period: 'week', anonymity: 'optional', openDays },
      });
    await openFor(14);
    const mine = { offeringId: few.offeringId, weekNumber: 1, ...REFLECTION };
    const written = await lea.api.post('/reflections', { ...mine, anonymous: true });
    await lea.api.post('/reflections', { ...mine, weekNumber: 2 });
    const weeksRead = async (by: Person) =>
      (await by.api.get(`/course-offerings/${few.offeringId}/reflections`)).body.data.map(
        ({ weekNumber }: { weekNumber: number }) => weekNumber,
      );
    expect(await weeksRead(owner)).toEqual([]);
    await openFor(0);
    expect(await weeksRead(owner)).toEqual([2]);
    await addMember(owner, few.organizationId, teacher);
    const profile = { organizationId: few.organizationId, userId: teacher.id };
    const facilitator = await createCourseThing(owner, '/facilitators', profile);
    const taught = { facilitatorId: facilitator.id, startDate: dayFromNow(-14), endDate: dayFromNow(-14) };
    await createCourseThing(owner, `/course-offerings/${few.offeringId}/assignments`, taught);
    expect(await weeksRead(teacher)).toEqual([]);
    await openFor(14);
    // Who is not a member any more takes back what they wrote.
    await owner.api.delete(`/organizations/${few.organizationId}/members/${lea.id}`);
    expect((await lea.api.delete(`/reflections/${written.body.id}`)).status).toBe(204);
  });

  it('is not read without a name after enrolments of others were moved to the days when it was written', async () => {
    const people = await signUpAllVerified(api, 'Nia', 'Oda', 'Pia', 'Quinn', 'Rose');
    const small = await createRunningOffering(owner, people.slice(0, 1));
    await enrolStudents(owner, small.organizationId, small.offeringId, people.slice(1));
    const [nia] = people;
    const enrolments = (await owner.api.get(`/course-offerings/${small.offeringId}/enrolments`)).body.data as {
      id: string;
      student: { user: { id: string } };
    }[];
    const others = enrolments.filter(({ student }) => student.user.id !== nia.id);
    const startOn = async (startDate: string) => {
      for (const { id } of others)
        expect(
          (await owner.api.patch(`/course-offerings/${small.offeringId}/enrolments/${id}`, { startDate })).status,
        ).toBe(200);
    };
    const openFor = (openDays: number) =>
      owner.api.put(`/organizations/${small.organizationId}/reflection-settings`, {
        ...{ period: 'week', anonymity: 'optional', openDays },
      });
    await startOn(dayFromNow(60));
    await openFor(14);
    const form = `/course-offerings/${small.offeringId}/reflection-form?weekNumber=1`;
    expect((await nia.api.get(form)).body).toMatchObject({ anonymousIsRead: false });
    const mine = { offeringId: small.offeringId, weekNumber: 1, ...REFLECTION, anonymous: true };
    expect((await nia.api.post('/reflections', mine)).status).toBe(201);
    await startOn(dayFromNow(-14));
    await openFor(0);
    expect((await owner.api.get(`/course-offerings/${small.offeringId}/reflections`)).body.data).toEqual([]);
  });

  it('is gone with its author', async () => {
    const [student] = await signUpAllVerified(api, 'Mia');
    const other = await createRunningOffering(owner, [student]);
    await student.api.post('/reflections', { offeringId: other.offeringId, weekNumber: 3, ...REFLECTION });
    await eraseAccount(student);
    const { rows } = await db.query('SELECT FROM reflections WHERE offering_id = $1', [other.offeringId]);
    expect(rows).toEqual([]);
  });
});

describe('the form without a script', () => {
  const submit = (fields: Record<string, string>, headers: Record<string, string> = {}, path = offeringId) =>
    fetch(`${apiUrl}/reflect/${path}?lang=fr`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields).toString(),
    });

  it('is in the language that is asked for, and sends what a student writes with address and password', async () => {
    const page = await (await fetch(`${apiUrl}/reflect/${offeringId}?lang=fr`)).text();
    expect(page).toContain('<html lang="fr">');
    expect(page).toContain('Qu’avez-vous aimé');
    const [, cleo] = students as [Person, Person];
    const typed = { week: '2', ...REFLECTION, question1: 'Les <b>paires</b>.', identifier: cleo.email };
    const wrong = await submit({ ...typed, password: 'not it, but as long' });
    expect(wrong.status).toBe(200);
    const again = await wrong.text();
    expect(again).toContain('Les &lt;b&gt;paires&lt;/b&gt;.');
    expect(again).not.toContain('not it, but as long');
    const sent = await submit({ ...typed, password: cleo.password });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/reflect/${offeringId}?lang=fr&week=2&sent=1`]);
    const cookie = sent.headers.get('set-cookie')!.split(';')[0]!;
    expect((await cleo.api.get('/reflections')).body.data).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ weekNumber: 2, question1: 'Les <b>paires</b>.', language: 'fr' }),
      ]),
    );
    // Signed in now: the same again is no other one, and something else asks before it replaces.
    const { identifier: _name, ...more } = typed;
    const same = await submit(more, { cookie });
    expect(same.status).toBe(303);
    const renewed = same.headers.get('set-cookie')!.split(';')[0]!;
    const asks = await submit({ ...more, question1: 'Autre chose.' }, { cookie: renewed });
    const version = /name="replaces" value="(\d+)"/.exec(await asks.text())![1]!;
    const last = asks.headers.get('set-cookie')!.split(';')[0]!;
    expect((await submit({ ...more, question1: 'Autre chose.', replaces: version }, { cookie: last })).status).toBe(
      303,
    );
  });

  it('asks before it shows a name that was not to be shown', async () => {
    const [, , dora] = students as [Person, Person, Person];
    await set({ anonymity: 'never' });
    const typed = { week: '2', ...REFLECTION, identifier: dora.email, password: dora.password };
    const asks = await submit({ ...typed, anonymous: 'true' });
    const page = await asks.text();
    expect([asks.status, page.includes('Elle n’est pas encore envoyée'), page.includes(' checked')]).toEqual([
      ...[200, true, false],
    ]);
    const weeks = async () =>
      (await dora.api.get(`/reflections?offeringId=${offeringId}`)).body.data.map(
        ({ weekNumber }: { weekNumber: number }) => weekNumber,
      );
    expect(await weeks()).not.toContain(2);
    expect([(await submit(typed)).status, await weeks()]).toEqual([303, expect.arrayContaining([2])]);
    await set({});
  });

  it('takes nothing from pages of others, and has nothing to send to for an address that names no offering', async () => {
    const foreign = await submit(REFLECTION, { 'Sec-Fetch-Site': 'cross-site' });
    expect(foreign.status).toBe(403);
    expect((await fetch(`${apiUrl}/reflect/"><script>`)).status).toBe(200);
    expect(await (await fetch(`${apiUrl}/reflect/"><script>`)).text()).toContain('data-offering=""');
    const nowhere = await submit({ ...REFLECTION, week: '3' }, {}, 'x');
    expect(await nowhere.text()).toContain('role="status">L’adresse, le nom d’utilisateur ou le mot de passe');
  });
});
