import * as Y from 'yjs';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { DocumentsRepository, isLong } from '../../src/modules/learning/sessions/live/documents.repository.js';
import { RoomDocument } from '../../src/modules/learning/sessions/live/room-document.js';
import { SessionHistoryRepository } from '../../src/modules/learning/sessions/history/session-history.repository.js';
import { ParticipationsRepository } from '../../src/modules/learning/sessions/statistics/participations.repository.js';
import { WRITTEN } from '../../src/modules/learning/sessions/live/live-limits.js';
import { ClientsRepository } from '../../src/modules/learning/sessions/live/clients.repository.js';
import { LiveMetrics } from '../../src/modules/learning/sessions/live/live-metrics.js';
import { LiveRoom } from '../../src/modules/learning/sessions/live/live-room.js';
import { PeopleLimits } from '../../src/modules/learning/sessions/live/person-limits.js';
import { SessionPastesRepository } from '../../src/modules/learning/sessions/pastes/session-pastes.service.js';
import { SessionFilesService } from '../../src/modules/learning/sessions/files/session-files.service.js';
import { SessionVersionsService } from '../../src/modules/learning/sessions/versions/session-versions.service.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { Metrics } from '../../src/infra/telemetry/metrics.js';
import { eventually } from '../support/eventually.js';
import { OrganizationStorage } from '../../src/modules/people/organizations/administration/organization-storage.js';
import type { Type } from '@nestjs/common';
import { QueueConfig } from '../../src/infra/config/config.js';
import { RedisClient } from '../../src/infra/realtime/redis.client.js';
import { Logger } from '../../src/infra/telemetry/logger.js';
import { LiveOutputs } from '../../src/modules/learning/executions/live/live-outputs.js';
import { RunAnnouncements } from '../../src/modules/learning/executions/live/run-announcements.js';
import { RunsInRooms } from '../../src/modules/learning/executions/live/runs-in-rooms.js';
import { ExecutionsService } from '../../src/modules/learning/executions/run/executions.service.js';
import { RoomAttachments } from '../../src/modules/learning/sessions/live/room-attachments.js';
import { holdTable } from '../support/table-lock.js';
import { RoomReader } from '../../src/modules/learning/sessions/live/room-reader.js';
import { ExecutionsModule } from '../../src/modules/learning/executions/executions.module.js';
import { newId } from '../../src/kernel/ids.js';

describe('the log of a room’s document', () => {
  let composed: ComposedApp;
  let documents: DocumentsRepository;
  const [sessionId, ownerId] = [newId(), newId()];

  beforeAll(async () => {
    composed = await composeApp(ExecutionsModule);
    documents = composed.app.get(DocumentsRepository, { strict: false });
    const { pool } = composed.database;
    await pool.query(`INSERT INTO users (id, email, name) VALUES ($1, 'ada@example.test', 'Ada')`, [ownerId]);
    await pool.query(
      `INSERT INTO sessions (id, owner_id, title, language, is_public, max_collaborators)
       VALUES ($1, $2, 'A', 'go', false, 10)`,
      [sessionId, ownerId],
    );
  });
  afterAll(() => composed.close());

  const append = (content: Uint8Array) =>
    documents.append({
      sessionId,
      content,
      source: newId(),
      position: 1,
      shares: [{ userId: ownerId, isGuest: false, edits: 2, characters: 3 }],
      pastes: [{ person: { id: ownerId }, fileId: 'main', path: 'main.go', length: 200, way: 'at_once' }],
    });

  async function roomOf(): Promise<string> {
    const id = newId();
    await composed.database.pool.query(
      `INSERT INTO sessions (id, owner_id, title, language, is_public, max_collaborators)
       SELECT $1, id, 'B', 'go', false, 10 FROM users`,
      [id],
    );
    return id;
  }
  const nobody = () => ({ source: newId(), position: 1, shares: [] });

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
    const { rows: kept } = await composed.database.pool.query('SELECT seq FROM session_checkpoints');
    expect(kept).toEqual([{ seq: String(updates.length - 1) }]);
  });

  it('is counted in what its organization has stored, with snapshot, checkpoints, versions and other files', async () => {
    const { pool } = composed.database;
    const organizationId = newId();
    await pool.query(`INSERT INTO organizations (id, name, member_count, owner_count) VALUES ($1, 'Engines', 1, 1)`, [
      organizationId,
    ]);
    const stored = () => composed.app.get(OrganizationStorage, { strict: false }).of(organizationId);
    const nothing = { count: 0, bytes: 0 };
    const empty = ['rooms', 'runs', 'logo'].map((kind) => ({ kind, ...nothing }));
    expect(await stored()).toEqual({ bytes: 0, parts: empty });

    const id = await roomOf();
    await documents.create(id, new Uint8Array(3), ownerId);
    await pool.query(`UPDATE sessions SET organization_id = $1 WHERE id IN ($2, $3)`, [organizationId, sessionId, id]);
    await pool.query(
      `INSERT INTO session_versions (session_id, name, is_automatic, created_by, files)
       SELECT $1, 'one', false, $2, to_json(string_agg(md5(n::text), '')) FROM generate_series(1, 1000) n`,
      [id, ownerId],
    );
    await pool.query(
      `INSERT INTO executions (user_id, session_id, kind, language, files, stdin, args)
       VALUES ($2, $1, 'run', 'python', '[]', '""', '[]')`,
      [id, ownerId],
    );
    await pool.query(
      `INSERT INTO organization_logos (organization_id, file, width, height, content)
       VALUES ($1, 'logo.png', 1, 1, '12345')`,
      [organizationId],
    );
    const { rows } = await pool.query<{ bytes: string }>(
      `SELECT (SELECT sum(octet_length(content)) FROM session_updates) + (SELECT sum(octet_length(snapshot)) FROM session_documents)
         + (SELECT sum(octet_length(content)) FROM session_checkpoints)
         + (SELECT sum(pg_column_size(files)) FROM session_versions) AS bytes`,
    );
    const bytes = Number(rows[0]!.bytes);
    expect(bytes).toBeGreaterThan(1_000);
    const parts = [
      { kind: 'rooms', count: 2, bytes },
      { kind: 'runs', count: 1, bytes: 9 },
      { kind: 'logo', count: 1, bytes: 5 },
    ];
    expect(await stored()).toEqual({ bytes: bytes + 14, parts });
    await pool.query('DELETE FROM sessions WHERE id = $1', [id]);
    await pool.query('DELETE FROM organizations');
  });

  it('says who wrote it and how much, until they leave', async () => {
    const { pool } = composed.database;
    const written = async () => {
      const { rows } = await pool.query(
        'SELECT user_id, edits = 2 * count AS even, characters = 3 * count AS all FROM session_participations, (SELECT count(*) FROM session_updates WHERE seq > 0)',
      );
      const { rows: authors } = await pool.query('SELECT DISTINCT author_ids FROM session_updates');
      const { rows: pastes } = await pool.query(
        `SELECT DISTINCT user_id, path, length, way FROM session_pastes JOIN session_updates USING (session_id, seq)`,
      );
      return [rows, authors, pastes];
    };
    expect(await written()).toEqual([
      [{ user_id: ownerId, even: true, all: true }],
      [{ author_ids: [ownerId] }],
      [{ user_id: ownerId, path: 'main.go', length: 200, way: 'at_once' }],
    ]);
    await composed.app.get(SessionHistoryRepository, { strict: false }).forget(ownerId);
    await composed.app.get(ParticipationsRepository, { strict: false }).forget(ownerId);
    await composed.app.get(SessionPastesRepository, { strict: false }).deleteOf(ownerId);
    expect(await written()).toEqual([[], [{ author_ids: [] }], []]);
  });

  it('is read in pages however long it is, into little more than what is left of it', async () => {
    const id = await roomOf();
    const doc = new Y.Doc();
    const edits: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => edits.push(update));
    for (let time = 0; time < 12; time += 1) {
      doc.getText('text:main').insert(0, 'z'.repeat(900_000));
      doc.getText('text:main').delete(0, 900_000);
      const content = Y.mergeUpdates(edits.splice(0));
      await documents.append({ sessionId: id, content, source: newId(), position: 1, shares: [] });
    }
    doc.getText('text:main').insert(0, 'left');
    await documents.append({ sessionId: id, content: edits[0]!, source: newId(), position: 1, shares: [] });

    const stored = (await documents.load(id))!;
    const size = stored.updates.reduce((sum, { length }) => sum + length, 0);
    expect([stored.seq, stored.rest.rows, size < 3_000_000, isLong(stored.rest)]).toEqual([13, 13, true, true]);
    expect(new RoomDocument(stored.updates).textOf('main')).toBe('left');
    const news = await documents.readAfter(new Map([[id, 0]]));
    expect(news.map(({ seq }) => seq)).toEqual([1, 2]);

    const reader = composed.app.get(RoomReader, { strict: false });
    const read = await Promise.all(Array.from({ length: 5 }, () => reader.read(id)));
    expect(read.map((document) => document.textOf('main'))).toEqual(Array.from({ length: 5 }, () => 'left'));
    expect(new Set(read).size).toBe(2);
    const { rest } = (await documents.load(id))!;
    expect(rest).toEqual({ rows: 0, bytes: 0 });
  });

  it('is kept short by those who write without a connection as well, who have an end for what they write', async () => {
    const { app } = composed;
    const id = await roomOf();
    const files = app.get(SessionFilesService, { strict: false });
    const actor = { userId: ownerId, role: 'user', sessionId: newId() } as const;
    const restOf = async () => (await documents.load(id))!.rest;
    const write = (letter: string) => files.change(actor, id, 'main', { content: letter.repeat(490_000) });
    await documents.append({ sessionId: id, content: RoomDocument.begun('a.go', ''), ...nobody() });
    for (const letter of 'abc') await write(letter);
    await eventually(restOf, ({ rows }) => rows === 0);
    // What others left long is short once it is read, by whatever way.
    const long = new RoomDocument((await documents.load(id))!.updates);
    const readings = [
      () => files.list(actor, id),
      () => app.get(SessionVersionsService, { strict: false }).create(actor, id, { name: 'Kept' }),
    ];
    for (const reading of readings) {
      for (const letter of 'dede') {
        const content = long.write(() => long.setText('main', letter.repeat(600_000)))!;
        await documents.append({ sessionId: id, content, ...nobody() });
      }
      await reading();
      expect(await restOf()).toEqual({ rows: 0, bytes: 0 });
    }
    // A moment is found without reading all that was written before it.
    const { rows } = await composed.database.pool.query(
      'SELECT seq FROM session_checkpoints WHERE session_id = $1 ORDER BY seq',
      [id],
    );
    expect(rows).toEqual([{ seq: expect.any(String) }, { seq: '12' }]);

    app
      .get(PeopleLimits, { strict: false })
      .of(ownerId)
      .wrote(WRITTEN.burst - 1_000_000);
    await expect(write('f')).rejects.toMatchObject({
      definition: { code: 'rate_limited' },
      occurrence: { retryAfterSeconds: expect.any(Number) },
    });
  });

  it('is written before its room is let go, however long the database takes', async () => {
    const { app, database } = composed;
    const id = await roomOf();
    const { updates, seq, rest } = (await documents.load(id))!;
    const failures: unknown[] = [];
    const room = new LiveRoom(id, new RoomDocument(updates), seq, rest, {
      documents,
      clients: app.get(ClientsRepository, { strict: false }),
      metrics: new LiveMetrics(app.get(Metrics, { strict: false })),
      limits: app.get(PeopleLimits, { strict: false }).ofRoom(id),
      tell: () => undefined,
      hearText: () => Promise.resolve(null),
      onFailure: (error) => failures.push(error),
    });
    expect(room.isIdle).toBe(true);
    const log = await holdTable(database.pool, 'session_updates');
    // As another process tells of it that ends before it saves.
    const content = RoomDocument.begun('a.go', 'package main');
    room.hear({ kind: 'update', source: newId(), position: 1, sentAt: Date.now(), content });
    const settled = room.settle();
    await log.isWantedBy('test', 1);
    expect(room.isIdle).toBe(false);
    await log.release();
    await settled;
    expect([room.isIdle, failures]).toEqual([true, []]);
    expect(new RoomDocument((await documents.load(id))!.updates).textOf('main')).toBe('package main');
  });

  it('is followed by what a program prints, from before it is read what was printed by then', async () => {
    const { app } = composed;
    const inApp = <T>(token: Type<T>) => app.get(token, { strict: false });
    const redis = inApp(RedisClient);
    const runs = new RunsInRooms(
      ...([redis, inApp(ExecutionsService), inApp(RunAnnouncements), inApp(LiveOutputs), inApp(Logger)] as const),
      ...([new RoomAttachments(), inApp(QueueConfig)] as const),
    );
    runs.onModuleInit();
    const id = await roomOf();
    // Redis answers, and nobody hears it yet.
    redis.subscriptions.stream.pause();
    const detach = runs.attach(id, () => undefined);
    let isRead = false;
    const missed = runs.missedIn(id).finally(() => (isRead = true));
    await runs.missedIn(newId());
    await runs.missedIn(newId());
    expect(isRead).toBe(false);
    redis.subscriptions.stream.resume();
    expect(await missed).toEqual([]);
    detach();
  });

  it('of a room that is gone takes nothing', async () => {
    const [update] = [new RoomDocument([]).state];
    expect([
      await documents.append({ sessionId: newId(), content: update, source: newId(), position: 1, shares: [] }),
      await documents.load(newId()),
    ]).toEqual([null, null]);
  });

  it('has five connections of a person and no more, also when two of them come at once', async () => {
    const [id, personId] = [await roomOf(), ownerId];
    const clients = composed.app.get(ClientsRepository, { strict: false });
    const transactions = composed.app.get(Transactions, { strict: false });
    const come = (clientId: number) =>
      clients.take({ sessionId: id, clientId, connectionId: newId() }, { id: personId, isGuest: false });
    for (const clientId of [20, 21, 22, 23]) expect(await come(clientId)).toBe('taken');
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    let fifth = '';
    const comes = transactions.run(async () => {
      fifth = await come(24);
      await ended;
    });
    await eventually(
      () => Promise.resolve(fifth),
      (answer) => answer === 'taken',
    );
    const sixth = come(25);
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await eventually(
      async () => (await composed.database.pool.query(waiting)).rowCount,
      (count) => count === 1,
    );
    end();
    await comes;
    expect(await sixth).toBe('too_many_connections');
  });

  it('has no more than five of a person when some are heard of again after a while', async () => {
    const [sessionId, person] = [await roomOf(), { id: ownerId, isGuest: false }];
    const clients = composed.app.get(ClientsRepository, { strict: false });
    const placeOf = (clientId: number) => ({ sessionId, clientId, connectionId: newId() });
    const late = [30, 31, 32, 33, 34].map(placeOf);
    const come = async (places: ReturnType<typeof placeOf>[], way: 'take' | 'takeAgain') => {
      const taken: string[] = [];
      for (const place of places) taken.push(await clients[way](place, person));
      return taken;
    };
    const count = async () => {
      const { rowCount } = await composed.database.pool.query(
        'SELECT FROM session_clients WHERE session_id = $1 AND live_until > now()',
        [sessionId],
      );
      return rowCount;
    };
    await come(late, 'take');
    expect((await clients.renew(late)).size).toBe(5);
    await composed.database.pool.query('UPDATE session_clients SET live_until = now() WHERE session_id = $1', [
      sessionId,
    ]);
    expect(await come([35, 30].map(placeOf), 'take')).toEqual(['taken', 'taken']);
    expect((await clients.renew(late)).size).toBe(0);
    expect(await count()).toBe(2);
    expect(await come(late, 'takeAgain')).toEqual(['replaced', 'taken', 'taken', 'taken', 'too_many_connections']);
    expect((await clients.renew(late)).size).toBe(3);
    expect(await count()).toBe(5);
  });
});
