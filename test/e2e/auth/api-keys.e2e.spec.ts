import { insertKey, makeKey } from '../../factories/api-key.js';
import { book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { eraseAccount, type Person, signUp, signUpAdmin, signUpAllVerified } from '../../factories/person.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';
import { EventStream } from '../notifications/event-stream.js';

const REVOKED_WITHIN_MS = 5_000;

const { apiUrl, otherApiUrl, mailbox } = sharedSystem();
const anyone = new ApiClient(apiUrl);
const db = sharedDatabase();

let ada: Person;

beforeAll(async () => {
  [ada] = await signUpAllVerified(anyone, 'Ada');
});
afterAll(() => db.end());

const outcome = ({ status, body }: { status: number; body: { code?: string } | '' }) => [status, body && body.code];
const inDays = (days: number) => Date.now() + days * 86_400_000;

/** Until the key is refused there. */
const refusedAt = (url: string, secret: string) =>
  eventually(
    () => new ApiClient(url).as(secret).get('/bookings'),
    ({ status }) => status === 401,
    REVOKED_WITHIN_MS,
  );

describe('making a key', () => {
  it('shows its secret once, and never stores it', async () => {
    const wanted = { name: ' Lobby ', scopes: ['bookings:write', 'bookings:read'], password: ada.password };
    const { status, headers, body } = await ada.api.post('/api-keys', wanted);
    expect(status).toBe(201);
    expect(headers.get('Location')).toBe(`/api/v1/api-keys/${body.id}`);
    const { secret, ...shown } = body;
    expect(secret).toMatch(/^lyk_[0-9A-Za-z]{38}$/);
    expect(shown).toEqual({
      id: expect.any(String),
      serviceAccountId: null,
      name: 'Lobby',
      hint: `lyk_…${secret.slice(-4)}`,
      scopes: ['bookings:read', 'bookings:write'],
      requestsPerMinute: null,
      createdAt: expect.any(String),
      expiresAt: expect.any(String),
      lastUsedAt: null,
      lastUsedNetwork: null,
      version: 1,
    });
    expect(Math.abs(Date.parse(shown.expiresAt) - inDays(90))).toBeLessThan(60_000);
    expect((await ada.api.get(`/api-keys/${body.id}`)).body).toEqual(shown);
    expect((await ada.api.get('/api-keys')).body.data).toContainEqual(shown);
    const { rows } = await db.query('SELECT to_jsonb(k)::text AS text FROM api_keys k WHERE id = $1', [body.id]);
    expect(rows[0].text).not.toContain(secret.slice(0, -4));
  });

  it('needs the password, scopes that exist, and a year at most', async () => {
    const key = { name: 'App', scopes: ['bookings:read'], password: ada.password };
    expect(outcome(await ada.api.post('/api-keys', { ...key, password: 'not-the-password' }))).toEqual([
      422,
      'wrong_password',
    ]);
    for (const wrong of [{ scopes: [] }, { scopes: ['bookings:admin'] }, { expiresInDays: 366 }, { expiresInDays: 0 }])
      expect(outcome(await ada.api.post('/api-keys', { ...key, ...wrong }))).toEqual([400, 'validation_failed']);
  });

  it('is told of by e-mail and in the app', async () => {
    const person = await signUp(anyone, 'Mary');
    const { id } = await makeKey(person, ['slots:read'], { name: 'Weather station' });
    const { text } = await mailbox.waitFor({ to: person.email, subject: 'An API key was made with your account' });
    expect(text).toContain('Weather station');
    expect(text).toContain('slots:read');
    const { body } = await eventually(
      () => person.api.get('/notifications', { query: { type: 'API_KEY_CREATED' } }),
      (answer) => answer.body.data.length > 0,
    );
    expect(body.data).toMatchObject([{ metadata: { keyId: id } }]);
  });

  it('ends at fifty keys that work', async () => {
    const person = await signUp(anyone);
    await db.query(
      `INSERT INTO api_keys (user_id, made_by, name, hash, last_four, scopes, expires_at)
       SELECT $1, $1, 'App', md5(random()::text), 'aaaa', '{bookings:read}', now() + n * interval '1 day'
       FROM generate_series(0, 50) n`,
      [person.id],
    );
    const key = { name: 'App', scopes: ['bookings:read'], password: person.password };
    expect(outcome(await person.api.post('/api-keys', key))).toEqual([409, 'too_many_api_keys']);
    const { body } = await person.api.get('/api-keys', { query: { sort: '-expiresAt', limit: 1 } });
    await person.api.delete(`/api-keys/${body.data[0].id}`);
    const answers = await Promise.all([person.api.post('/api-keys', key), person.api.post('/api-keys', key)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe('a key', () => {
  it('does what its scopes say, in the name of its person', async () => {
    const { api } = await makeKey(ada, ['bookings:read']);
    const booking = await book(ada, slot(1));
    expect((await api.get(`/bookings/${booking.id}`)).body.organizer.id).toBe(ada.id);
    const refused = await api.post(`/bookings/${booking.id}/cancel`, {});
    expect(outcome(refused)).toEqual([403, 'insufficient_scope']);
    expect(refused.body).toMatchObject({ scope: 'bookings:write', detail: 'It needs `bookings:write`.' });
    expect(refused.headers.get('WWW-Authenticate')).toBe('Bearer error="insufficient_scope", scope="bookings:write"');
    expect(outcome(await api.get('/users/me'))).toEqual([403, 'insufficient_scope']);
  });

  it('that may write may read, and asks what others are refused only by their roles', async () => {
    const { api } = await makeKey(ada, ['bookings:write', 'bookables:read']);
    expect((await api.get('/bookings')).status).toBe(200);
    const question = { from: '2031-03-03T00:00:00Z', to: '2031-03-04T00:00:00Z', bookableIds: [ada.id] };
    expect((await api.post('/freebusy', question)).status).toBe(200);
  });

  it('is nobody where a token is of no use', async () => {
    const { api } = await makeKey(ada, ['bookings:read']);
    expect((await api.get('/health/live')).status).toBe(200);
    expect(
      outcome(await api.get('/slots', { query: { eventTypeId: ada.id, from: '2031-03-03', to: '2031-03-04' } })),
    ).toEqual([403, 'insufficient_scope']);
  });

  it('of an administrator administers nothing', async () => {
    const admin = await signUpAdmin(anyone, db);
    const others = await book(ada, slot(2));
    const { api } = await makeKey(admin, ['users:write', 'bookings:write', 'analytics:read']);
    expect((await admin.api.get(`/bookings/${others.id}`)).status).toBe(200);
    expect((await api.get(`/bookings/${others.id}`)).status).toBe(404);
    expect(outcome(await api.get('/users'))).toEqual([403, 'api_key_refused']);
    expect((await api.get('/users/me')).body.id).toBe(admin.id);
  });

  it('of an owner makes nobody else an owner', async () => {
    const organization = await createOrganization(ada);
    const { api } = await makeKey(ada, ['organizations:write']);
    const [member] = await signUpAllVerified(anyone, 'Member');
    await addMember(ada, organization, member, 'member');
    const makeMember = (role: string) => api.patch(`/organizations/${organization}/members/${member.id}`, { role });
    expect(outcome(await makeMember('owner'))).toEqual([403, 'forbidden']);
    expect(outcome(await api.post(`/organizations/${organization}/transfer`, { userId: ada.id }))).toEqual([
      403,
      'api_key_refused',
    ]);
    expect(outcome(await api.post('/organizations', { name: 'Mine' }))).toEqual([403, 'api_key_refused']);
  });

  it('of an owner ends no ownership, not even that of its person', async () => {
    const organization = await createOrganization(ada);
    const [other] = await signUpAllVerified(anyone, 'Owner as well');
    await addMember(ada, organization, other, 'owner');
    const { api } = await makeKey(ada, ['organizations:write']);
    for (const { id } of [ada, other]) {
      const path = `/organizations/${organization}/members/${id}`;
      const answers = [await api.patch(path, { role: 'admin' }), await api.delete(path)];
      expect(answers.map(outcome)).toEqual(answers.map(() => [403, 'forbidden']));
    }
  });

  it('makes and shows no keys, and changes nothing of the account', async () => {
    const { id, api } = await makeKey(ada, ['users:write']);
    const { password } = ada;
    const answers = await Promise.all([
      api.get('/api-keys'),
      api.post(`/api-keys/${id}/rotate`, { password }),
      api.post('/api-keys', { name: 'More', scopes: ['users:write'], password }),
      api.delete('/users/me', { password }),
      api.patch('/users/me/password', { currentPassword: password, newPassword: 'difference-engine-1822' }),
      api.get('/auth/sessions'),
    ]);
    expect(answers.map(outcome)).toEqual(answers.map(() => [403, 'api_key_refused']));
  });

  it('shows when and from where it was used', async () => {
    const { id, api } = await makeKey(ada, ['bookings:read']);
    const before = Date.now();
    await api.get('/bookings');
    const { body } = await eventually(
      () => ada.api.get(`/api-keys/${id}`),
      (answer) => answer.body.lastUsedAt !== null,
    );
    expect(body.lastUsedNetwork).toBe('127.0.0.1');
    expect(Date.parse(body.lastUsedAt)).toBeGreaterThanOrEqual(before);
    expect(body.version).toBe(1);
  });

  it('gets another name, and with If-Match only the one that was read', async () => {
    const { id } = await makeKey(ada, ['bookings:read']);
    const { headers } = await ada.api.get(`/api-keys/${id}`);
    const tag = { headers: { 'If-Match': headers.get('ETag')! } };
    const { status, body } = await ada.api.patch(`/api-keys/${id}`, { name: 'Entrance' }, tag);
    expect([status, body.name, body.version]).toEqual([200, 'Entrance', 2]);
    expect((await ada.api.patch(`/api-keys/${id}`, { name: 'Cellar' }, tag)).status).toBe(412);
    expect((await ada.api.patch(`/api-keys/${id}`, { scopes: ['users:write'] })).status).toBe(400);
  });
});

describe('a request whose key is wrong', () => {
  it.each([
    ['mistyped', 'lyk_Az09Az09Az09Az09Az09Az09Az09Az094dFtUR', 'It is not whole: its last six digits are a checksum.'],
    ['cut', 'lyk_Az09Az09Az09', 'It is not whole: its last six digits are a checksum.'],
    ['never issued', 'lyk_Az09Az09Az09Az09Az09Az09Az09Az094dFtUQ', undefined],
  ])('is refused: %s', async (_what, secret, detail) => {
    const { status, body, headers } = await anyone.as(secret).get('/bookings');
    expect([status, body.code, body.detail]).toEqual([401, 'api_key_invalid', detail]);
    expect(headers.get('WWW-Authenticate')).toBe('Bearer error="invalid_token", error_description="api_key_invalid"');
  });

  it('says how a key is sent', async () => {
    const { secret } = await makeKey(ada, ['bookings:read']);
    const { body } = await anyone.get('/bookings', { headers: { Authorization: secret } });
    expect(body).toMatchObject({ code: 'token_missing', detail: expect.stringContaining('API key') });
    expect((await anyone.get('/bookings', { headers: { Authorization: `bearer ${secret}` } })).status).toBe(200);
  });
});

describe('a key ends', () => {
  it('in every process within five seconds when it is revoked', async () => {
    const { id, secret, api } = await makeKey(ada, ['bookings:read']);
    for (const url of [apiUrl, otherApiUrl]) expect((await api.at(url).get('/bookings')).status).toBe(200);
    expect((await ada.api.delete(`/api-keys/${id}`)).status).toBe(204);
    expect(outcome(await api.get('/bookings'))).toEqual([401, 'api_key_revoked']);
    expect(outcome(await refusedAt(otherApiUrl, secret))).toEqual([401, 'api_key_revoked']);
    expect((await ada.api.get(`/api-keys/${id}`)).status).toBe(404);
    expect((await ada.api.delete(`/api-keys/${id}`)).status).toBe(404);
  });

  it('when it expires, and stays in the list for who wonders why', async () => {
    const { id, secret } = await makeKey(ada, ['bookings:read']);
    await db.query(`UPDATE api_keys SET expires_at = now() WHERE id = $1`, [id]);
    expect(outcome(await refusedAt(apiUrl, secret))).toEqual([401, 'api_key_expired']);
    expect((await ada.api.get(`/api-keys/${id}`)).status).toBe(200);
  });

  it('with the account that it belongs to', async () => {
    const person = await signUp(anyone);
    const { secret } = await makeKey(person, ['bookings:read']);
    await db.query('UPDATE users SET is_active = false WHERE id = $1', [person.id]);
    expect(outcome(await refusedAt(apiUrl, secret))).toEqual([401, 'api_key_revoked']);
  });

  it('and nothing is left of it, when the account is erased', async () => {
    const person = await signUp(anyone);
    const { id, secret } = await makeKey(person, ['bookings:read']);
    await eraseAccount(person);
    expect(outcome(await anyone.as(secret).get('/bookings'))).toEqual([401, 'api_key_invalid']);
    expect((await db.query('SELECT FROM api_keys WHERE id = $1', [id])).rowCount).toBe(0);
  });

  it('not with another password, but when its owner takes the account back from others', async () => {
    const person = await signUp(anyone);
    const { secret, api } = await makeKey(person, ['bookings:read']);
    const newPassword = 'difference-engine-1822';
    await person.api.patch('/users/me/password', { currentPassword: person.password, newPassword });
    await person.api.delete('/auth/sessions');
    expect((await api.get('/bookings')).status).toBe(200);
    await db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [person.id]);
    await anyone.post('/auth/password/forgot', { email: person.email });
    const { text } = await mailbox.waitFor({ to: person.email, subject: 'Reset your password' });
    const token = /token=([\w-]{43})/.exec(text)![1]!;
    const reset = { token, newPassword: 'notes-on-the-engine-1843', endStandingAccess: true };
    expect((await anyone.post('/auth/password/reset', reset)).status).toBe(204);
    expect(outcome(await refusedAt(otherApiUrl, secret))).toEqual([401, 'api_key_revoked']);
  });
});

describe('the rotation of a key', () => {
  it('makes another of the same kind, beside which the old one works for as long as was asked', async () => {
    const old = await makeKey(ada, ['bookings:read', 'slots:read'], { expiresInDays: 30, requestsPerMinute: 50 });
    const { password } = ada;
    const { status, body } = await ada.api.post(`/api-keys/${old.id}/rotate`, { overlapHours: 2, password });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'App', scopes: ['bookings:read', 'slots:read'], requestsPerMinute: 50 });
    expect(Math.abs(Date.parse(body.expiresAt) - inDays(30))).toBeLessThan(60_000);
    for (const secret of [old.secret, body.secret]) expect((await anyone.as(secret).get('/bookings')).status).toBe(200);
    const { expiresAt } = (await ada.api.get(`/api-keys/${old.id}`)).body;
    expect(Math.abs(Date.parse(expiresAt) - inDays(2 / 24))).toBeLessThan(60_000);
  });

  it('ends the old one at once where no overlap is wanted', async () => {
    const { id, secret, api } = await makeKey(ada, ['bookings:read']);
    await Promise.all([apiUrl, otherApiUrl].map((url) => api.at(url).get('/bookings')));
    await ada.api.post(`/api-keys/${id}/rotate`, { overlapHours: 0, password: ada.password });
    expect(outcome(await api.get('/bookings'))).toEqual([401, 'api_key_expired']);
    await refusedAt(otherApiUrl, secret);
  });

  it('needs the password, and tells strangers of no key', async () => {
    const { id } = await makeKey(ada, ['bookings:read']);
    const wrong = { password: 'not-the-password' };
    expect(outcome(await ada.api.post(`/api-keys/${id}/rotate`, wrong))).toEqual([422, 'wrong_password']);
    const stranger = await signUp(anyone);
    expect(outcome(await stranger.api.post(`/api-keys/${id}/rotate`, wrong))).toEqual([404, 'not_found']);
  });
});

describe('a stream of notifications', () => {
  it('is opened with a key that may read them, and ends with it', async () => {
    const { id, secret } = await insertKey(db, ada, ['notifications:read']);
    const stream = await EventStream.open(otherApiUrl, secret);
    expect(await stream.next()).toMatchObject({ name: 'unread' });
    const start = Date.now();
    await ada.api.delete(`/api-keys/${id}`);
    let event = await stream.next();
    // Of the keys that were made before.
    while (event.name === 'notification') event = await stream.next();
    expect(event).toMatchObject({ name: 'end', data: { code: 'api_key_revoked' } });
    await stream.ended();
    expect(Date.now() - start).toBeLessThan(REVOKED_WITHIN_MS);
  });
});
