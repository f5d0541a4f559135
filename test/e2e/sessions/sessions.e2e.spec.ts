import { hashSecret } from '../../../src/infra/access/link-secret.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { eraseAccount, type Person, signUpAdmin, signUpAll, signUpAllVerified } from '../../factories/person.js';
import { createSession } from '../../factories/session.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const api = new ApiClient(sharedSystem().apiUrl);
const db = sharedDatabase();

let owner: Person;
let member: Person;
let stranger: Person;
let organizationId: string;

beforeAll(async () => {
  [owner, member, stranger] = await signUpAllVerified(api, 'Ada', 'Charles', 'Stranger');
  organizationId = await createOrganization(owner);
  await addMember(owner, organizationId, member);
});

afterAll(() => db.end());

const pathOf = ({ id }: ApiResponse['body']) => `/sessions/${id}`;
const coded = ({ status, body }: ApiResponse) => [status, body.code];
const titlesIn = async ({ api: by }: Person, path: string): Promise<string[]> =>
  (await by.get(path)).body.data.map(({ title }: { title: string }) => title);

async function eventsOf(id: string): Promise<string[]> {
  const query = `SELECT name FROM outbox_messages WHERE payload->>'sessionId' = $1 ORDER BY id`;
  return (await db.query<{ name: string }>(query, [id])).rows.map(({ name }) => name);
}

describe('a room', () => {
  it('is private, active, for JavaScript and ten people until somebody says otherwise', async () => {
    const made = await owner.api.post('/sessions', { title: 'Interview' });
    expect(made.status).toBe(201);
    expect(made.headers.get('Location')).toBe(`/api/v1${pathOf(made.body)}`);
    expect(made.body).toMatchObject({
      ...{ title: 'Interview', description: null, language: 'javascript', organizationId: null, status: 'active' },
      ...{ isPublic: false, isLocked: false, hasPasteLog: false, maxCollaborators: 10, version: 1 },
      owner: { id: owner.id, name: owner.name, username: null },
      metadata: { totalExecutions: 0, totalEdits: 0, averageExecutionTime: 0, lastActivity: made.body.createdAt },
    });
    expect((await owner.api.get(pathOf(made.body))).body).toEqual(made.body);
  });

  it('is changed in part or whole, by whoever has read its latest version', async () => {
    const path = pathOf(await createSession(owner, { description: 'First lesson', language: 'go' }));
    const headers = { 'If-Match': (await owner.api.get(path)).headers.get('ETag')! };
    const changed = await owner.api.patch(path, { title: 'Sorting', isPublic: true }, { headers });
    expect(changed.body).toMatchObject({ title: 'Sorting', description: 'First lesson', isPublic: true, version: 2 });
    expect((await owner.api.patch(path, { title: 'Sorting' })).body.version).toBe(2);
    for (const answer of [
      await owner.api.patch(path, { title: 'Searching' }, { headers }),
      await owner.api.put(path, { title: 'Searching' }, { headers }),
      await owner.api.delete(path, undefined, { headers }),
    ])
      expect(coded(answer)).toEqual([412, 'precondition_failed']);
    const replaced = await owner.api.put(path, { title: 'Searching' });
    expect(replaced.body).toMatchObject({
      ...{ title: 'Searching', description: null, language: 'javascript', isPublic: false, version: 3 },
    });
  });

  it('is locked, paused, completed, archived and reopened, and each is told once', async () => {
    const room = await createSession(owner);
    const path = pathOf(room);
    const act = async (action: string) => (await owner.api.post(`${path}/${action}`)).body;
    expect([(await act('lock')).isLocked, (await act('lock')).version, (await act('unlock')).isLocked]).toEqual([
      true,
      2,
      false,
    ]);
    for (const [action, status] of [
      ['pause', 'paused'],
      ['pause', 'paused'],
      ['complete', 'completed'],
    ] as const)
      expect((await act(action)).status).toBe(status);
    expect(coded(await owner.api.post(`${path}/pause`))).toEqual([409, 'session_status_conflict']);
    expect((await owner.api.delete(path)).body.status).toBe('archived');
    for (const answer of [
      await owner.api.patch(path, { title: 'Late' }),
      await owner.api.post(`${path}/lock`),
      await owner.api.post(`${path}/complete`),
    ])
      expect(coded(answer)).toEqual([409, 'session_status_conflict']);
    expect((await act('reopen')).status).toBe('active');
    expect(await eventsOf(room.id)).toEqual(
      ['created', 'locked', 'unlocked', 'paused', 'completed', 'archived', 'reopened'].map((fact) => `session.${fact}`),
    );
    const { rows } = await db.query<{ action: string }>(
      'SELECT action FROM audit_entries WHERE session_id = $1 AND user_id = $2 ORDER BY created_at, id',
      [room.id, owner.id],
    );
    expect(rows.map(({ action }) => action)).toEqual(
      ['create', 'locked', 'unlocked', 'pause', 'end', 'archived', 'reopened'].map((fact) => `session_${fact}`),
    );
  });

  it('does not exist for others while it is private, and is seen by all while it is public', async () => {
    const path = pathOf(await createSession(owner));
    expect((await stranger.api.get(path)).status).toBe(404);
    expect((await stranger.api.patch(path, { title: 'Mine' })).status).toBe(404);
    await owner.api.patch(path, { isPublic: true });
    expect((await stranger.api.get(path)).status).toBe(200);
    for (const answer of [
      await stranger.api.patch(path, { title: 'Mine' }),
      await stranger.api.post(`${path}/lock`),
      await stranger.api.delete(path),
    ])
      expect(coded(answer)).toEqual([403, 'forbidden']);
    await owner.api.delete(path);
    expect((await stranger.api.get(path)).status).toBe(404);
  });

  it('of an organization is run by those who lead it, seen by its members, and opened by nobody else', async () => {
    const room = await createSession(member, { organizationId });
    expect((await owner.api.post(`${pathOf(room)}/lock`)).body.isLocked).toBe(true);
    const theirs = pathOf(await createSession(owner, { organizationId }));
    expect([(await member.api.get(theirs)).status, (await member.api.delete(theirs)).status]).toEqual([200, 403]);
    expect((await stranger.api.get(theirs)).status).toBe(404);
    for (const answer of [
      await stranger.api.post('/sessions', { title: 'Mine', organizationId }),
      await stranger.api.get(`/sessions?organizationId=${organizationId}`),
    ])
      expect([answer.status, answer.body.errors[0].code]).toEqual([400, 'unknown_organization']);
    expect((await member.api.get(`/sessions?organizationId=${organizationId}`)).body.data).toHaveLength(2);
  });

  it.each([
    [{}, 'title'],
    [{ title: 'x'.repeat(101) }, 'title'],
    [{ title: 'Two\nlines' }, 'title'],
    [{ title: 'A', description: 'x'.repeat(501) }, 'description'],
    [{ title: 'A', language: 'cobol' }, 'language'],
    [{ title: 'A', maxCollaborators: 0 }, 'maxCollaborators'],
    [{ title: 'A', maxCollaborators: 51 }, 'maxCollaborators'],
    [{ title: 'A', isLocked: true }, 'isLocked'],
  ])('is not made of %j', async (body, field) => {
    const answer = await owner.api.post('/sessions', body);
    expect([answer.status, answer.body.errors[0].field]).toEqual([400, field]);
  });
});

describe('the lists of rooms', () => {
  it('show one’s own, the latest change first and without archived ones, in both kinds of pages', async () => {
    const [person] = await signUpAll(api, 'Lister');
    const rooms: ApiResponse['body'][] = [];
    for (const [title, language] of [
      ['Algebra', 'python'],
      ['Geometry', 'rust'],
      ['Logic', 'python'],
    ])
      rooms.push(await createSession(person, { title, language }));
    await person.api.patch(pathOf(rooms[0]), { description: 'About SORTING networks' });
    expect(await titlesIn(person, '/sessions')).toEqual(['Algebra', 'Logic', 'Geometry']);
    expect(await titlesIn(person, '/sessions?page=2&limit=2')).toEqual(['Geometry']);
    const { meta } = (await person.api.get('/sessions?limit=2')).body;
    expect(await titlesIn(person, `/sessions?limit=2&cursor=${meta.nextCursor}`)).toEqual(['Geometry']);
    expect(await titlesIn(person, '/sessions?language=python&sort=title')).toEqual(['Algebra', 'Logic']);
    expect(await titlesIn(person, '/sessions?q=sorting')).toEqual(['Algebra']);
    expect(await titlesIn(person, '/sessions?search=LOG')).toEqual(['Logic']);
    expect(await titlesIn(person, '/sessions?isPublic=true')).toEqual([]);
    expect(
      await titlesIn(person, `/sessions?createdFrom=${rooms[1].createdAt}&createdTo=${rooms[2].createdAt}`),
    ).toEqual(['Geometry']);
    await person.api.delete(pathOf(rooms[2]));
    expect(await titlesIn(person, '/sessions')).toEqual(['Algebra', 'Geometry']);
    expect(await titlesIn(person, '/sessions?status=archived')).toEqual(['Logic']);
    expect(await titlesIn(stranger, '/sessions')).toEqual([]);
  });

  it('show everybody what is public and active', async () => {
    const mark = `Open ${owner.id}`;
    const [quiet, busy, paused] = [
      await createSession(owner, { title: mark, isPublic: true }),
      await createSession(owner, { title: mark, isPublic: true, description: 'Busy' }),
      await createSession(owner, { title: mark, isPublic: true }),
    ];
    await createSession(owner, { title: mark });
    await owner.api.post(`${pathOf(paused)}/pause`);
    const { data } = (await stranger.api.get(`/sessions/public?q=${encodeURIComponent(mark)}`)).body;
    expect(data.map(({ id }: { id: string }) => id)).toEqual([busy.id, quiet.id]);
    const { id, title, description, language, createdAt, metadata } = busy;
    const { maxCollaborators, collaboratorCount } = busy;
    expect(data[0]).toEqual({
      ...{ id, title, description, language, createdAt, metadata, maxCollaborators, collaboratorCount },
      hasPasteLog: false,
      owner: { id: owner.id, name: owner.name, username: null },
    });

    const admin = await signUpAdmin(api, db);
    const takenDown = `/admin${pathOf(busy)}/unpublish`;
    const reason = 'It advertises.';
    expect((await stranger.api.post(takenDown, { reason })).status).toBe(403);
    for (const answer of [await admin.api.post(takenDown, { reason }), await admin.api.post(takenDown, { reason })])
      expect(answer.status).toBe(204);
    expect((await stranger.api.get(pathOf(busy))).status).toBe(404);
    expect((await owner.api.get(pathOf(busy))).body).toMatchObject({ isPublic: false, status: 'active' });
    expect(await eventsOf(id)).toEqual(['session.created', 'session.unpublished']);
    const told = await eventually(
      async () => (await owner.api.get('/notifications?type=SESSION_UNPUBLISHED')).body.data,
      (notifications) => notifications.length > 0,
    );
    expect(told).toMatchObject([{ message: expect.stringContaining(reason), metadata: { sessionId: id } }]);
  });
});

describe('the people of a room', () => {
  const join = ({ api: by }: Person, path: string) => by.post(`${path}/join`);

  it('come into public rooms, see each other, and go out again', async () => {
    const path = pathOf(await createSession(owner, { isPublic: true, maxCollaborators: 1 }));
    expect(coded(await stranger.api.get(`${path}/collaborators`))).toEqual([403, 'forbidden']);
    expect((await stranger.api.get(path)).body).toMatchObject({ myRole: null, collaboratorCount: 0 });
    expect((await join(stranger, path)).body).toMatchObject({ myRole: 'viewer', collaboratorCount: 1 });
    expect((await join(stranger, path)).body.collaboratorCount).toBe(1);
    expect(coded(await join(member, path))).toEqual([409, 'session_full']);
    const { data } = (await stranger.api.get(`${path}/collaborators`)).body;
    expect(data).toEqual([
      expect.objectContaining({ user: { id: stranger.id, name: stranger.name }, role: 'viewer', isActive: true }),
    ]);
    expect((await stranger.api.get('/sessions')).body.data).toEqual([
      expect.objectContaining({ id: path.split('/').at(-1), myRole: 'viewer' }),
    ]);
    expect(coded(await owner.api.post(`${path}/leave`))).toEqual([409, 'session_owner_stays']);
    expect((await stranger.api.post(`${path}/leave`)).status).toBe(204);
    expect((await stranger.api.get('/sessions')).body.data).toEqual([]);
    expect((await join(member, path)).status).toBe(200);
    await owner.api.post(`${path}/complete`);
    await member.api.post(`${path}/leave`);
    expect(coded(await join(member, path))).toEqual([409, 'session_status_conflict']);
  });

  it('are added among colleagues, once, have a role that is changed, and are removed', async () => {
    const path = pathOf(await createSession(owner));
    const add = (body: object) => owner.api.post(`${path}/collaborators`, body);
    for (const userId of [stranger.id, organizationId]) {
      const answer = await add({ userId });
      expect([answer.status, answer.body.errors[0]]).toMatchObject([400, { field: 'userId', code: 'unknown_person' }]);
    }
    const added = await add({ userId: member.id });
    expect([added.status, added.body.role]).toEqual([201, 'viewer']);
    const place = `${path}/collaborators/${added.body.id}`;
    expect(added.headers.get('Location')).toBe(`/api/v1${place}`);
    for (const userId of [member.id, owner.id])
      expect(coded(await add({ userId }))).toEqual([409, 'already_collaborator']);
    expect(coded(await member.api.patch(path, { title: 'Mine' }))).toEqual([403, 'forbidden']);

    expect((await owner.api.patch(place, { role: 'admin' })).body.role).toBe('admin');
    expect((await member.api.patch(path, { title: 'Ours' })).body.title).toBe('Ours');
    expect((await member.api.delete(path)).status).toBe(403);
    expect(coded(await member.api.patch(place, { role: 'viewer' }))).toEqual([403, 'forbidden']);
    expect(coded(await member.api.post(`${path}/transfer`, { userId: member.id }))).toEqual([403, 'forbidden']);

    expect((await owner.api.delete(place)).status).toBe(204);
    expect((await member.api.get(path)).status).toBe(404);
    const { id } = (await owner.api.get(path)).body;
    expect(await eventsOf(id)).toEqual([
      ...['session.created', 'session.collaborator_added', 'session.role_changed'],
      ...['session.changed', 'session.collaborator_removed'],
    ]);
  });

  it('get the room from its owner, who stays as an admin', async () => {
    const path = pathOf(await createSession(owner));
    expect(coded(await owner.api.post(`${path}/transfer`, { userId: member.id }))).toEqual([
      422,
      'not_another_collaborator',
    ]);
    await owner.api.post(`${path}/collaborators`, { userId: member.id });
    const answer = await owner.api.post(`${path}/transfer`, { userId: member.id });
    expect(answer.body).toMatchObject({ owner: { id: member.id }, myRole: 'admin', collaboratorCount: 1 });
    expect(coded(await owner.api.delete(path))).toEqual([403, 'forbidden']);
    expect((await member.api.delete(path)).body.status).toBe('archived');
  });
});

describe('links into a room', () => {
  const accept = ({ api: by }: Person, token: string) => by.post('/session-invitations/accept', { token });

  it('let in whoever has them with their role, which they raise and never lower, until they are revoked', async () => {
    const path = pathOf(await createSession(owner));
    const link = async (body: object) => (await owner.api.post(`${path}/invitations`, body)).body;
    const [viewers, editors] = [await link({}), await link({ role: 'editor', expiresInDays: 1 })];
    expect(viewers).toMatchObject({ role: 'viewer', createdBy: { id: owner.id }, secret: expect.any(String) });
    const days = (one: ApiResponse['body']) => (Date.parse(one.expiresAt) - Date.parse(one.createdAt)) / 86_400_000;
    expect([days(viewers), days(editors)].map(Math.round)).toEqual([7, 1]);
    expect((await accept(stranger, viewers.secret)).body).toMatchObject({ myRole: 'viewer', collaboratorCount: 1 });
    expect((await accept(stranger, editors.secret)).body.myRole).toBe('editor');
    expect((await accept(stranger, viewers.secret)).body).toMatchObject({ myRole: 'editor', collaboratorCount: 1 });
    expect((await accept(owner, viewers.secret)).body).toMatchObject({ myRole: 'owner', collaboratorCount: 1 });

    const { body } = await owner.api.get(`${path}/invitations`);
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual([editors.id, viewers.id]);
    expect(JSON.stringify(body)).not.toContain(viewers.secret);
    expect(coded(await stranger.api.get(`${path}/invitations`))).toEqual([403, 'forbidden']);
    expect((await owner.api.delete(`${path}/invitations/${viewers.id}`)).status).toBe(204);
    expect(coded(await accept(member, viewers.secret))).toEqual([404, 'session_invitation_invalid']);
    expect(coded(await accept(member, 'x'.repeat(43)))).toEqual([404, 'session_invitation_invalid']);

    const stored = await db.query<{ hash: string }>(
      'SELECT token_hash AS hash FROM session_invitations WHERE id = $1',
      [editors.id],
    );
    expect(stored.rows[0]?.hash).toBe(hashSecret(editors.secret));
    await db.query(`UPDATE session_invitations SET expires_at = now() WHERE id = $1`, [editors.id]);
    expect(coded(await accept(member, editors.secret))).toEqual([410, 'session_invitation_expired']);
  });

  it('end when their makers may not give the role any more, and never let in more than there are places', async () => {
    const path = pathOf(await createSession(owner, { maxCollaborators: 1 }));
    const { body: admin } = await owner.api.post(`${path}/collaborators`, { userId: member.id, role: 'admin' });
    expect(coded(await member.api.post(`${path}/invitations`, { role: 'admin' }))).toEqual([403, 'forbidden']);
    const { secret } = (await member.api.post(`${path}/invitations`, { role: 'editor' })).body;
    expect(coded(await accept(stranger, secret))).toEqual([409, 'session_full']);
    await owner.api.patch(path, { maxCollaborators: 2 });
    await owner.api.patch(`${path}/collaborators/${admin.id}`, { role: 'editor' });
    expect(coded(await accept(stranger, secret))).toEqual([404, 'session_invitation_invalid']);
    await owner.api.patch(`${path}/collaborators/${admin.id}`, { role: 'admin' });
    expect(coded(await accept(stranger, secret))).toEqual([404, 'session_invitation_invalid']);
    const again = (await member.api.post(`${path}/invitations`, { role: 'editor' })).body;
    expect((await accept(stranger, again.secret)).body.myRole).toBe('editor');
  });
});

it('rooms go with their owner, and places with those who have them', async () => {
  const [leaver] = await signUpAll(api, 'Leaver');
  const { id } = await createSession(leaver, { title: 'Memoirs' });
  const shared = pathOf(await createSession(owner, { isPublic: true }));
  await leaver.api.post(`${shared}/join`);
  await eraseAccount(leaver);
  expect((await owner.api.get(shared)).body.collaboratorCount).toBe(0);
  expect((await db.query('SELECT FROM sessions WHERE id = $1', [id])).rowCount).toBe(0);
  expect(await eventsOf(id)).toEqual(['session.created', 'session.archived']);
});
