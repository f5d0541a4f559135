import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { testEnv } from '../support/test-env.js';
import { CoreModule } from '../../src/apps/core.module.js';
import { Sql } from '../../src/infra/database/sql.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { OutboxLanes } from '../../src/infra/queue/outbox-lanes.js';

describe('the lanes of the outbox', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let lanes: OutboxLanes;

  beforeAll(async () => {
    database = await createDatabase();
    app = await NestFactory.createApplicationContext(CoreModule.forRoot(testEnv(database.url), 'test'), {
      logger: false,
    });
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  beforeEach(() => {
    lanes = new OutboxLanes(app.get(Sql, { strict: false }));
  });

  afterEach(() => database.pool.query('TRUNCATE outbox_messages CASCADE'));

  async function add(lane: string, name: string, priority = 5, dueInSeconds = -60): Promise<void> {
    await database.pool.query(
      `INSERT INTO outbox_messages (name, payload, lane, priority, available_at, is_in_line)
       VALUES ($1, '{}', $2, $3, clock_timestamp() + make_interval(secs => $4), $4 <= 0)`,
      [name, lane, priority, dueInSeconds],
    );
  }

  const take = (room: number, queue = 'mail', jobsOf = (_message: string) => 1) =>
    app.get(Transactions, { strict: false }).run(async () => {
      const taken = await lanes.take(queue, room, jobsOf);
      await app
        .get(Sql, { strict: false })
        .query('test_published', 'UPDATE outbox_messages SET published_at = now() WHERE id = ANY($1::uuid[])', [
          taken.map(({ id }) => id),
        ]);
      return taken.map(({ name }) => name);
    });

  it('take turns, however much waits in one', async () => {
    for (const name of ['a1', 'a2', 'a3']) await add('mail/a', name);
    for (const name of ['b1', 'b2']) await add('mail/b', name);
    await add('mail/c', 'c1');
    expect(await take(4)).toEqual(['a1', 'b1', 'c1', 'a2']);
    expect(await take(10)).toEqual(['b2', 'a3']);
  });

  it('come round to whoever is new, however many lanes have older messages', async () => {
    for (let turn = 0; turn < 5; turn += 1) for (const lane of 'abcdefgh') await add(`mail/${lane}`, lane);
    expect(await take(3)).toEqual(['a', 'b', 'c']);
    await add('mail/z', 'new', 5, 0);
    expect([...(await take(3)), ...(await take(3))]).toEqual(['d', 'e', 'f', 'g', 'h', 'new']);
    expect(await take(3)).toEqual(['a', 'b', 'c']);
  });

  it('serve the urgent first, each lane by itself and among those whose turn it is', async () => {
    await add('mail/a', 'a-bulk', 10);
    await add('mail/a', 'a-urgent', 1);
    await add('mail/b', 'b-normal', 5);
    expect(await take(10)).toEqual(['a-urgent', 'b-normal', 'a-bulk']);
  });

  it('serve the urgent first also where there is room for one, behind many lanes', async () => {
    for (let lane = 10; lane < 60; lane += 1) await add(`mail/${lane}`, `normal ${lane}`, 5);
    await add('mail/z', 'urgent', 1);
    expect([...(await take(1)), ...(await take(1))]).toEqual(['urgent', 'normal 10']);
  });

  it('belong to a queue each', async () => {
    await add('mail/a', 'a-mail');
    await add('events/a', 'a-event');
    await add('events/b', 'b-event');
    expect(await take(10, 'events')).toEqual(['a-event', 'b-event']);
    expect(await take(10, 'mail')).toEqual(['a-mail']);
    expect(await take(10, 'mailing')).toEqual([]);
  });

  it('give as many jobs as there is room for, and the next time those after', async () => {
    for (const lane of 'abcd') await add(`events/${lane}`, lane);
    const jobsOf = (message: string) => (message === 'a' ? 3 : 2);
    expect(await take(4, 'events', jobsOf)).toEqual(['a', 'b']);
    await add('events/a', 'a');
    expect(await take(9, 'events', jobsOf)).toEqual(['c', 'd', 'a']);
  });

  it('have everybody in them, if there are more than one look reads', async () => {
    await database.pool.query(
      `INSERT INTO outbox_messages (name, payload, lane)
       SELECT 'm' || n, '{}', 'events/' || to_char(n, 'FM00000') FROM generate_series(1, 2500) n`,
    );
    const taken = new Set<string>();
    for (let round = 0; round < 3; round += 1) for (const name of await take(1_000, 'events')) taken.add(name);
    expect(taken.size).toBe(2_500);
  });

  it('let in whose time has come, and say which queues have somebody in line', async () => {
    await add('events/a', 'later', 5, 60);
    await add('mail/a', 'now');
    expect(await lanes.enter(['events', 'mail'])).toEqual(new Set(['mail']));
    expect(await take(10, 'events')).toEqual([]);
    // Rounded up to a millisecond, it would lie ahead for a moment.
    await database.pool.query(
      `UPDATE outbox_messages SET available_at = date_trunc('milliseconds', now()) WHERE name = 'later'`,
    );
    expect(await lanes.enter(['events', 'mail'])).toEqual(new Set(['events', 'mail']));
    expect(await take(10, 'events')).toEqual(['later']);
  });

  it('are emptied by one process at a time', async () => {
    await add('mail/a', 'a1');
    await app.get(Transactions, { strict: false }).run(async () => {
      expect(await lanes.take('mail', 10, () => 1)).toHaveLength(1);
      const other = await database.pool.connect();
      try {
        const { rows } = await other.query('SELECT pg_try_advisory_lock(7318404) AS free');
        expect(rows).toEqual([{ free: false }]);
      } finally {
        other.release();
      }
    });
  });
});
