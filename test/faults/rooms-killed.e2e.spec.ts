import * as Y from 'yjs';
import { RoomDocument } from '../../src/modules/learning/sessions/live/room-document.js';
import { type Person, signUpAll } from '../factories/person.js';
import { createSession } from '../factories/session.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { startRedis } from '../support/redis.mjs';
import { RoomClient } from '../support/room-client.js';
import { SeededRandom } from '../support/seeded-random.js';
import { startSystem, type System } from '../support/system.mjs';
import { holdTable } from '../support/table-lock.js';

const PATIENCE_MS = 120_000;
const PEOPLE = 4;
/** Steps between two faults. */
const STEPS = 50;
/** A file whose text people also delete from. */
const SCRATCH = 'text:0197f0a0-0000-7000-8000-000000000001';

/** Two of these make a log that is compacted. */
const LARGE = 600_000;

/** Each edit writes a character of its own, which no other edit can take apart. */
const sign = (edit: number) => String.fromCodePoint(0x4e00 + edit);

type Redis = Awaited<ReturnType<typeof startRedis>>;

describe('a room whose processes are killed', () => {
  let redis: Redis;
  let system: System;
  let person: Person;
  let guest: Person;
  const random = new SeededRandom(42);

  beforeAll(async () => {
    redis = await startRedis();
    system = await startSystem({
      apis: 2,
      worker: false,
      redisUrl: redis.url,
      env: { DATABASE_LOCK_TIMEOUT_MS: '500' },
    });
    [person, guest] = await signUpAll(new ApiClient(system.api.url), 'Ada', 'Charles');
  });
  afterAll(async () => {
    await system.stop();
    await redis.stop();
  });

  const until = (isSo: () => boolean) => eventually(() => Promise.resolve(isSo()), Boolean, 40_000);
  const urlOf = (index: number) => system.apis[index % 2]!.url;
  const enter = (client: RoomClient, index: number, { accessToken } = person) =>
    client.connect(urlOf(index), accessToken);

  /** What PostgreSQL makes of the log and the first state. */
  async function rebuilt(id: string): Promise<RoomDocument> {
    const { rows } = await system.db.query<{ content: Buffer }>(
      `SELECT snapshot AS content FROM session_documents WHERE session_id = $1
       UNION ALL SELECT content FROM session_updates WHERE session_id = $1`,
      [id],
    );
    return new RoomDocument(rows.map(({ content }) => content));
  }

  it('has all that was acknowledged, and is the same for everybody and in the database', async () => {
    const { id } = await createSession(person);
    const link = await person.api.post(`/sessions/${id}/invitations`, { role: 'editor' });
    await guest.api.post('/session-invitations/accept', { token: link.body.secret });
    const clients = Array.from({ length: PEOPLE }, () => new RoomClient(id));
    for (const [index, client] of clients.entries()) await enter(client, index);
    let written = 0;
    const acknowledged: string[] = [];

    const edit = (client: RoomClient) => {
      written += 1;
      client.text.insert(random.number(client.text.length + 1), sign(written));
      const scratch = client.doc.getText(SCRATCH);
      if (random.number(3) > 0) scratch.insert(random.number(scratch.length + 1), 'abc'.repeat(1 + random.number(3)));
      else if (scratch.length > 4) scratch.delete(random.number(scratch.length - 4), 1 + random.number(4));
    };
    const back = async (client: RoomClient) => {
      if (!client.isOpen) await enter(client, random.number(2));
    };
    const work = async () => {
      for (let step = 0; step < STEPS; step += 1) {
        const client = clients[random.number(PEOPLE)]!;
        const turn = random.number(10);
        if (turn === 0) client.disconnect();
        else if (turn === 1) await back(client);
        else edit(client);
        if (step % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    };
    /** Somebody whose edit was acknowledged, and who never comes back. */
    const leaveSomething = async (index: number) => {
      const goner = await enter(new RoomClient(id), index, guest);
      await until(() => goner.text.length > 0);
      written += 1;
      goner.text.insert(0, sign(written));
      acknowledged.push(sign(written));
      await until(() => goner.isSaved);
      goner.disconnect();
    };

    const snapshot = async () => {
      const text = 'SELECT snapshot_seq::int AS seq FROM session_documents WHERE session_id = $1';
      return (await system.db.query<{ seq: number }>(text, [id])).rows[0]?.seq ?? 0;
    };
    /** Makes the log longer than it is read without a snapshot, however often connections are lost meanwhile. */
    const makeLong = async (client: RoomClient) => {
      await back(client);
      const scratch = client.doc.getText(SCRATCH);
      scratch.insert(scratch.length, 'z'.repeat(LARGE));
      scratch.delete(scratch.length - LARGE, LARGE);
      await eventually(
        () => back(client).then(() => client.isSaved),
        (isSaved) => isSaved,
        PATIENCE_MS,
      );
      return (await snapshot()) > 0;
    };

    await work();
    await leaveSomething(0);
    await system.apis[0]!.kill('SIGKILL');
    await work();
    await system.apis[0]!.restart();
    await redis.kill();
    await leaveSomething(1);
    await work();
    await eventually(() => makeLong(clients[1]!), Boolean, PATIENCE_MS);
    await redis.restart();
    await work();
    await leaveSomething(1);
    await system.apis[1]!.kill('SIGKILL');
    await system.apis[1]!.restart();
    await work();

    for (const client of clients) await back(client);
    const state = () => clients.map(({ doc }) => JSON.stringify([doc.getText('text:main'), doc.getText(SCRATCH)]));
    // Who is back has nothing to be saved until the server has asked for it, so this comes first.
    await until(() => new Set(state()).size === 1);
    await until(() => clients.every((client) => client.isSaved));
    const stored = await rebuilt(id);
    expect(stored.hasGaps).toBe(false);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, stored.state);
    expect(JSON.stringify([copy.getText('text:main'), copy.getText(SCRATCH)])).toBe(state()[0]);
    const content = clients[0]!.content;
    const all = Array.from({ length: written }, (_, index) => sign(index + 1));
    expect(all.filter((character) => content.split(character).length !== 2)).toEqual([]);
    expect(acknowledged.filter((character) => !content.includes(character))).toEqual([]);
    await Promise.all(clients.map((client) => client.close()));
  });

  it('keeps what somebody wrote who is gone, as long as one person has it', async () => {
    const { id } = await createSession(person);
    const [gone, other] = [await enter(new RoomClient(id), 0), await enter(new RoomClient(id), 0)];
    await until(() => gone.text.length > 0 && other.text.length > 0);
    const log = await holdTable(system.db, 'session_updates');
    gone.text.insert(0, '<gone>');
    await until(() => other.content.startsWith('<gone>'));
    expect(gone.isSaved).toBe(false);
    gone.disconnect();
    other.text.insert(6, '<after>');
    await system.apis[0]!.kill('SIGKILL');
    await log.release();
    await system.apis[0]!.restart();
    await enter(other, 1);
    await until(() => other.isSaved);
    expect((await rebuilt(id)).textOf('main')).toBe(other.content);
    expect(other.content).toMatch(/^<gone><after>/);
    await other.close();
  });

  it('has what another process told of and could not save any more', async () => {
    const { id } = await createSession(person);
    const [gone, other] = [await enter(new RoomClient(id), 0), await enter(new RoomClient(id), 1)];
    await until(() => gone.text.length > 0 && other.text.length > 0);
    const log = await holdTable(system.db, 'session_updates');
    gone.text.insert(0, '<gone>');
    await until(() => other.content.startsWith('<gone>'));
    await system.apis[0]!.kill('SIGKILL');
    gone.disconnect();
    await log.release();
    other.text.insert(6, '<after>');
    await until(() => other.isSaved);
    expect((await rebuilt(id)).textOf('main')).toMatch(/^<gone><after>/);
    await other.close();
    await system.apis[0]!.restart();
  });

  it('takes no more than it can keep while the database takes nothing, and loses none of it', async () => {
    const { id } = await createSession(person);
    const ada = await enter(new RoomClient(id), 1);
    await until(() => ada.text.length > 0);
    const log = await holdTable(system.db, 'session_updates');
    const refusals = () => ada.of('refused').map(({ code }) => code);
    // More than a process keeps unsaved.
    for (let round = 0; round < 6; round += 1) {
      ada.text.insert(0, String.fromCodePoint(0x61 + round).repeat(900_000));
      ada.text.delete(1, 899_999);
    }
    await until(() => ada.ended !== null);
    expect([refusals()[0], ada.ended]).toEqual(['cannot_be_saved', [4503, 'service_unavailable']]);
    await log.release();
    // Whoever is sent away once more, because it is being saved, comes again as the page does.
    const isSaved = async () => {
      if (!ada.isOpen) await enter(ada, 1);
      return ada.saved > 0 && ada.isSaved;
    };
    await eventually(isSaved, Boolean, PATIENCE_MS);
    expect((await rebuilt(id)).textOf('main')).toBe(ada.content);
    await ada.close();
  });

  it('is saved by a process that stops in order, and when the database was slow', async () => {
    const { id } = await createSession(person);
    const [ada, other] = [await enter(new RoomClient(id), 0), await enter(new RoomClient(id), 0)];
    await until(() => ada.text.length > 0);
    const log = await holdTable(system.db, 'session_updates');
    ada.text.insert(0, '<slow>');
    await log.isWantedBy('lyceum-api', 1);
    await system.api.printed('live_rooms.save_failed');
    ada.text.insert(0, '<more>');
    expect(ada.isSaved).toBe(false);
    await log.release();
    await until(() => ada.isSaved);
    ada.text.insert(0, '<last>');
    await until(() => other.content.startsWith('<last>'));
    expect(await system.api.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect((await rebuilt(id)).textOf('main')).toMatch(/^<last><more><slow>/);
    expect([ada.ended, other.ended]).toEqual([
      [4503, 'service_unavailable'],
      [4503, 'service_unavailable'],
    ]);
  });
});
