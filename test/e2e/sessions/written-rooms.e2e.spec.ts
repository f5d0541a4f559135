import * as Y from 'yjs';
import { archiveOf, filesIn } from '../../../src/modules/learning/sessions/files/archives.js';
import { RoomDocument } from '../../../src/modules/learning/sessions/live/room-document.js';
import type { Person } from '../../factories/person.js';
import { createSession, createSharedSession, signUpForRooms } from '../../factories/session.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
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

async function enter(id: string, { accessToken }: Person, url = apiUrl, client = new RoomClient(id)) {
  clients.push(client);
  return client.connect(url, accessToken);
}

const until = <T>(read: () => T, isRight: (value: T) => boolean) => eventually(() => Promise.resolve(read()), isRight);
const have = (client: RoomClient, content: string) =>
  until(
    () => client.content,
    (found) => found === content,
  );
const saved = (client: RoomClient) => until(() => client.isSaved, Boolean);

/** What the database makes of the log. */
async function rebuilt(id: string): Promise<string> {
  const { rows } = await db.query<{ content: Buffer }>(
    `SELECT snapshot AS content FROM session_documents WHERE session_id = $1 AND snapshot IS NOT NULL
     UNION ALL SELECT content FROM session_updates WHERE session_id = $1`,
    [id],
  );
  return new RoomDocument(rows.map(({ content }) => content)).textOf('main');
}

describe('what is written without a connection', () => {
  it('is seen by everybody at once, in files with paths, and changes only what differs', async () => {
    const id = await openRoom({ language: 'python' });
    const files = `/sessions/${id}/files`;
    const mary = await enter(id, viewer, otherApiUrl);
    const made = await editor.api.post(files, { path: 'lib/sort.py', content: 'a\r\nb\rc\n' });
    expect(made.body).toMatchObject({ sessionId: id, path: 'lib/sort.py', size: 6, content: 'a\nb\nc\n' });
    const text = mary.doc.getText(`text:${made.body.id}`);
    await until(
      () => text.toJSON(),
      (content) => content === 'a\nb\nc\n',
    );
    const kept = Y.createRelativePositionFromTypeIndex(text, 4);
    const path = `${files}/${made.body.id}`;
    await editor.api.patch(path, { path: 'src/sort.py', content: 'begin\na\nb\nc end\n' });
    await until(
      () => text.toJSON(),
      (content) => content === 'begin\na\nb\nc end\n',
    );
    expect(Y.createAbsolutePositionFromRelativePosition(kept, mary.doc)?.index).toBe(10);
    expect(mary.doc.getMap('files').get(made.body.id)).toEqual({ path: 'src/sort.py' });
    expect((await viewer.api.get(files)).body.files.map(({ path: at }: { path: string }) => at)).toEqual([
      'main.py',
      'src/sort.py',
    ]);
    const refused = (answer: ApiResponse) => [answer.status, answer.body.code ?? answer.body.errors?.[0].field];
    for (const at of ['../x', '/etc/x', 'a//b', 'a/./b', 'c:\\x', 'x\0'])
      expect(refused(await editor.api.post(files, { path: at }))).toEqual([400, 'validation_failed']);
    for (const at of ['main.py', 'main.py/x', 'src'])
      expect(refused(await editor.api.post(files, { path: at }))).toEqual([409, 'session_file_exists']);
    expect(refused(await viewer.api.post(files, { path: 'x' }))).toEqual([403, 'forbidden']);
    await owner.api.post(`/sessions/${id}/lock`);
    expect(refused(await editor.api.delete(path))).toEqual([403, 'forbidden']);
    expect((await owner.api.delete(path)).status).toBe(204);
    expect(refused(await owner.api.get(path))).toEqual([404, 'not_found']);
    await until(
      () => mary.doc.getMap('files').size,
      (count) => count === 1,
    );
    expect(mary.doc.getText(`text:${made.body.id}`).toJSON()).toBe('');
    await owner.api.post(`/sessions/${id}/pause`);
    expect(refused(await owner.api.patch(`${files}/main`, { content: 'x' }))).toEqual([409, 'session_status_conflict']);
  });

  it('is a version that was restored, which keeps what was there and duplicates nothing of who was offline', async () => {
    const id = await openRoom();
    const versions = `/sessions/${id}/versions`;
    const [ada, charles] = [await enter(id, owner), await enter(id, editor, otherApiUrl)];
    await have(charles, 'x = 1\n');
    const { body: first } = await editor.api.post(versions, { name: 'First' });
    expect(first).toMatchObject({ name: 'First', isAutomatic: false, createdBy: { id: editor.id } });
    ada.text.insert(6, 'y = 2\0\n');
    await have(charles, 'x = 1\ny = 2\0\n');
    await saved(ada);
    charles.disconnect();
    charles.text.insert(0, '# offline\n');
    charles.text.insert(charles.text.length, 'late\n');
    const { unified, files } = (await viewer.api.get(`${versions}/${first.id}/diff`)).body;
    expect(unified).toBe('--- a/main.js\n+++ b/main.js\n@@ -1,1 +1,2 @@\n x = 1\n+y = 2\0\n');
    expect(files[0].hunks[0].lines).toEqual([' x = 1', '+y = 2\0']);
    // At the same time, by two processes: what both put in comes once.
    const { body: grown } = await owner.api.post(versions, { name: 'Grown' });
    ada.text.delete(0, ada.text.length);
    await saved(ada);
    const again = new ApiClient(otherApiUrl).as(owner.accessToken);
    const answers = await Promise.all([owner.api, again].map((by) => by.post(`${versions}/${grown.id}/restore`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await have(ada, 'x = 1\ny = 2\0\n');
    expect((await viewer.api.post(`${versions}/${first.id}/restore`)).status).toBe(403);
    await again.post(`${versions}/${first.id}/restore`);
    await have(ada, 'x = 1\n');
    await enter(id, editor, apiUrl, charles);
    await until(
      () => ada.content,
      (content) => content.includes('# offline\n') && content.includes('late\n'),
    );
    await have(charles, ada.content);
    await saved(charles);
    expect([ada.content.match(/x = 1/g), ada.content.includes('y = 2')]).toEqual([['x = 1'], false]);
    expect(await rebuilt(id)).toBe(ada.content);
    const { data } = (await viewer.api.get(versions)).body;
    expect(data.map(({ name, isAutomatic }: ApiResponse['body']) => name ?? isAutomatic)).toEqual([
      ...[true, true, true],
      ...['Grown', 'First'],
    ]);
    expect((await viewer.api.get(`${versions}/${data[0].id}`)).body.files).toEqual([
      { id: 'main', path: 'main.js', content: 'x = 1\ny = 2\0\n' },
    ]);
    expect((await owner.api.delete(`${versions}/${first.id}`)).status).toBe(204);
    expect((await editor.api.delete(`${versions}/${grown.id}`)).status).toBe(403);
  });
});

describe('what is put in at once', () => {
  const listed = async (id: string, query = '') => (await owner.api.get(`/sessions/${id}/pastes${query}`)).body;

  it('is noted by whatever way it comes, for those who run the room, while everybody in it is shown so', async () => {
    const id = await openRoom();
    const [ada, charles] = [await enter(id, owner, otherApiUrl), await enter(id, editor)];
    await have(charles, 'x = 1\n');
    charles.text.insert(0, 'a'.repeat(300));
    await saved(charles);
    expect((await editor.api.patch(`/sessions/${id}`, { hasPasteLog: true })).status).toBe(403);
    const { body: room } = await owner.api.patch(`/sessions/${id}`, { hasPasteLog: true });
    expect(room).toMatchObject({ id, hasPasteLog: true });
    const isShown = (client: RoomClient) =>
      until(
        () => client.of('room').at(-1)?.room.hasPasteLog,
        (shown) => shown === true,
      );
    await Promise.all([ada, charles].map(isShown));
    const link = (await owner.api.post(`/sessions/${id}/guest-links`, { role: 'editor', name: 'Joan' })).body;
    const { body: pass } = await api.post(`/sessions/${id}/guests`, { token: link.secret });
    const joan = await enter(id, { ...editor, accessToken: pass.guestToken });
    expect(joan.of('welcome')[0].room.hasPasteLog).toBe(true);

    charles.text.insert(0, 'b'.repeat(250));
    await saved(charles);
    for (let piece = 0; piece < 40; piece += 1) charles.text.insert(0, 'c'.repeat(5));
    await saved(charles);
    charles.disconnect();
    charles.text.insert(0, 'd'.repeat(300));
    await enter(id, editor, apiUrl, charles);
    await saved(charles);
    await until(
      () => joan.content.length,
      (length) => length === charles.content.length,
    );
    joan.text.insert(0, 'e'.repeat(201));
    await saved(joan);
    await owner.api.post(`/sessions/${id}/files`, { path: 'lib/f.js', content: 'f'.repeat(202) });
    await owner.api.patch(`/sessions/${id}/files/main`, { content: 'x = 1\n' });
    const { data } = await listed(id);
    const by = ({ id: of, name }: Person) => ({ id: of, name });
    const main = { id: 'main', path: 'main.js' };
    expect(data).toMatchObject([
      { sessionId: id, person: by(owner), length: 202, way: 'over_api', file: { path: 'lib/f.js' } },
      { person: { id: link.id, name: 'Joan', guest: true }, length: 201, way: 'at_once', file: main },
      { person: by(editor), length: 300, way: 'after_offline', file: main },
      { person: by(editor), length: 200, way: 'at_once', file: main },
      { person: by(editor), length: 250, way: 'at_once', file: main },
    ]);
    const { data: first, meta: more } = await listed(id, '?limit=3');
    expect([...first, ...(await listed(id, `?limit=3&cursor=${more.nextCursor}`)).data]).toEqual(data);

    // What it was is in the update that it came with.
    const { updates } = (await owner.api.get(`/sessions/${id}/history?after=${data[4].seq - 1}`)).body;
    expect(Buffer.from(updates[0].update, 'base64').toString()).toContain('b'.repeat(250));
    await until(
      () => ada.of('paste').length,
      (count) => count === 4,
    );
    expect(ada.of('paste')[0]).toMatchObject({ person: by(editor), file: main, length: 250, way: 'at_once' });
    expect([charles, joan].flatMap((client) => client.of('paste'))).toEqual([]);
    const seenBy = async ({ api: by }: Person) => (await by.get(`/sessions/${id}/pastes`)).body.data;
    expect([await seenBy(editor), await seenBy(viewer)]).toEqual([data.slice(2), []]);
    expect((await api.as(pass.guestToken).get(`/sessions/${id}/pastes`)).status).toBe(401);
  });

  it('is not what is restored, and is noted no more when the room is told so', async () => {
    const id = await openRoom({ content: 'x'.repeat(400), hasPasteLog: true });
    const { body: version } = await owner.api.post(`/sessions/${id}/versions`, { name: 'Long' });
    const charles = await enter(id, editor);
    await owner.api.patch(`/sessions/${id}/files/main`, { content: '' });
    await owner.api.post(`/sessions/${id}/versions/${version.id}/restore`);
    await have(charles, 'x'.repeat(400));
    await owner.api.put(`/sessions/${id}`, { title: 'All settings have their default' });
    await until(
      () => charles.of('room').at(-1)?.room.hasPasteLog,
      (shown) => shown === false,
    );
    charles.text.insert(0, 'y'.repeat(400));
    await saved(charles);
    await owner.api.post(`/sessions/${id}/files`, { path: 'more.js', content: 'z'.repeat(400) });
    expect((await listed(id)).data).toEqual([]);
  });
});

describe('what came to be in a room', () => {
  it('is played back from its beginning, shown as it was at a moment, and counted for whoever did it', async () => {
    const id = await openRoom();
    const [ada, charles] = [await enter(id, owner), await enter(id, editor, otherApiUrl)];
    await have(charles, 'x = 1\n');
    charles.text.insert(0, 'abc\n');
    await saved(charles);
    await have(ada, 'abc\nx = 1\n');
    const { body } = await viewer.api.get(`/sessions/${id}/history`);
    const between = new Date(Date.parse(body.updates.at(-1).at) - 1).toISOString();
    await owner.api.patch(`/sessions/${id}/files/main`, { content: 'abc\n' });
    await have(charles, 'abc\n');

    const played = new Y.Doc();
    const texts: string[] = [];
    const first = (await viewer.api.get(`/sessions/${id}/history`)).body;
    for (const { update } of first.updates) {
      Y.applyUpdate(played, Buffer.from(update, 'base64'));
      texts.push(played.getText('text:main').toJSON());
    }
    expect(texts).toEqual(['x = 1\n', 'abc\nx = 1\n', 'abc\n']);
    expect(first.updates.map(({ authorIds }: ApiResponse['body']) => authorIds)).toEqual(
      [owner, editor, owner].map((person) => [person.id]),
    );
    expect([first.next, first.people.length]).toEqual([null, 2]);
    expect((await viewer.api.get(`/sessions/${id}/history?after=1`)).body.updates).toEqual(first.updates.slice(2));
    const textAt = async (at: string) =>
      (await viewer.api.get(`/sessions/${id}/history/text`, { query: { at } })).body.files[0]?.content;
    expect([
      await textAt(between),
      await textAt(new Date().toISOString()),
      await textAt('2020-01-01T00:00:00Z'),
    ]).toEqual(['x = 1\n', 'abc\n', undefined]);
    await charles.close();
    const { totals, people } = (await viewer.api.get(`/sessions/${id}/statistics`)).body;
    expect(totals).toMatchObject({ totalEdits: 2, totalExecutions: 0 });
    expect(people).toEqual(
      expect.arrayContaining([
        {
          person: { id: owner.id, name: owner.name },
          edits: 1,
          characters: 0,
          runs: 0,
          presentSeconds: expect.any(Number),
        },
        {
          person: { id: editor.id, name: editor.name },
          edits: 1,
          characters: 4,
          runs: 0,
          presentSeconds: expect.any(Number),
        },
      ]),
    );
    const { rows } = await db.query<{ present_ms: number }>(
      'SELECT present_ms FROM session_participations WHERE session_id = $1 AND user_id = $2',
      [id, editor.id],
    );
    expect(rows[0]!.present_ms).toBeGreaterThan(0);
  });

  it('begins with a template, goes out as an archive and comes in as one, without the notes of those who run it', async () => {
    const { id } = await createSession(owner, { template: 'python', isPublic: true });
    await editor.api.post(`/sessions/${id}/join`);
    const main = (await owner.api.get(`/sessions/${id}/files/main`)).body;
    expect([main.path, main.content.includes('def greet')]).toEqual(['main.py', true]);
    const mixed = await owner.api.post('/sessions', { title: 'A', template: 'python', language: 'go' });
    expect([mixed.status, mixed.body.errors[0].field]).toEqual([400, 'template']);
    const notes = `/sessions/${id}/notes`;
    expect((await owner.api.get(notes)).body).toEqual({ sessionId: id, content: '', updatedBy: null, updatedAt: null });
    await owner.api.put(notes, { content: 'Understands recursion.' });
    expect((await owner.api.get(notes)).body).toMatchObject({ content: 'Understands recursion.' });
    expect((await editor.api.get(notes)).status).toBe(403);
    const answer = await fetch(`${apiUrl}/api/v1/sessions/${id}/export`, {
      headers: { authorization: `Bearer ${editor.accessToken}` },
    });
    expect(answer.headers.get('content-type')).toBe('application/zip');
    const packed = await filesIn(Buffer.from(await answer.arrayBuffer()));
    expect(packed).toEqual([{ path: 'main.py', content: main.content }]);

    const archive = async (...files: Array<{ path: string; content: string }>) =>
      (await archiveOf(files)).toString('base64');
    const put = (body: object, by = owner) => by.api.post(`/sessions/${id}/import`, body);
    const sources = await archive({ path: 'main.py', content: 'a\r\nb\0\n' }, { path: 'lib/b.py', content: 'b' });
    expect((await put({ archive: sources }, editor)).status).toBe(403);
    expect((await put({ archive: sources })).body.files).toMatchObject([
      { path: 'lib/b.py', size: 1 },
      { id: 'main', path: 'main.py', size: 5 },
    ]);
    expect((await owner.api.get(`/sessions/${id}/files/main`)).body.content).toBe('a\nb\0\n');
    const versions = async () => (await owner.api.get(`/sessions/${id}/versions`)).body.data;
    // The text of the template was replaced; the same texts again replace nothing.
    expect(await versions()).toMatchObject([{ isAutomatic: true }]);
    await put({ archive: sources, replace: true });
    expect(await versions()).toHaveLength(1);
    const replaced = await put({ archive: await archive({ path: 'c.py', content: '' }), replace: true });
    expect(replaced.body.files).toMatchObject([{ path: 'c.py', size: 0 }]);
    const [kept] = await versions();
    const { isAutomatic, files: former } = (await owner.api.get(`/sessions/${id}/versions/${kept.id}`)).body;
    expect([isAutomatic, former.length]).toEqual([true, 2]);
    expect((await put({ archive: await archive(), replace: true })).body.code).toBe('session_archive_refused');
    expect((await put({ archive: Buffer.from('no').toString('base64') })).body.code).toBe('session_archive_refused');
    const { rows } = await db.query(
      `SELECT action, user_id AS by, metadata FROM audit_entries WHERE session_id = $1 AND action LIKE 'file_%'
       ORDER BY created_at, id`,
      [id],
    );
    const upload = (count: number) => ({ action: 'file_upload', by: owner.id, metadata: { file: 'room', count } });
    expect(rows).toEqual([
      { action: 'file_download', by: editor.id, metadata: { file: 'room', count: 1 } },
      ...[2, 2, 1].map(upload),
    ]);
  });
});
