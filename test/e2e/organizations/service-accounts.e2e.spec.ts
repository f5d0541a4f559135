import { makeKey } from '../../factories/api-key.js';
import { book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { closeAccount, newEmail, type Person, signUp, signUpAllVerified } from '../../factories/person.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, mailbox } = sharedSystem();
const anyone = new ApiClient(apiUrl);
const db = sharedDatabase();

let owner: Person;
let admin: Person;
let member: Person;
let organization: string;

beforeEach(async () => {
  [owner, admin, member] = await signUpAllVerified(anyone, 'Owner', 'Admin', 'Member');
  organization = await createOrganization(owner);
  await addMember(owner, organization, admin, 'admin');
  await addMember(owner, organization, member, 'member');
});
afterAll(() => db.end());

const outcome = ({ status, body }: ApiResponse) => [status, body.code];
const path = (id = '') => `/organizations/${organization}/service-accounts${id && `/${id}`}`;

async function makeAccount(by: Person, role: 'member' | 'admin' = 'member'): Promise<string> {
  const { status, body } = await by.api.post(path(), { name: 'Our site', role });
  if (status !== 201) throw new Error(`The service account was answered with ${status} ${JSON.stringify(body)}`);
  return body.id;
}

const keyFor = (by: Person, serviceAccountId: string, scopes: readonly string[]) =>
  makeKey(by, scopes, { serviceAccountId });

const refused = (api: ApiClient) =>
  eventually(
    () => api.get('/organizations'),
    ({ status }) => status === 401,
    5_000,
  );

describe('a service account', () => {
  it('is made, listed and shown by who manages the organization', async () => {
    const { status, body } = await admin.api.post(path(), { name: 'Our site' });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      organizationId: organization,
      name: 'Our site',
      role: 'member',
      createdAt: expect.any(String),
    });
    expect((await owner.api.get(path())).body.data).toEqual([body]);
    expect((await owner.api.get(path(body.id))).body).toEqual(body);
    for (const answer of [await member.api.get(path()), await member.api.post(path(), { name: 'Mine' })])
      expect(outcome(answer)).toEqual([403, 'forbidden']);
    expect(outcome(await admin.api.post(path(), { name: 'Powerful', role: 'admin' }))).toEqual([403, 'forbidden']);
  });

  it('is renamed by who manages it, and books under its new name', async () => {
    const [plain, powerful] = [await makeAccount(owner), await makeAccount(owner, 'admin')];
    const { api } = await keyFor(owner, plain, ['bookings:write']);
    const rename = (by: Person, id: string) => by.api.patch(path(id), { name: 'Our new site' });
    const { status, body } = await rename(admin, plain);
    expect([status, body]).toEqual([200, (await owner.api.get(path(plain))).body]);
    expect(body).toMatchObject({ id: plain, name: 'Our new site', role: 'member' });
    expect((await book({ api }, slot(1))).organizer).toEqual({ id: plain, name: 'Our new site' });
    for (const answer of [await rename(admin, powerful), await rename(member, plain)])
      expect(outcome(answer)).toEqual([403, 'forbidden']);
    expect((await rename(owner, powerful)).body.name).toBe('Our new site');
    expect(outcome(await rename(owner, member.id))).toEqual([404, 'not_found']);
    expect((await owner.api.patch(path(plain), {})).body).toEqual(body);
    expect(outcome(await owner.api.patch(path(plain), { role: 'admin' }))).toEqual([400, 'validation_failed']);
  });

  it('is told from people among the members', async () => {
    const id = await makeAccount(owner);
    const members = `/organizations/${organization}/members`;
    const { body } = await member.api.get(members);
    const marked = (list: { userId: string; isServiceAccount: boolean }[]) =>
      list.filter(({ isServiceAccount }) => isServiceAccount).map(({ userId }) => userId);
    expect([body.data.length, marked(body.data)]).toEqual([4, [id]]);
    expect((await member.api.get(`${members}/${id}`)).body.isServiceAccount).toBe(true);
    expect((await member.api.get(`${members}/${owner.id}`)).body.isServiceAccount).toBe(false);
    expect(marked((await member.api.get(`/organizations/${organization}`)).body.members)).toEqual([id]);
  });

  it('is limited to twenty in an organization', async () => {
    await Promise.all(Array.from({ length: 19 }, () => makeAccount(owner)));
    const answers = await Promise.all([1, 2].map(() => owner.api.post(path(), { name: 'One more' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('acts in the organization with its keys, under its own name, and gets no mail', async () => {
    const id = await makeAccount(owner);
    const { api } = await keyFor(owner, id, ['users:read', 'organizations:read', 'bookings:write']);
    expect((await api.get('/users/me')).body).toMatchObject({ id, name: 'Our site' });
    expect((await api.get(`/organizations/${organization}`)).body).toMatchObject({ myRole: 'member' });
    const booking = await book({ api }, slot(1), { attendees: [{ email: member.email, name: 'Member' }] });
    expect(booking.organizer).toEqual({ id, name: 'Our site' });
    await mailbox.waitFor({ to: member.email, subject: booking.title });
    expect((await db.query('SELECT FROM email_deliveries WHERE user_id = $1', [id])).rowCount).toBe(0);
  });

  it('owns nothing and joins nothing, and is no member to be removed', async () => {
    const id = await makeAccount(owner, 'admin');
    const { api } = await keyFor(owner, id, ['organizations:write']);
    const members = `/organizations/${organization}/members/${id}`;
    const answers = [
      await owner.api.patch(members, { role: 'owner' }),
      await owner.api.delete(members),
      await owner.api.post(`/organizations/${organization}/transfer`, { userId: id }),
      await api.delete(members),
    ];
    expect(answers.map(outcome)).toEqual(answers.map(() => [409, 'is_service_account']));
    expect(outcome(await api.post('/organizations', { name: 'Its own' }))).toEqual([403, 'api_key_refused']);
    expect(outcome(await api.post('/invitations/accept', { token: 'a'.repeat(43) }))).toEqual([403, 'api_key_refused']);
  });

  it('makes nothing that would outlive its keys', async () => {
    const id = await makeAccount(owner, 'admin');
    const { api } = await keyFor(owner, id, ['calendars:write', 'webhooks:write', 'organizations:write']);
    const url = 'https://receiver.example.test/hook';
    const webhook = await owner.api.post('/webhooks', {
      url,
      events: ['booking.confirmed'],
      organizationId: organization,
    });
    const answers = [
      await api.post('/calendar-feeds', { scope: 'organization', organizationId: organization }),
      await api.post('/external-calendars', { name: 'Elsewhere', url: 'https://calendar.example.test/a.ics' }),
      await api.post('/webhooks', { url, events: ['booking.confirmed'], organizationId: organization }),
      await api.patch(`/webhooks/${webhook.body.id}`, { url: `${url}/elsewhere` }),
      await api.post(`/webhooks/${webhook.body.id}/rotate-secret`),
      await api.post(`/organizations/${organization}/members`, { email: newEmail('crony'), role: 'member' }),
      await api.post(`/organizations/${organization}/invitations`, { email: newEmail('crony'), role: 'member' }),
    ];
    expect(answers.map(outcome)).toEqual(answers.map(() => [403, 'api_key_refused']));
  });

  it('ends with its keys when it is deleted', async () => {
    const id = await makeAccount(owner, 'admin');
    const { api } = await keyFor(owner, id, ['organizations:read']);
    expect((await api.get('/organizations')).status).toBe(200);
    expect(outcome(await admin.api.delete(path(id)))).toEqual([403, 'forbidden']);
    expect((await owner.api.delete(path(id))).status).toBe(204);
    await refused(api);
    expect((await owner.api.get(path(id))).status).toBe(404);
    expect((await owner.api.get(`/organizations/${organization}`)).body.memberCount).toBe(3);
    await erased(id);
  });

  it('ends with the organization', async () => {
    const id = await makeAccount(owner);
    const { api } = await keyFor(owner, id, ['organizations:read']);
    expect((await owner.api.delete(`/organizations/${organization}`)).status).toBe(204);
    await refused(api);
    await erased(id);
  });

  it('keeps nobody from leaving, who is alone with it', async () => {
    const alone = await signUp(anyone);
    const own = await createOrganization(alone);
    const { body } = await alone.api.post(`/organizations/${own}/service-accounts`, { name: 'Our site' });
    expect((await closeAccount(alone)).status).toBe(202);
    expect((await db.query('SELECT FROM organizations WHERE id = $1', [own])).rowCount).toBe(0);
    await erased(body.id);
  });
});

describe('the keys of a service account', () => {
  it('are managed by those who manage it, and by nobody else', async () => {
    const [plain, powerful] = [await makeAccount(owner), await makeAccount(owner, 'admin')];
    const [one, other] = [
      await keyFor(owner, plain, ['bookings:read']),
      await keyFor(owner, powerful, ['bookings:read']),
    ];
    const listed = (person: Person, serviceAccountId: string) =>
      person.api.get('/api-keys', { query: { serviceAccountId } });
    expect((await listed(admin, plain)).body.data).toMatchObject([{ id: one.id, serviceAccountId: plain }]);
    for (const answer of [await listed(admin, powerful), await listed(member, plain)])
      expect(outcome(answer)).toEqual([400, 'validation_failed']);
    expect((await owner.api.get('/api-keys')).body.data).toEqual([]);
    expect((await admin.api.patch(`/api-keys/${one.id}`, { name: 'Renamed' })).body.name).toBe('Renamed');
    for (const answer of [await admin.api.delete(`/api-keys/${other.id}`), await member.api.get(`/api-keys/${one.id}`)])
      expect(outcome(answer)).toEqual([404, 'not_found']);
    const rotated = await admin.api.post(`/api-keys/${one.id}/rotate`, { password: admin.password });
    expect([rotated.status, rotated.body.serviceAccountId]).toEqual([201, plain]);
    expect((await admin.api.delete(`/api-keys/${one.id}`)).status).toBe(204);
    const strangers = { name: 'App', scopes: ['bookings:read'], password: member.password, serviceAccountId: plain };
    expect((await member.api.post('/api-keys', strangers)).body.errors).toMatchObject([
      { field: 'serviceAccountId', code: 'unknown_service_account' },
    ]);
  });

  it('are told of to who made them', async () => {
    await keyFor(admin, await makeAccount(admin), ['bookings:read']);
    const { text } = await mailbox.waitFor({ to: admin.email, subject: 'An API key was made with your account' });
    expect(text).toContain('Our site (service account)');
  });

  it.each([
    ['is removed', () => owner.api.delete(`/organizations/${organization}/members/${admin.id}`)],
    ['leaves', () => admin.api.delete(`/organizations/${organization}/members/${admin.id}`)],
    ['closes the account', () => closeAccount(admin)],
    [
      'administers no more',
      () => owner.api.patch(`/organizations/${organization}/members/${admin.id}`, { role: 'member' }),
    ],
  ])('end at once when who made them %s', async (_what, act) => {
    const id = await makeAccount(owner);
    const [theirs, ours] = [
      await keyFor(admin, id, ['organizations:read']),
      await keyFor(owner, id, ['organizations:read']),
    ];
    await act();
    const { rows } = await db.query('SELECT revoked_at IS NOT NULL AS ended FROM api_keys WHERE id = $1', [theirs.id]);
    expect(rows).toEqual([{ ended: true }]);
    await refused(theirs.api);
    expect((await ours.api.get('/organizations')).status).toBe(200);
  });

  it('are refused while the account of who made them is deactivated', async () => {
    const { api } = await keyFor(admin, await makeAccount(owner), ['organizations:read']);
    const activate = (isActive: boolean) =>
      db.query('UPDATE users SET is_active = $2 WHERE id = $1', [admin.id, isActive]);
    expect((await api.get('/organizations')).status).toBe(200);
    await activate(false);
    await refused(api);
    await activate(true);
    expect((await api.get('/organizations')).status).toBe(200);
  });
});

/** Until nothing is left of the account but its id. */
async function erased(id: string): Promise<void> {
  await eventually(
    async () => (await db.query<{ name: string }>('SELECT name FROM users WHERE id = $1', [id])).rows[0]?.name,
    (name) => name === 'Former user',
    60_000,
  );
  expect((await db.query('SELECT FROM service_accounts WHERE user_id = $1', [id])).rowCount).toBe(0);
  expect((await db.query('SELECT FROM api_keys WHERE user_id = $1', [id])).rowCount).toBe(0);
}
