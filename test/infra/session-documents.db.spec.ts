import * as Y from 'yjs';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { DocumentsRepository } from '../../src/modules/learning/sessions/live/documents.repository.js';
import { RoomDocument } from '../../src/modules/learning/sessions/live/room-document.js';
import { SessionsModule } from '../../src/modules/learning/sessions/sessions.module.js';
import { newId } from '../../src/kernel/ids.js';

describe('the log of a room’s document', () => {
  let composed: ComposedApp;
  let documents: DocumentsRepository;
  const sessionId = newId();

  beforeAll(async () => {
    composed = await composeApp(SessionsModule);
    documents = composed.app.get(DocumentsRepository, { strict: false });
    const { pool } = composed.database;
    const ownerId = newId();
    await pool.query(`INSERT INTO users (id, email, name) VALUES ($1, 'ada@example.test', 'Ada')`, [ownerId]);
    await pool.query(
      `INSERT INTO sessions (id, owner_id, title, language, is_public, max_collaborators)
       VALUES ($1, $2, 'A', 'go', false, 10)`,
      [sessionId, ownerId],
    );
  });
  afterAll(() => composed.close());

  const append = (content: Uint8Array) =>
    documents.append({ sessionId, content, source: newId(), position: 1, edits: 2 });

  it('has its rows in order without a gap, also of rooms without a first state, and is compacted by one at a time', async () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    for (let line = 0; line < 30; line += 1) doc.getText('text:main').insert(0, `${line}\n`);
    doc.getText('text:main').delete(0, 20);
    const numbers = await Promise.all(updates.map(append));
    expect([...numbers].sort((a, b) => a! - b!)).toEqual(updates.map((_, index) => index + 1));

    const made = await Promise.all([documents.compact(sessionId), documents.compact(sessionId)]);
    expect([...made].sort()).toEqual([false, true]);
    expect(await documents.compact(sessionId)).toBe(false);
    const compacted = (await documents.load(sessionId))!;
    expect([compacted.seq, compacted.updates.length]).toEqual([updates.length, 1]);

    doc.getText('text:main').insert(0, 'later\n');
    await append(updates.at(-1)!);
    const stored = (await documents.load(sessionId))!;
    expect(stored.updates).toHaveLength(2);
    expect(new RoomDocument(stored.updates).textOf('main')).toBe(doc.getText('text:main').toJSON());
    const news = await documents.readAfter(new Map([[sessionId, updates.length - 2]]));
    expect(news.map(({ seq }) => seq)).toEqual([updates.length - 1, updates.length]);
    const { rows } = await composed.database.pool.query('SELECT edit_count FROM sessions');
    expect(rows).toEqual([{ edit_count: 2 * updates.length }]);
  });

  it('of a room that is gone takes nothing', async () => {
    const [update] = [new RoomDocument([]).state];
    expect([
      await documents.append({ sessionId: newId(), content: update, source: newId(), position: 1, edits: 1 }),
      await documents.load(newId()),
    ]).toEqual([null, null]);
  });
});
