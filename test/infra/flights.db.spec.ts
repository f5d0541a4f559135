import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CoreModule } from '../../src/apps/core.module.js';
import { Sql } from '../../src/infra/database/sql.js';
import { together } from '../../src/infra/database/together.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { Outbox } from '../../src/infra/outbox/outbox.js';
import { defineEvent } from '../../src/kernel/message.js';
import { UsersModule } from '../../src/modules/people/users/users.module.js';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { TcpProxy } from '../support/tcp-proxy.js';
import { testEnv } from '../support/test-env.js';

const HAPPENED = defineEvent<{ what: string }>('test.happened');

/* Most of what a statement costs is the way to the database: how often it is gone. */
describe('statements', () => {
  let database: TestDatabase;
  let way: TcpProxy;
  let app: INestApplicationContext;
  let sql: Sql;
  let transactions: Transactions;
  let outbox: Outbox;

  beforeAll(async () => {
    database = await createDatabase();
    way = await TcpProxy.open(database.url);
    app = await NestFactory.createApplicationContext(
      {
        module: UsersModule,
        imports: [CoreModule.forRoot(testEnv(way.url, { DATABASE_POOL_SIZE: '4' }), 'lyceum-test')],
      },
      { logger: false },
    );
    sql = app.get(Sql, { strict: false });
    transactions = app.get(Transactions, { strict: false });
    outbox = app.get(Outbox, { strict: false });
  });

  afterAll(async () => {
    await app.close();
    await way.close();
    await database.drop();
  });

  const backend = () => sql.query<{ pid: number }>('flights_pid', 'SELECT pg_backend_pid() AS pid');
  const add = (number: number) =>
    sql.query('flights_add', 'INSERT INTO flights (number) VALUES ($1) RETURNING number', [number]);
  const numbers = async () =>
    (await database.pool.query<{ number: number }>('SELECT number FROM flights ORDER BY number')).rows.map(
      ({ number }) => number,
    );
  const fail = () => sql.query('flights_fail', 'SELECT 1 / 0');

  /** How often something is sent meanwhile, once all connections know all statements. */
  async function sendings(work: () => Promise<unknown>): Promise<number> {
    for (let time = 0; time < 4; time += 1) await work();
    const before = way.sendings;
    await work();
    return way.sendings - before;
  }

  beforeEach(async () => {
    await database.pool.query('DROP TABLE IF EXISTS flights');
    await database.pool.query('CREATE TABLE flights (number int PRIMARY KEY)');
  });

  it('that are asked together go one way, on one connection, one after the other', async () => {
    const pids = () => transactions.reading(() => together(backend(), backend(), backend()));
    expect(await sendings(pids)).toBe(1);
    const rows = (await pids()).flat();
    expect(new Set(rows.map(({ pid }) => pid)).size).toBe(1);
    const seen = await transactions.run(() =>
      together(add(1), sql.query<{ count: number }>('flights_count', 'SELECT count(*)::int FROM flights'), add(2)),
    );
    expect(seen[1]).toEqual([{ count: 1 }]);
  });

  it('of a transaction begin it on the way of the first, and end it on the way of the last that nobody waits for', async () => {
    let next = 0;
    expect(await sendings(() => transactions.run(() => add(next++)))).toBe(2);
    expect(await sendings(() => transactions.run(() => outbox.append(HAPPENED, { what: 'alone' })))).toBe(1);
    expect(
      await sendings(() =>
        transactions.run(async () => {
          await add(next++);
          await transactions.unawaited(add(next++));
          await outbox.append(HAPPENED, { what: 'after another' });
        }),
      ),
    ).toBe(2);
    expect(await numbers()).toEqual(Array.from({ length: next }, (_, number) => number));
  });

  it('that nobody waits for end the transaction when they fail, with their own reason', async () => {
    const asked: string[] = [];
    const committed = transactions.run(async () => {
      await add(1);
      transactions.afterCommit(() => asked.push('committed'));
      await transactions.unawaited(fail());
    });
    await expect(committed).rejects.toThrow('division by zero');
    const goesOn = transactions.run(async () => {
      await add(1);
      await transactions.unawaited(fail());
      await add(2);
    });
    await expect(goesOn).rejects.toThrow('division by zero');
    expect([await numbers(), asked]).toEqual([[], []]);
  });

  it('that nobody waits for can be undone with a part of a transaction', async () => {
    await transactions.run(async () => {
      const part = transactions.attempt(async () => {
        await add(1);
        await transactions.unawaited(fail());
      });
      await expect(part).rejects.toThrow('division by zero');
      await add(2);
    });
    expect(await numbers()).toEqual([2]);
  });

  it('that are asked together are all over when one fails, which is the one that says why', async () => {
    const ended: string[] = [];
    const later = async () => {
      await add(1);
      await add(2).finally(() => ended.push('later'));
    };
    const failed = transactions.run(() => together(later(), fail()));
    await expect(failed).rejects.toThrow('division by zero');
    expect([ended, await numbers()]).toEqual([['later'], []]);
  });

  it('are refused for the first that failed, also where their preparation was', async () => {
    const fresh = (number: number) =>
      sql.query(`flights_fresh_${number}`, 'INSERT INTO flights (number) VALUES ($1)', [number]);
    for (let time = 0; time < 4; time += 1) {
      const failed = transactions.run(async () => {
        await transactions.unawaited(fail());
        await together(fresh(time), fresh(time));
      });
      await expect(failed).rejects.toThrow('division by zero');
    }
    expect(await numbers()).toEqual([]);
  });

  it('are left to the end of a transaction, where all are done at once', async () => {
    const done: Array<readonly number[]> = [];
    const finish = async (wanted: readonly number[]) => {
      done.push([...wanted, ...(await numbers())]);
      for (const number of wanted) await add(number);
    };
    await transactions.run(async () => {
      await transactions.atEnd(finish, [1]);
      await transactions.attempt(() => transactions.atEnd(finish, [2]));
      const failed = transactions.attempt(async () => {
        await transactions.atEnd(finish, [3]);
        throw new Error('enough');
      });
      await expect(failed).rejects.toThrow('enough');
      expect(done).toEqual([]);
    });
    expect(done).toEqual([[1, 2]]);
    await transactions.atEnd(finish, [4]);
    expect(done[1]).toEqual([4, 1, 2]);
    expect(await numbers()).toEqual([1, 2, 4]);
  });
});
