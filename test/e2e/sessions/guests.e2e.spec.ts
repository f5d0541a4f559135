import type { Person } from '../../factories/person.js';
import { createSharedSession, signUpForRooms } from '../../factories/session.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { RoomClient } from '../../support/room-client.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, otherApiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

let owner: Person;
let editor: Person;
let viewer: Person;
const clients: RoomClient[] = [];

beforeAll(async () => {
  ({ owner, editor, viewer } = await signUpForRooms(api));
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});
afterAll(() => db.end());

const openRoom = (settings: object = {}) => createSharedSession({ owner, editor, viewer }, settings);

async function enter(
  id: string,
  { accessToken }: Pick<Person, 'accessToken'>,
  url = apiUrl,
  client = new RoomClient(id),
) {
  clients.push(client);
  return client.connect(url, accessToken);
}

const until = <T>(read: () => T, isRight: (value: T) => boolean, deadlineMs?: number) =>
  eventually(() => Promise.resolve(read()), isRight, deadlineMs);
const have = (client: RoomClient, content: string) =>
  until(
    () => client.content,
    (found) => found === content,
  );
const ended = async (client: RoomClient, deadlineMs?: number) =>
  (
    await until(
      () => client.ended,
      (end) => end !== null,
      deadlineMs,
    )
  )?.[1];

describe('a guest', () => {
  const stranger = new ApiClient(apiUrl);
  const come = (id: string, token: string, name?: string) =>
    stranger.post(`/sessions/${id}/guests`, { token, ...(name === undefined ? {} : { name }) });

  async function invite(id: string, link: object) {
    const { status, body } = await owner.api.post(`/sessions/${id}/guest-links`, link);
    expect([status, body.createdBy.id, body.enteredAt]).toEqual([201, owner.id, null]);
    return body;
  }

  it('comes by a link, is marked, writes, speaks and reads in that room alone, and is out when removed', async () => {
    const [id, other] = [await openRoom(), await openRoom({ isPublic: true })];
    const link = await invite(id, { role: 'editor' });
    expect((await come(id, link.secret)).body.errors[0]).toMatchObject({ field: 'name', code: 'is_required' });
    const guest = (await come(id, link.secret, owner.name)).body;
    expect(guest).toMatchObject({ id: link.id, role: 'editor', name: owner.name, session: { id, myRole: 'editor' } });
    const [ada, joan] = [await enter(id, owner), await enter(id, { accessToken: guest.guestToken }, otherApiUrl)];
    const person = joan.of('welcome')[0].you;
    expect(person).toMatchObject({ id: link.id, name: owner.name, guest: true });
    await until(
      () => ada.of('joined'),
      ([joined]) => joined?.person.guest === true,
    );
    await have(joan, 'x = 1\n');
    joan.text.insert(0, '# guest\n');
    await have(ada, '# guest\nx = 1\n');
    joan.send(JSON.stringify({ type: 'chat', content: 'Hello' }));
    await until(
      () => ada.of('chat')[0]?.message.author,
      (author) => author?.guest === true,
    );
    const theirs = stranger.as(guest.guestToken);
    const [said, document, room] = [
      await theirs.get(`/sessions/${id}/messages`),
      await theirs.get(`/sessions/${id}/document`),
      await theirs.get(`/sessions/${id}`),
    ];
    expect(said.body.data[0].author).toEqual({ id: link.id, name: owner.name, guest: true });
    expect([document.body.content, room.body.myRole]).toEqual(['# guest\nx = 1\n', 'editor']);
    for (const path of [`/sessions/${other}`, `/sessions/${other}/document`])
      expect([path, (await theirs.get(path)).status]).toEqual([path, 404]);
    for (const path of ['/users/me', '/sessions', `/sessions/${id}/collaborators`, `/sessions/${id}/guest-links`])
      expect([path, (await theirs.get(path)).status]).toEqual([path, 401]);
    expect((await theirs.post(`/sessions/${other}/join`)).status).toBe(401);
    const stray = new RoomClient(other);
    await stray.connect(apiUrl, guest.guestToken);
    expect(await ended(stray)).toBe('forbidden');
    expect((await come(id, link.secret)).body).toMatchObject({ id: link.id, name: owner.name });
    // By nobody who is known, and once, however often they come back.
    const { rows } = await db.query(
      `SELECT e.user_id, e.metadata, d.details::jsonb ? 'ip' AS "hasAddress"
       FROM audit_entries e JOIN audit_details d ON d.entry_id = e.id
       WHERE e.action = 'session_guest_entered' AND e.session_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ user_id: null, metadata: { sessionId: id, guestId: link.id }, hasAddress: true }]);
    expect((await owner.api.get(`/sessions/${id}/guest-links`)).body.data).toMatchObject([
      { id: link.id, role: 'editor' },
    ]);
    expect((await owner.api.delete(`/sessions/${id}/guest-links/${link.id}`)).status).toBe(204);
    expect(await ended(joan, 5_000)).toBe('forbidden');
    expect([(await come(id, link.secret)).body.code, (await theirs.get(`/sessions/${id}`)).body.code]).toEqual([
      'session_invitation_invalid',
      'session_ended',
    ]);
  });

  it('only reads as a viewer, waits for the opening, and is out when the link ends or the room is completed', async () => {
    const id = await openRoom();
    const link = await invite(id, { name: 'Joan' });
    const [startsAt, opensAt] = [new Date(Date.now() + 900_000), new Date(Date.now() + 300_000)];
    const at = (column: string, value: Date | null) =>
      db.query(`UPDATE session_guests SET ${column} = $2 WHERE id = $1`, [link.id, value]);
    await at('starts_at', startsAt);
    await at('opens_at', opensAt);
    const early = await come(id, link.secret);
    expect([early.status, early.body]).toMatchObject([
      409,
      { code: 'session_not_open', startsAt: startsAt.toISOString(), opensAt: opensAt.toISOString() },
    ]);
    await at('opens_at', null);
    const { guestToken, name } = (await come(id, link.secret)).body;
    const [ada, joan] = [await enter(id, owner), await enter(id, { accessToken: guestToken })];
    await have(joan, 'x = 1\n');
    joan.text.insert(0, 'forged ');
    await until(
      () => joan.of('refused')[0]?.code,
      (code) => code === 'read_only',
    );
    expect([ada.content, name]).toEqual(['x = 1\n', 'Joan']);
    await at('expires_at', new Date());
    expect(await ended(joan, 5_000)).toBe('forbidden');
    expect((await come(id, link.secret)).body.code).toBe('session_invitation_expired');
    await at('expires_at', new Date(Date.now() + 900_000));
    const back = await enter(id, { accessToken: (await come(id, link.secret)).body.guestToken });
    await owner.api.post(`/sessions/${id}/complete`);
    expect(await ended(back, 5_000)).toBe('forbidden');
    expect((await come(id, link.secret)).body.code).toBe('session_status_conflict');
  });

  it('is invited by who runs the room, in bounds, and by nobody who does so no more', async () => {
    const id = await openRoom();
    expect((await editor.api.post(`/sessions/${id}/guest-links`, {})).status).toBe(403);
    const { data } = (await owner.api.get(`/sessions/${id}/collaborators`)).body;
    const { id: place } = data.find(({ user }: { user: { id: string } }) => user.id === editor.id);
    await owner.api.patch(`/sessions/${id}/collaborators/${place}`, { role: 'admin' });
    const { secret } = (await editor.api.post(`/sessions/${id}/guest-links`, { name: 'Joan' })).body;
    const { guestToken } = (await come(id, secret)).body;
    await owner.api.patch(`/sessions/${id}/collaborators/${place}`, { role: 'viewer' });
    expect((await come(id, secret)).body.code).toBe('session_invitation_invalid');
    // Who came by it is out, and nobody takes it for a link that works.
    expect((await stranger.as(guestToken).get(`/sessions/${id}/document`)).body.code).toBe('session_ended');
    expect((await owner.api.get(`/sessions/${id}/guest-links`)).body.data).toEqual([]);
    await db.query(
      `INSERT INTO session_guests (session_id, role, created_by, token_hash, expires_at)
       SELECT $1, 'viewer', $2, md5(n || 'guests'), now() + interval '1 day' FROM generate_series(1, 50) AS n`,
      [id, owner.id],
    );
    expect((await owner.api.post(`/sessions/${id}/guest-links`, {})).body.code).toBe('session_full');
  });
});
