import { request } from 'node:http';
import * as Y from 'yjs';
import { RoomDocument } from '../../../src/modules/learning/sessions/live/room-document.js';
import { type Person, signUpAdmin, signUpAll } from '../../factories/person.js';
import { createSession, createSharedSession, signUpForRooms } from '../../factories/session.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { RoomClient } from '../../support/room-client.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';
import { updateFrame } from '../../../src/modules/learning/sessions/live/frames.js';

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

async function enter(id: string, { accessToken }: Person, url = apiUrl, client = new RoomClient(id)) {
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
const saved = (client: RoomClient) => until(() => client.isSaved, Boolean);
const ended = async (client: RoomClient, deadlineMs?: number) =>
  (
    await until(
      () => client.ended,
      (end) => end !== null,
      deadlineMs,
    )
  )?.[1];

/** What the database makes of the log. */
async function rebuilt(id: string): Promise<string> {
  const { rows } = await db.query<{ content: Buffer }>(
    `SELECT snapshot AS content FROM session_documents WHERE session_id = $1 AND snapshot IS NOT NULL
     UNION ALL SELECT content FROM session_updates WHERE session_id = $1`,
    [id],
  );
  return new RoomDocument(rows.map(({ content }) => content)).textOf('main');
}

describe('people in a room', () => {
  it('type into the same text through two processes, and each has what all have typed', async () => {
    const id = await openRoom();
    const [ada, charles, mary] = [
      await enter(id, owner),
      await enter(id, editor, otherApiUrl),
      await enter(id, viewer, otherApiUrl),
    ];
    await Promise.all([ada, charles, mary].map((client) => have(client, 'x = 1\n')));
    ada.text.insert(0, '# Ada\u0000\n');
    charles.text.insert(charles.text.length, '# Charles 👩‍💻\n');
    const whole = '# Ada\u0000\nx = 1\n# Charles 👩‍💻\n';
    await Promise.all([ada, charles, mary].map((client) => have(client, whole)));
    await Promise.all([ada, charles].map(saved));
    expect(await rebuilt(id)).toBe(whole);
    const { metadata, createdAt } = (await owner.api.get(`/sessions/${id}`)).body;
    expect([metadata.totalEdits, metadata.lastActivity > createdAt]).toEqual([2, true]);
    await Promise.all([ada, charles, mary].map((client) => client.close()));
    await have(await enter(id, viewer), whole);
  });

  it('hear who comes, who is there, who goes, and see cursors with the names that the server knows', async () => {
    const id = await openRoom();
    const ada = await enter(id, owner);
    const mary = await enter(id, viewer, otherApiUrl);
    const [{ you, room, people }] = mary.of('welcome');
    expect([you.name, room]).toEqual([
      viewer.name,
      {
        title: 'Recursion',
        language: 'javascript',
        status: 'active',
        isLocked: false,
        hasPasteLog: false,
        role: 'viewer',
        canWrite: false,
      },
    ]);
    expect(people).toEqual([{ clientId: ada.doc.clientID, person: ada.of('welcome')[0].you }]);
    await until(
      () => ada.of('joined'),
      ([joined]) => joined?.person.id === viewer.id,
    );
    const place = { tname: 'text:main', item: null, assoc: 0 };
    const cursor = { anchor: place, head: place };
    for (let ghost = 0; ghost < 30; ghost += 1) mary.tell({ cursor, user: { name: 'Ghost' } }, 5_000 + ghost);
    mary.tell({ cursor, user: { id: owner.id, name: 'Ada', color: 'red' }, more: 'x' });
    const seen = await until(
      () => ada.presences.get(mary.doc.clientID),
      (state) => state?.cursor !== null && state !== undefined,
    );
    expect(seen).toEqual({ user: you, cursor });
    expect([...ada.presences.keys()]).toEqual([mary.doc.clientID]);
    await mary.close();
    await until(
      () => [ada.of('left').length, ada.presences.size],
      ([left, shown]) => left === 1 && shown === 0,
    );
  });

  it('who come back with what they typed meanwhile find it with what others did', async () => {
    const id = await openRoom();
    const [ada, charles] = [await enter(id, owner), await enter(id, editor)];
    await have(charles, 'x = 1\n');
    charles.disconnect();
    charles.text.insert(0, '# offline\n');
    ada.text.insert(ada.text.length, '# online\n');
    await enter(id, editor, otherApiUrl, charles);
    await have(ada, '# offline\nx = 1\n# online\n');
    await have(charles, ada.content);
    await saved(charles);
    expect(await rebuilt(id)).toBe(ada.content);
  });
});

describe('what is in a room', () => {
  it('is read over HTTP by its people, as it was begun and as it was written', async () => {
    const { id } = await createSession(owner, { language: 'python', content: 'print(1)\r\n  \rprint(2)\n\n' });
    const begun = 'print(1)\n  \nprint(2)\n\n';
    const document = async () => (await owner.api.get(`/sessions/${id}/document`)).body;
    expect(await document()).toEqual({ content: begun, files: [{ id: 'main', path: 'main.py', content: begun }] });
    const ada = await enter(id, owner);
    await have(ada, begun);
    const file = '0197f0a0-0000-7000-8000-000000000002';
    ada.doc.getMap('files').set(file, { path: 'lib/sort.py' });
    ada.doc.getText(`text:${file}`).insert(0, 'def sort(): ...');
    await saved(ada);
    expect((await document()).files).toContainEqual({ id: file, path: 'lib/sort.py', content: 'def sort(): ...' });
    expect((await viewer.api.get(`/sessions/${id}/document`)).status).toBe(404);
  });

  it.each([
    ['javascript', '// Start coding here...\n'],
    ['python', '# Start coding here...\n'],
    ['php', '<?php\n// Start coding here...\n'],
  ])('is a comment of %s where nothing else was given', async (language, content) => {
    const { id } = await createSession(owner, { language });
    expect((await owner.api.get(`/sessions/${id}/document`)).body.content).toBe(content);
  });

  it('is said to all, kept, and said by viewers, too, but not too often', async () => {
    const id = await openRoom();
    const [ada, mary] = [await enter(id, owner), await enter(id, viewer, otherApiUrl)];
    const say = (content: string) => mary.send(JSON.stringify({ type: 'chat', content }));
    say('  Why does it end? 👩‍💻 ');
    for (const { of } of [ada, mary].map((client) => ({ of: () => client.of('chat') })))
      await until(
        () => of()[0]?.message,
        (message) => message?.content === 'Why does it end? 👩‍💻' && message.author.name === viewer.name,
      );
    const { data } = (await owner.api.get(`/sessions/${id}/messages`)).body;
    const { id: messageId, createdAt } = ada.of('chat')[0].message;
    const author = { id: viewer.id, name: viewer.name };
    expect(data).toEqual([{ id: messageId, sessionId: id, author, content: 'Why does it end? 👩‍💻', createdAt }]);
    say(' ');
    say('x'.repeat(2_001));
    for (let more = 0; more < 12; more += 1) say('again');
    await until(
      () => mary.of('chat-refused').length,
      (count) => count > 2,
    );
    expect(mary.of('chat-refused').map(({ code }) => code)).toEqual(
      expect.arrayContaining(['invalid_text', 'too_fast']),
    );
    await owner.api.post(`/sessions/${id}/complete`);
    await until(
      () => mary.of('room').at(-1)?.room.status,
      (status) => status === 'completed',
    );
    say('too late');
    await until(
      () => mary.of('chat-refused').at(-1)?.code,
      (code) => code === 'room_closed',
    );
  });
});

describe('who may not write', () => {
  it('is heard by nobody, told why, and may when the role is given, within seconds', async () => {
    const id = await openRoom();
    const [ada, mary] = [await enter(id, owner), await enter(id, viewer, otherApiUrl)];
    await have(mary, 'x = 1\n');
    mary.text.insert(0, 'forged ');
    await until(
      () => mary.of('refused')[0]?.code,
      (code) => code === 'read_only',
    );
    expect([ada.content, await rebuilt(id)]).toEqual(['x = 1\n', 'x = 1\n']);
    const { data } = (await owner.api.get(`/sessions/${id}/collaborators`)).body;
    const { id: place } = data.find(({ user }: { user: { id: string } }) => user.id === viewer.id);
    await owner.api.patch(`/sessions/${id}/collaborators/${place}`, { role: 'editor' });
    await have(ada, 'forged x = 1\n');
    await saved(mary);
  });

  it('is everybody but the owner while the room is locked, and everybody while it is paused', async () => {
    const id = await openRoom();
    const [ada, charles] = [await enter(id, owner), await enter(id, editor, otherApiUrl)];
    await owner.api.post(`/sessions/${id}/lock`);
    await until(
      () => charles.of('room').at(-1)?.room,
      (room) => room?.isLocked && !room.canWrite,
    );
    ada.text.insert(0, '# mine\n');
    await have(charles, '# mine\nx = 1\n');
    charles.text.insert(0, 'late ');
    await until(
      () => charles.of('refused').length,
      (count) => count === 1,
    );
    expect(ada.content).toBe('# mine\nx = 1\n');
    await owner.api.post(`/sessions/${id}/pause`);
    await until(
      () => ada.of('room').at(-1)?.room,
      (room) => room?.status === 'paused' && !room.canWrite,
    );
  });

  it.each([
    ['out of the room', 'forbidden'],
    ['signed out', 'session_ended'],
    ['locked out', 'session_ended'],
  ])('ends within five seconds when they are %s', async (what, reason) => {
    const [guest] = await signUpAll(api, 'Guest');
    const id = await openRoom();
    const link = await owner.api.post(`/sessions/${id}/invitations`, { role: 'editor' });
    await guest.api.post('/session-invitations/accept', { token: link.body.secret });
    const there = await enter(id, guest, otherApiUrl);
    const admin = what === 'locked out' ? await signUpAdmin(api, db) : null;
    const left = Date.now();
    if (admin) expect((await admin.api.patch(`/users/${guest.id}`, { isActive: false })).status).toBe(200);
    else if (what === 'signed out') await guest.api.post('/auth/logout', { refreshToken: guest.refreshToken });
    else await guest.api.post(`/sessions/${id}/leave`);
    expect([await ended(there, 5_000), Date.now() - left < 5_000]).toEqual([reason, true]);
  });
});

describe('an operator', () => {
  it('sees how many connections there are, and how soon edits reach others', async () => {
    const id = await openRoom();
    const [ada, charles] = [await enter(id, owner, otherApiUrl), await enter(id, editor, otherApiUrl)];
    ada.text.insert(0, 'x');
    await until(() => charles.content.startsWith('x'), Boolean);
    const elsewhere = await enter(id, editor);
    await have(elsewhere, charles.content);
    elsewhere.text.insert(0, 'y');
    await until(() => ada.content.startsWith('y'), Boolean);
    const metrics = await (await fetch(`${sharedSystem().apiMetricsUrls[1]}/metrics`)).text();
    expect(Number(/^active_websocket_connections (\d+)$/m.exec(metrics)?.[1])).toBeGreaterThanOrEqual(2);
    for (const path of ['here', 'elsewhere'])
      expect(
        Number(new RegExp(`^session_sync_seconds_count\\{path="${path}"\\} (\\d+)$`, 'm').exec(metrics)?.[1]),
      ).toBeGreaterThan(0);
  });
});

describe('the door', () => {
  it.each([
    ['a token that is none', async () => [await openRoom(), 'x.y.z', 20] as const, 'token_invalid'],
    ['an unsigned token', async () => [await openRoom(), unsigned(owner.accessToken), 20] as const, 'token_invalid'],
    ['a room of others', async () => [(await createSession(owner)).id, viewer.accessToken, 20] as const, 'not_found'],
    [
      'a public room before one has joined it',
      async () => [(await createSession(owner, { isPublic: true })).id, viewer.accessToken, 20] as const,
      'forbidden',
    ],
    [
      'a client id that is none',
      async () => [await openRoom(), owner.accessToken, 2 ** 32] as const,
      'malformed_message',
    ],
  ])('stays closed for %s', async (_what, prepare, reason) => {
    const [id, token, clientId] = await prepare();
    const client = new RoomClient(id);
    await client.connect(apiUrl, token, { clientId });
    expect([await ended(client), client.of('welcome')]).toEqual([reason, []]);
  });

  it('has a client id for one person, and five connections for each', async () => {
    const id = await openRoom();
    const ada = await enter(id, owner);
    const thief = new RoomClient(id);
    await thief.connect(otherApiUrl, editor.accessToken, { clientId: ada.doc.clientID });
    expect(await ended(thief)).toBe('client_id_taken');
    for (let more = 0; more < 4; more += 1) await enter(id, owner, more % 2 ? apiUrl : otherApiUrl);
    const sixth = await enter(id, owner);
    expect([await ended(sixth), ada.isOpen]).toEqual(['too_many_connections', true]);
    // A room has its end as well, whoever is in it.
    const full = await openRoom();
    await db.query(
      `INSERT INTO session_clients (session_id, client_id, user_id, connection_id, live_until)
       SELECT $1, n + 100, $2, uuidv7(), now() + interval '1 minute' FROM generate_series(1, 300) AS n`,
      [full, editor.id],
    );
    expect(await ended(await enter(full, owner))).toBe('too_many_connections');
  });

  it('is passed by requests that would also speak something else, with their bodies', async () => {
    const body = JSON.stringify({ title: 'Over HTTP/1.1' });
    const sent = request(`${apiUrl}/api/v1/sessions`, {
      method: 'POST',
      headers: {
        ...{ Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABkAARAAAAAAAIAAAAA' },
        ...{ 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
        Authorization: `Bearer ${owner.accessToken}`,
      },
    });
    const status = new Promise((resolve, reject) => {
      sent.on('response', (answer) => resolve(answer.resume().statusCode)).on('error', reject);
    });
    sent.end(body);
    expect(await status).toBe(201);
  });
});

describe('an attack', () => {
  const bomb = (...bytes: number[]) => updateFrame(Uint8Array.from(bytes));

  it.each<[string, () => Uint8Array | string, string]>([
    ['claims 33 million parts', () => bomb(1, 0xc0, 0x96, 0xde, 0x0f, 7, 0, 0), 'edit_refused'],
    ['is garbage', () => Uint8Array.from([0, 2, 200, 1, 2]), 'malformed_message'],
    ['is of another kind', () => Uint8Array.from([5, 1, 1]), 'malformed_message'],
    ['is text', () => '{"type":"broadcast"}', 'malformed_message'],
  ])('that %s ends its own connection, and no other', async (_what, frame, reason) => {
    const id = await openRoom();
    const [ada, charles] = [await enter(id, owner), await enter(id, editor)];
    charles.send(frame());
    expect(await ended(charles)).toBe(reason);
    ada.text.insert(0, 'still ');
    await saved(ada);
  });

  it('of a thousand frames at once ends its own connection', async () => {
    const id = await openRoom();
    const [ada, charles] = [await enter(id, owner), await enter(id, editor)];
    for (let frame = 0; frame < 1_000; frame += 1) charles.tell({ cursor: null });
    expect(await ended(charles)).toBe('rate_limited');
    ada.text.insert(0, 'still ');
    await saved(ada);
  });

  it('in the name of somebody who is there changes nothing', async () => {
    const id = await openRoom();
    const [ada, charles] = [await enter(id, owner), await enter(id, editor, otherApiUrl)];
    await have(charles, 'x = 1\n');
    const forged = Object.assign(new Y.Doc(), { clientID: ada.doc.clientID });
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(charles.doc));
    const before = Y.encodeStateVector(forged);
    forged.getText('text:main').insert(0, 'forged ');
    charles.sendEdit(updateFrame(Y.encodeStateAsUpdate(forged, before)));
    ada.text.insert(0, 'true ');
    await have(charles, 'true x = 1\n');
    await saved(ada);
    expect(await rebuilt(id)).toBe('true x = 1\n');
  });

  it('in the name of somebody who is gone waits for them, and takes the place of nothing that they bring', async () => {
    const id = await openRoom();
    const [ada, charles] = [await enter(id, owner), await enter(id, editor, otherApiUrl)];
    await Promise.all([ada, charles].map((client) => have(client, 'x = 1\n')));
    const forge = (clientID: number) => {
      const forged = new Y.Doc();
      Y.applyUpdate(forged, Y.encodeStateAsUpdate(charles.doc));
      forged.clientID = clientID;
      const before = Y.encodeStateVector(forged);
      forged.getText('text:main').insert(0, 'forged ');
      charles.sendEdit(updateFrame(Y.encodeStateAsUpdate(forged, before)));
    };
    const stored = (isRight: (content: string) => boolean) => eventually(() => rebuilt(id), isRight);
    ada.disconnect();
    ada.text.insert(0, 'offline ');
    await until(() => charles.of('left').length, Boolean);
    forge(ada.doc.clientID);
    forge(1);
    charles.text.insert(charles.text.length, '# more\n');
    expect(await stored((content) => content.endsWith('# more\n'))).toBe('x = 1\n# more\n');
    await db.query(`UPDATE session_clients SET live_until = now() - interval '1 hour' WHERE client_id = $1`, [
      ada.doc.clientID,
    ]);
    forge(ada.doc.clientID);
    await stored((content) => content.includes('forged '));
    await enter(id, owner, apiUrl, ada);
    await until(
      () => ada.of('refused')[0]?.code,
      (code) => code === 'edit_contradicts',
    );
    expect(ada.isSaved).toBe(false);
    forge(ada.doc.clientID + 1);
    await until(
      () => charles.of('refused')[0]?.code,
      (code) => code === 'foreign_client',
    );
  });

  it.each([
    ['a carriage return', 'a\r\nb', 'unsupported_update'],
    ['more than a room takes', 'x'.repeat(1_060_000), 'document_too_large'],
  ])('or a slip with %s is refused with a reason', async (_what, text, code) => {
    const id = await openRoom();
    const charles = await enter(id, editor);
    await have(charles, 'x = 1\n');
    charles.text.insert(0, text);
    const [refused] = await until(
      () => charles.of('refused'),
      ({ length }) => length > 0,
    );
    expect([refused.code, refused.message]).toEqual([code, expect.any(String)]);
    expect(await rebuilt(id)).toBe('x = 1\n');
  });
});

function unsigned(token: string): string {
  const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  return `${header}.${token.split('.')[1]}.`;
}
