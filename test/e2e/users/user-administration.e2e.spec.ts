import { randomBytes } from 'node:crypto';
import { newId } from '../../../src/kernel/ids.js';
import { createEventType } from '../../factories/event-type.js';
import { createOrganization } from '../../factories/organization.js';
import { eraseAccount, newEmail, type Person, signUp, signUpAdmin, signUpAllVerified } from '../../factories/person.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { JPEG, PNG, WEBP_LOSSY } from '../../support/pictures.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, mailbox } = sharedSystem();
const anyone = new ApiClient(apiUrl);
const db = sharedDatabase();
const password = 'analytical-engine-1843';
const newPassword = 'difference-engine-1822';

let admin: Person;

beforeAll(async () => {
  admin = await signUpAdmin(anyone, db);
});

afterAll(() => db.end());

const outcome = ({ status, body }: ApiResponse) => [status, body.code];
const login = (email: string, word: string) => anyone.post('/auth/login', { email, password: word });

describe('first and last names', () => {
  it('make the name of a new account, are changed beside it, and are found', async () => {
    const mark = randomBytes(5).toString('hex');
    const names = { firstName: 'Ada', lastName: `Byron${mark}` };
    const { body } = await anyone.post('/auth/register', { ...names, email: newEmail(), password });
    const api = anyone.as(body.accessToken);
    expect((await api.get('/users/me')).body).toMatchObject({ ...names, name: `Ada Byron${mark}` });
    expect((await api.patch('/users/me', { lastName: `King${mark}` })).body.name).toBe(`Ada King${mark}`);
    expect((await api.patch('/users/me', { name: 'The Countess' })).body.lastName).toBe(`King${mark}`);
    const found = await admin.api.get('/users', { query: { search: `king${mark}` } });
    expect(found.body.data.map(({ name }: { name: string }) => name)).toEqual(['The Countess']);
    const both = await admin.api.get('/users', { query: { q: `ada\u00A0 king${mark}` } });
    expect(both.body.data.map(({ name }: { name: string }) => name)).toEqual(['The Countess']);
  });

  it('or a name are needed', async () => {
    const { status, body } = await anyone.post('/auth/register', { email: newEmail(), password });
    expect([status, body.errors.map(({ field }: { field: string }) => field)]).toEqual([400, ['name']]);
  });
});

describe('the profile of a person', () => {
  const said = { bio: 'Writes programs.', avatar: 'https://images.example.test/ada.png', location: 'London' };

  it('is written by them and by administrators, and shown with the person', async () => {
    const ada = await signUp(anyone);
    const path = `/users/${ada.id}/profile`;
    const empty = { bio: null, avatar: null, location: null };
    expect((await ada.api.get('/users/me')).body.profile).toEqual({ ...empty, pictureUrl: null });
    const { status, headers, body } = await ada.api.put(path, said);
    expect([status, body]).toEqual([200, { ...said, pictureUrl: null, version: 2 }]);
    expect((await ada.api.get('/users/me')).body.profile).toMatchObject(said);
    expect((await admin.api.get(`/users/${ada.id}`)).body.profile).toMatchObject(said);
    const ifMatch = { headers: { 'If-Match': headers.get('ETag')! } };
    expect((await admin.api.put(path, { bio: 'Edited' }, ifMatch)).body).toMatchObject({ ...empty, bio: 'Edited' });
    expect(outcome(await ada.api.put(path, said, ifMatch))).toEqual([412, 'precondition_failed']);
    expect((await ada.api.get(path)).body).toMatchObject({ ...empty, bio: 'Edited', version: 3 });
  });

  it('is nobody else’s business', async () => {
    const [ada, mallory] = await Promise.all([signUp(anyone), signUp(anyone)]);
    const path = `/users/${ada.id}/profile`;
    expect(outcome(await mallory.api.put(path, said))).toEqual([404, 'not_found']);
    expect(outcome(await mallory.api.get(path))).toEqual([404, 'not_found']);
    expect(outcome(await mallory.api.get(`/users/${newId()}/profile`))).toEqual([404, 'not_found']);
  });

  it.each([
    ['https:images.example.test', 'https://images.example.test/'],
    [' HTTPS://Images.Example.test/a"b\'c ', 'https://images.example.test/a%22b%27c'],
  ])('has its picture of %j at %s', async (avatar, kept) => {
    const ada = await signUp(anyone);
    expect((await ada.api.put(`/users/${ada.id}/profile`, { avatar })).body.avatar).toBe(kept);
  });

  it.each([
    ['javascript:alert(1)'],
    ['http://images.example.test/ada.png'],
    ['ada.png'],
    ['https://x"onerror='],
    ['https://ada:pw@images.example.test/'],
  ])('has no picture at %s', async (avatar) => {
    const ada = await signUp(anyone);
    const { status, body } = await ada.api.put(`/users/${ada.id}/profile`, { avatar });
    expect([status, body.errors?.[0]]).toMatchObject([400, { field: 'avatar', code: 'is_https_url' }]);
  });
});

describe('the picture of a person', () => {
  /** Served by the system that is tested, whatever its public address is. */
  const load = (url: string) => fetch(new URL(new URL(url).pathname, apiUrl));
  const page = async (path: string) => (await fetch(`${apiUrl}${path}`)).text();

  it('is shown by their public page and by the pages on which their own event types are booked', async () => {
    const [ada] = await signUpAllVerified(anyone, 'Ada <Lovelace>');
    const slug = `page-${randomBytes(5).toString('hex')}`;
    await ada.api.patch('/users/me', { slug });
    const own = await createEventType(ada, { isPublic: true });
    const team = await createEventType(ada, { isPublic: true, organizationId: await createOrganization(ada) });
    const { status, headers, body } = await ada.api.put(`/users/${ada.id}/picture`, { image: PNG });
    expect([status, body]).toMatchObject([200, { bio: null, pictureUrl: expect.any(String), version: 3 }]);
    const { pictureUrl } = body;
    const ifMatch = { headers: { 'If-Match': headers.get('ETag')! } };
    const { body: said } = await ada.api.put(`/users/${ada.id}/profile`, { bio: 'Writes programs.' }, ifMatch);
    expect(said).toMatchObject({ bio: 'Writes programs.', pictureUrl });
    expect((await ada.api.get('/users/me')).body.profile.pictureUrl).toBe(pictureUrl);
    expect((await anyone.get(`/public/profiles/${slug}`)).body).toMatchObject({ brand: null, pictureUrl });
    expect((await anyone.get(`/public/event-types/${own.slug}`)).body).toMatchObject({ brand: null, pictureUrl });
    expect((await anyone.get(`/public/event-types/${team.slug}`)).body.pictureUrl).toBeNull();
    const { pathname } = new URL(pictureUrl);
    const image = (alt: string) => `<img class="portrait" src="${pathname}" alt="${alt}" width="32" height="16">`;
    expect(await page(`/book/@${slug}`)).toContain(image(''));
    for (const path of [`/book/${own.slug}`, `/book/${own.slug}/plain`])
      expect(await page(path)).toContain(image('Ada &lt;Lovelace&gt;'));
    expect(await page(`/book/${own.slug}`)).toContain(`<meta property="og:image" content="${pictureUrl}">`);
    expect(await page(`/book/${team.slug}`)).not.toContain('portrait');
    const answer = await load(pictureUrl);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
  });

  it('is replaced and taken away by them and by administrators, and goes with the account', async () => {
    const ada = await signUp(anyone);
    const path = `/users/${ada.id}/picture`;
    const urlOf = async (image: string) => (await ada.api.put(path, { image })).body.pictureUrl as string;
    const first = await urlOf(JPEG);
    const second = await urlOf(WEBP_LOSSY);
    expect([(await load(first)).status, (await load(second)).headers.get('content-type')]).toEqual([404, 'image/webp']);
    expect((await admin.api.delete(path)).status).toBe(204);
    expect([(await load(second)).status, (await ada.api.get('/users/me')).body.profile.pictureUrl]).toEqual([
      404,
      null,
    ]);
    expect((await ada.api.delete(path)).status).toBe(204);
    const { rows } = await db.query(
      `SELECT metadata FROM audit_entries WHERE action = 'file_upload' AND user_id = $1 ORDER BY created_at, id`,
      [ada.id],
    );
    const upload = (image: string) => ({ file: 'picture', bytes: Buffer.from(image, 'base64').length, userId: ada.id });
    expect(rows.map(({ metadata }) => metadata)).toEqual([JPEG, WEBP_LOSSY].map(upload));
    const last = await urlOf(JPEG);
    expect((await load(last)).status).toBe(200);
    await eraseAccount(ada);
    expect((await load(last)).status).toBe(404);
  });

  it('is changed only as it was seen, where that is asked for, and is the last one of those given at once', async () => {
    const ada = await signUp(anyone);
    const path = `/users/${ada.id}/picture`;
    const shown = async () => (await ada.api.get('/users/me')).body.profile.pictureUrl as string;
    const seen = { headers: { 'If-Match': (await admin.api.get(`/users/${ada.id}`)).headers.get('ETag')! } };
    const both = await Promise.all([JPEG, PNG].map((image) => ada.api.put(path, { image }, seen)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const kept = both.find(({ status }) => status === 200)!;
    expect(await shown()).toBe(kept.body.pictureUrl);
    for (const late of [ada.api.put(path, { image: WEBP_LOSSY }, seen), admin.api.delete(path, undefined, seen)])
      expect(outcome(await late)).toEqual([412, 'precondition_failed']);
    expect((await load(await shown())).status).toBe(200);
    const now = { headers: { 'If-Match': kept.headers.get('ETag')! } };
    expect((await admin.api.delete(path, undefined, now)).status).toBe(204);
    expect(outcome(await admin.api.delete(path, undefined, now))).toEqual([412, 'precondition_failed']);

    const answers = await Promise.all([JPEG, PNG, WEBP_LOSSY].map((image) => ada.api.put(path, { image })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [last] = answers.sort((one, other) => other.body.version - one.body.version);
    expect(await shown()).toBe(last!.body.pictureUrl);
    const { rows } = await db.query<{ file: string }>('SELECT file FROM user_pictures WHERE user_id = $1', [ada.id]);
    expect(rows.map(({ file }) => `/pictures/${file}`)).toEqual([new URL(last!.body.pictureUrl).pathname]);
  });

  it('is nobody else’s business, and nothing but a picture', async () => {
    const [ada, mallory] = await Promise.all([signUp(anyone), signUp(anyone)]);
    const path = `/users/${ada.id}/picture`;
    expect(outcome(await mallory.api.put(path, { image: PNG }))).toEqual([404, 'not_found']);
    expect(outcome(await mallory.api.delete(path))).toEqual([404, 'not_found']);
    expect(outcome(await ada.api.put(path, { image: btoa('<svg/>') }))).toEqual([400, 'validation_failed']);
    expect((await load(`${apiUrl}/pictures/${'0'.repeat(64)}.png`)).status).toBe(404);
  });
});

describe('an account that an administrator makes', () => {
  it('is for its person, who is invited by name to choose a password, within a week', async () => {
    const email = newEmail('Grace');
    const { status, headers, body } = await admin.api.post('/users', { name: 'Grace', email, role: 'moderator' });
    expect([status, headers.get('Location')]).toEqual([201, `/api/v1/users/${body.id}`]);
    expect(body).toMatchObject({ email, role: 'moderator', emailVerified: false, isActive: true });
    expect((await login(email, password)).status).toBe(401);
    const { text } = await mailbox.waitFor({ to: email, subject: 'Your Lyceum account is ready' });
    expect(text).toContain(`${admin.name} made an account for you on the Lyceum of `);
    const { rows } = await db.query(
      `SELECT round(extract(epoch FROM expires_at - created_at) / 86400)::int AS days FROM one_time_tokens WHERE user_id = $1`,
      [body.id],
    );
    expect(rows).toEqual([{ days: 7 }]);
    const token = /token=([\w-]{43})/.exec(text)?.[1];
    expect((await anyone.post('/auth/password/reset', { token, newPassword })).status).toBe(204);
    expect((await login(email, newPassword)).body.user).toMatchObject({ id: body.id, role: 'moderator' });
    await mailbox.waitFor({ to: email, subject: 'Your password was changed' });
    // The link has proved the address; what one is welcomed with after signing up by oneself is not sent as well.
    const mails = await db.query('SELECT template FROM email_deliveries WHERE user_id = $1 ORDER BY template', [
      body.id,
    ]);
    expect(mails.rows.map(({ template }) => template)).toEqual([
      'ACCOUNT_INVITATION',
      'ONBOARDING_TIPS',
      'PASSWORD_CHANGED',
    ]);
  });

  it('may have a password, which no answer repeats', async () => {
    const email = newEmail('Grace');
    const { body } = await admin.api.post('/users', { firstName: 'Grace', lastName: 'Hopper', email, password });
    expect(body.name).toBe('Grace Hopper');
    expect(JSON.stringify(body)).not.toMatch(/argon2|analytical/);
    expect((await login(email, password)).status).toBe(200);
    expect(outcome(await admin.api.post('/users', { name: 'Other', email }))).toEqual([409, 'email_taken']);
    const common = { name: 'Other', email: newEmail(), password: 'password1' };
    expect(outcome(await admin.api.post('/users', common))).toEqual([422, 'password_too_common']);
  });

  it('is one of many, with a result for each', async () => {
    const taken = (await signUp(anyone)).email;
    const [first, second] = [newEmail('One'), newEmail('Two')];
    const { status, body } = await admin.api.post('/users/bulk', {
      users: [
        { name: 'One', email: first, password },
        { name: 'Taken', email: taken },
        { email: 'nobody' },
        { lastName: 'Two', email: second },
      ],
    });
    expect(status).toBe(200);
    expect(
      body.results.map((result: { index: number; status: number; problem?: { code: string } }) => [
        ...[result.index, result.status, result.problem?.code],
      ]),
    ).toEqual([
      [0, 201, undefined],
      [1, 409, 'email_taken'],
      [2, 400, 'validation_failed'],
      [3, 201, undefined],
    ]);
    expect((await login(first, password)).body.user.id).toBe(body.results[0].id);
    const { rows } = await db.query('SELECT hash FROM password_credentials WHERE user_id = $1', [body.results[0].id]);
    expect(rows[0].hash).toMatch(/^\$argon2id\$/);
    await mailbox.waitFor({ to: second, subject: 'Your Lyceum account is ready' });
    expect((await admin.api.post('/users/bulk', { users: Array(51).fill({}) })).status).toBe(400);
  });

  it('is made by administrators only', async () => {
    const { api, id } = await signUp(anyone);
    const answers = await Promise.all([
      api.post('/users', { name: 'Ada', email: newEmail() }),
      api.post('/users/bulk', { users: [{ name: 'Ada', email: newEmail() }] }),
      api.put(`/users/${id}`, { name: 'Ada', role: 'admin', isActive: true }),
      api.delete(`/users/${id}`),
      api.get('/users/statistics'),
    ]);
    expect(answers.map(outcome)).toEqual(Array(5).fill([403, 'forbidden']));
  });
});

describe('an administrator', () => {
  it('replaces or changes a person, with the version that was read', async () => {
    const ada = await signUp(anyone);
    const path = `/users/${ada.id}`;
    const whole = { firstName: 'Ada', lastName: 'King', role: 'moderator', isActive: true, timeZone: 'Europe/London' };
    const { status, headers, body } = await admin.api.put(path, whole);
    expect([status, body]).toMatchObject([200, { ...whole, name: 'Ada King' }]);
    expect(outcome(await admin.api.put(path, { name: 'Ada' }))).toEqual([400, 'validation_failed']);
    const renamed = await admin.api.patch(
      path,
      { lastName: 'Lovelace' },
      { headers: { 'If-Match': headers.get('ETag')! } },
    );
    expect(renamed.body).toMatchObject({ name: 'Ada Lovelace', role: 'moderator' });
    const stale = await admin.api.put(path, whole, { headers: { 'If-Match': headers.get('ETag')! } });
    expect(outcome(stale)).toEqual([412, 'precondition_failed']);
    const alone = await admin.api.put(path, { name: 'Ada', role: 'user', isActive: true });
    expect(alone.body).toMatchObject({ name: 'Ada', firstName: null, lastName: null, timeZone: 'Europe/London' });
  });

  it('has an account erased, but not their own', async () => {
    const ada = await signUp(anyone);
    const { status, headers, body } = await admin.api.delete(`/users/${ada.id}`);
    expect([status, headers.get('Location'), body.userId]).toEqual([202, `/api/v1/admin/erasures/${body.id}`, ada.id]);
    expect((await login(ada.email, ada.password)).status).toBe(401);
    await eventually(
      async () => (await admin.api.get(`/admin/erasures/${body.id}`)).body,
      ({ status: state }) => state === 'done',
      60_000,
    );
    expect(outcome(await admin.api.delete(`/users/${ada.id}`))).toEqual([404, 'not_found']);
    expect(outcome(await admin.api.delete(`/users/${admin.id}`))).toEqual([409, 'own_account']);
  });

  it('sees who registered lately, and how many there are of each kind', async () => {
    const mark = randomBytes(6).toString('hex');
    const [early] = await Promise.all([signUp(anyone, `Early ${mark}`), signUp(anyone, `Late ${mark}`)]);
    await db.query(`UPDATE users SET created_at = now() - interval '8 days' WHERE id = $1`, [early.id]);
    const list = async (registeredWithinDays: number) => {
      const { body } = await admin.api.get('/users', { query: { q: mark, registeredWithinDays, sort: 'name' } });
      return body.data.map(({ name }: { name: string }) => name.split(' ')[0]);
    };
    expect([await list(7), await list(9)]).toEqual([['Late'], ['Early', 'Late']]);
    expect((await admin.api.get('/users', { query: { registeredWithinDays: 0 } })).status).toBe(400);
    const { body } = await admin.api.get('/users/statistics');
    expect(Object.keys(body)).toEqual(
      expect.arrayContaining(['total', 'active', 'inactive', 'verified', 'unverified', 'admins']),
    );
    expect([body.total - body.active, body.total - body.verified]).toEqual([body.inactive, body.unverified]);
  });
});
