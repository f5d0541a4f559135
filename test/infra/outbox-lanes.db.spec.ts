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

  async function add(lane: string | null, name: string, priority = 5, dueInSeconds = -60): Promise<void> {
    await database.pool.query(
      `INSERT INTO outbox_messages (name, payload, lane, priority, available_at)
       VALUES ($1, '{}', $2, $3, clock_timestamp() + make_interval(secs => $4))`,
      [name, lane, priority, dueInSeconds],
    );
  }

  const take = (limit: number) =>
    app.get(Transactions, { strict: false }).run(async () => {
      const taken = await lanes.take(limit);
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

  it('leave out what is not due and what has no lane', async () => {
    await add('mail/a', 'later', 5, 60);
    await add('mail/a', 'now');
    await add(null, 'direct');
    expect(await take(10)).toEqual(['now']);
  });

  it('are emptied by one process at a time', async () => {
    await add('mail/a', 'a1');
    await app.get(Transactions, { strict: false }).run(async () => {
      expect(await lanes.take(10)).toHaveLength(1);
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
