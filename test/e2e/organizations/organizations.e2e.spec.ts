import { newId } from '../../../src/kernel/ids.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUp, signUpAdmin, signUpAllVerified } from '../../factories/person.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const api = new ApiClient(sharedSystem().apiUrl);
let owner: Person;
let member: Person;
let stranger: Person;

beforeAll(async () => {
  [owner, member, stranger] = await signUpAllVerified(api, 'Owner', 'Member', 'Stranger');
});

const etagOf = (response: { headers: Headers }) => response.headers.get('ETag') ?? '';

describe('creating an organization', () => {
  it('makes the creator its owner and only member', async () => {
    const { status, headers, body } = await owner.api.post('/organizations', { name: '  Difference Engines ' });
    expect([status, headers.get('Location')]).toEqual([201, `/api/v1/organizations/${body.id}`]);
    expect(body).toMatchObject({ name: 'Difference Engines', myRole: 'owner', memberCount: 1, version: 1 });
    expect(body.members).toEqual([
      expect.objectContaining({ userId: owner.id, name: 'Owner', email: owner.email, role: 'owner' }),
    ]);
  });

  it('creates one when the request is repeated under its idempotency key', async () => {
    const create = () =>
      person.api.post('/organizations', { name: 'Once' }, { headers: { 'Idempotency-Key': 'once' } });
    const person = await signUp(api);
    const [first, second] = [await create(), await create()];
    expect([first.body.id, second.headers.get('Idempotency-Replayed')]).toEqual([second.body.id, 'true']);
    expect((await person.api.get('/organizations')).body.data).toHaveLength(1);
  });

  it.each([
    ['no name', {}],
    ['an empty name', { name: '  ' }],
    ['a name of more than 100 characters', { name: 'x'.repeat(101) }],
    ['an unknown field', { name: 'Engines', ownerId: newId() }],
  ])('refuses %s', async (_what, body) => {
    const answer = await owner.api.post('/organizations', body);
    expect([answer.status, answer.body.code]).toEqual([400, 'validation_failed']);
  });
});

describe('reading an organization', () => {
  let id: string;
  beforeAll(async () => {
    id = await createOrganization(owner);
    await addMember(owner, id, member);
  });

  it('shows members their own role, the number of members and who they are', async () => {
    const { status, body } = await member.api.get(`/organizations/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, myRole: 'member', memberCount: 2 });
    expect(body.members.map(({ userId }: { userId: string }) => userId)).toEqual([owner.id, member.id]);
  });

  it('does not tell strangers that it exists', async () => {
    const attempts = [
      stranger.api.get(`/organizations/${id}`),
      stranger.api.patch(`/organizations/${id}`, { name: 'Mine' }),
      stranger.api.delete(`/organizations/${id}`),
      stranger.api.post(`/organizations/${id}/transfer`, { userId: stranger.id }),
      stranger.api.get(`/organizations/${id}/members`),
      stranger.api.post(`/organizations/${id}/members`, { email: stranger.email }),
      stranger.api.get(`/organizations/${id}/members/${owner.id}`),
      stranger.api.patch(`/organizations/${id}/members/${owner.id}`, { role: 'member' }),
      stranger.api.delete(`/organizations/${id}/members/${owner.id}`),
      stranger.api.get(`/organizations/${id}/invitations`),
      stranger.api.post(`/organizations/${id}/invitations`, { email: stranger.email }),
    ];
    const unknown = await stranger.api.get(`/organizations/${newId()}`);
    for (const { status, body } of await Promise.all(attempts))
      expect([status, body.code]).toEqual([unknown.status, unknown.body.code]);
    expect(unknown.status).toBe(404);
  });

  it('answers 304 until something that it shows has changed', async () => {
    const etag = etagOf(await member.api.get(`/organizations/${id}`));
    const again = () => member.api.get(`/organizations/${id}`, { headers: { 'If-None-Match': etag } });
    expect((await again()).status).toBe(304);
    await owner.api.patch('/users/me', { name: 'Owner of late' });
    expect((await again()).status).toBe(200);
    await owner.api.patch('/users/me', { name: 'Owner' });
    expect((await again()).status).toBe(304);
  });
});

describe('the list of organizations', () => {
  let person: Person;
  let ids: string[];

  beforeAll(async () => {
    person = await signUp(api, 'Lister');
    const own = [await createOrganization(person, 'B'), await createOrganization(person, 'C')];
    const joined = await createOrganization(owner, 'A');
    await addMember(owner, joined, person, 'admin');
    ids = [joined, ...own.reverse()];
    await createOrganization(owner, 'Not theirs');
  });

  const idsOf = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id);

  it('has those of the caller, newest first, with the role in each', async () => {
    const { body } = await person.api.get('/organizations');
    expect(idsOf(body)).toEqual(ids);
    expect(body.data.map(({ myRole }: { myRole: string }) => myRole)).toEqual(['admin', 'owner', 'owner']);
    expect(body.data[0]).toMatchObject({ memberCount: 2 });
    expect(body.meta).toEqual({ limit: 20, hasMore: false, nextCursor: null });
  });

  it('continues after a cursor', async () => {
    const first = await person.api.get('/organizations', { query: { limit: 2 } });
    const second = await person.api.get('/organizations', { query: { limit: 2, cursor: first.body.meta.nextCursor } });
    expect([...idsOf(first.body), ...idsOf(second.body)]).toEqual(ids);
    expect([first.body.meta.hasMore, second.body.meta.hasMore]).toEqual([true, false]);
  });

  it('knows numbered pages, sorts and filters', async () => {
    const numbered = await person.api.get('/organizations', { query: { page: 2, limit: 2, sort: 'name' } });
    expect(numbered.body.meta).toEqual({
      page: 2,
      limit: 2,
      total: 3,
      totalPages: 2,
      hasMore: false,
      nextCursor: null,
    });
    expect(numbered.body.data).toEqual([expect.objectContaining({ name: 'C' })]);
    const owned = await person.api.get('/organizations', { query: { role: 'owner' } });
    expect(idsOf(owned.body)).toEqual(ids.slice(1));
  });

  it('refuses unknown parameters and foreign cursors', async () => {
    const unknown = await person.api.get('/organizations', { query: { owner: 'me' } });
    expect([unknown.status, unknown.body.code]).toEqual([400, 'validation_failed']);
    const { body } = await person.api.get('/organizations', { query: { limit: 1 } });
    const foreign = await person.api.get('/organizations', { query: { cursor: body.meta.nextCursor, sort: 'name' } });
    expect([foreign.status, foreign.body.code]).toEqual([400, 'malformed_cursor']);
  });
});

describe('changing an organization', () => {
  let id: string;
  beforeEach(async () => {
    id = await createOrganization(owner);
    await addMember(owner, id, member);
  });

  it('renames it and counts the version', async () => {
    const { status, headers, body } = await owner.api.patch(`/organizations/${id}`, { name: 'Renamed' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'Renamed', version: 2, memberCount: 2 });
    expect(headers.get('ETag')).toBe(etagOf(await owner.api.get(`/organizations/${id}`)));
  });

  it('refuses a change of an older version, and allows one after a member joined', async () => {
    const headers = { 'If-Match': etagOf(await owner.api.get(`/organizations/${id}`)) };
    await addMember(owner, id, stranger);
    expect((await owner.api.patch(`/organizations/${id}`, { name: 'First' }, { headers })).status).toBe(200);
    const { status, body } = await owner.api.patch(`/organizations/${id}`, { name: 'Second' }, { headers });
    expect([status, body.code]).toEqual([412, 'precondition_failed']);
  });

  it('lets one of two changes of the same version win', async () => {
    const headers = { 'If-Match': etagOf(await owner.api.get(`/organizations/${id}`)) };
    const rename = (name: string) => owner.api.patch(`/organizations/${id}`, { name }, { headers });
    const statuses = (await Promise.all(['A', 'B', 'C', 'D'].map(rename))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 412, 412, 412]);
  });

  it('is for owners and admins', async () => {
    const refused = await member.api.patch(`/organizations/${id}`, { name: 'Mine' });
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
    await owner.api.patch(`/organizations/${id}/members/${member.id}`, { role: 'admin' });
    expect((await member.api.patch(`/organizations/${id}`, { name: 'Ours' })).status).toBe(200);
  });
});

describe('deleting an organization', () => {
  it('is for owners and takes memberships and invitations with it', async () => {
    const id = await createOrganization(owner);
    await addMember(owner, id, member, 'admin');
    await owner.api.post(`/organizations/${id}/invitations`, { email: 'nobody@example.test' });
    const refused = await member.api.delete(`/organizations/${id}`);
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
    expect((await owner.api.delete(`/organizations/${id}`)).status).toBe(204);
    expect((await owner.api.get(`/organizations/${id}`)).status).toBe(404);
    expect((await member.api.get(`/organizations/${id}/members`)).status).toBe(404);
    expect((await owner.api.delete(`/organizations/${id}`)).status).toBe(404);
  });
});

describe('the organizations of everybody', () => {
  it('are found by administrators, with owners and how many belong to them, and by nobody else', async () => {
    const db = sharedDatabase();
    const admin = await signUpAdmin(api, db);
    await db.end();
    const word = newId().slice(-12);
    const [first, second] = [
      await createOrganization(owner, `Zeta ${word}`),
      await createOrganization(owner, `Eta% ${word}`),
    ];
    await addMember(owner, first, member, 'owner');
    await addMember(owner, first, stranger);
    await owner.api.patch(`/organizations/${first}`, { slug: `zeta-${word}` });
    const asked = async (query: object) => (await admin.api.get('/admin/organizations', { query: { ...query } })).body;
    const names = async (query: object) => (await asked(query)).data.map(({ name }: { name: string }) => name);

    expect((await asked({ q: word.toUpperCase() })).data).toEqual([
      expect.objectContaining({ id: second, slug: null, memberCount: 1, ownerCount: 1 }),
      {
        ...{ id: first, name: `Zeta ${word}`, slug: `zeta-${word}`, memberCount: 3, ownerCount: 2 },
        owners: [
          { id: owner.id, name: 'Owner', email: owner.email },
          { id: member.id, name: 'Member', email: member.email },
        ],
        createdAt: expect.any(String),
      },
    ]);
    expect(await names({ q: word, sort: 'name' })).toEqual([`Eta% ${word}`, `Zeta ${word}`]);
    expect(await names({ q: `% ${word}` })).toEqual([`Eta% ${word}`]);
    const { data, meta } = await asked({ q: word, sort: 'name', limit: 1 });
    expect(data).toHaveLength(1);
    expect(await names({ q: word, sort: 'name', cursor: meta.nextCursor })).toEqual([`Zeta ${word}`]);
    const { text } = await admin.api.get('/admin/organizations/export', { query: { q: word, sort: '-name' } });
    expect(text.split('\r\n')[1]).toMatch(new RegExp(`^${first},Zeta ${word},zeta-${word},3,2,Owner; Member,`));

    const path = `/admin/organizations/${first}`;
    expect((await admin.api.get(path)).body).toMatchObject({ id: first, slug: `zeta-${word}`, ownerCount: 2 });
    expect((await admin.api.get(`${path}/storage`)).body).toEqual({
      bytes: 0,
      parts: ['rooms', 'runs', 'rosters', 'logo'].map((kind) => ({ kind, count: 0, bytes: 0 })),
    });
    expect((await owner.api.get(`${path}/storage`)).status).toBe(403);
    expect((await admin.api.get(`/admin/organizations/${newId()}/storage`)).status).toBe(404);
    const people = async (query: object) => (await admin.api.get(`${path}/members`, { query: { ...query } })).body.data;
    expect((await people({ role: 'owner' })).map(({ userId }: { userId: string }) => userId)).toEqual([
      owner.id,
      member.id,
    ]);
    expect(await people({})).toHaveLength(3);
    for (const asked of ['', '/export', `/${first}`, `/${first}/members`]) {
      const { status, body } = await owner.api.get(`/admin/organizations${asked}`);
      expect([status, body.code]).toEqual([403, 'forbidden']);
    }
    expect((await owner.api.delete(`${path}/page`)).status).toBe(403);
    const answers = [await admin.api.delete(`${path}/page`), await admin.api.delete(`${path}/page`)];
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    expect((await admin.api.get(path)).body.slug).toBe(null);
    expect((await owner.api.get(`/public/profiles/zeta-${word}`)).status).toBe(404);
    await eventually(
      () => admin.api.get('/analytics/events', { query: { userId: admin.id, eventType: 'organization.page_removed' } }),
      ({ body }) => body.data.length === 1,
    );
    expect((await admin.api.get(`/admin/organizations/${newId()}`)).status).toBe(404);
  });
});
