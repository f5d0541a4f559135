import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { CoreModule } from '../../src/apps/core.module.js';
import { SharedConnections } from '../../src/infra/database/shared-connections.js';
import { Sql } from '../../src/infra/database/sql.js';
import { together } from '../../src/infra/database/together.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { Outbox } from '../../src/infra/outbox/outbox.js';
import { defineEvent } from '../../src/kernel/message.js';
import { UsersModule } from '../../src/modules/people/users/users.module.js';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { eventually } from '../support/eventually.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { testEnv } from '../support/test-env.js';

const HAPPENED = defineEvent<{ what: string }>('test.flown');

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

  describe('that stand and fall together', () => {
    const fresh = (name: string, number: unknown) =>
      sql.query<{ number: number }>(
        `flights_new_${name}`,
        'INSERT INTO flights (number) VALUES ($1) RETURNING number',
        [number],
      );

    it('are answered in one piece', async () => {
      const connection = pg.Connection.prototype as unknown as { sync: (...given: unknown[]) => void };
      const { sync } = connection;
      let answers = 0;
      connection.sync = function counted(this: unknown, ...given) {
        answers += 1;
        sync.apply(this, given);
      };
      const both = await transactions.run(() => together(add(1), fresh('answered', 2), add(3)));
      expect([both, answers]).toEqual([[[{ number: 1 }], [{ number: 2 }], [{ number: 3 }]], 1]);
      const read = await transactions.reading(() => together(backend(), backend()));
      expect([read.length, answers]).toEqual([2, 2]);
      connection.sync = sync;
    });

    it('are answered as far as they came, and can be asked again after one that failed', async () => {
      await transactions.reading(async () => {
        const ended = await Promise.allSettled([backend(), fail(), fresh('skipped', 1), fresh('skipped', 2)]);
        expect(ended.map((end) => (end.status === 'fulfilled' ? 'done' : (end.reason as Error).message))).toEqual([
          'done',
          'division by zero',
          'current transaction is aborted, commands ignored',
          'current transaction is aborted, commands ignored',
        ]);
        expect(await together(fresh('skipped', 1), fresh('skipped', 2))).toEqual([[{ number: 1 }], [{ number: 2 }]]);
      });
    });

    it('go without one whose values cannot be sent, which can be asked again', async () => {
      await transactions.reading(async () => {
        const ended = await Promise.allSettled([add(1), fresh('unfit', { number: 1n }), add(2)]);
        expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
        expect(await together(fresh('unfit', 3), fresh('unfit', 4))).toEqual([[{ number: 3 }], [{ number: 4 }]]);
        const none = await Promise.allSettled([1n, 2n].map((number) => fresh('unfit', { number })));
        expect(none.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      });
      expect(await numbers()).toEqual([1, 2, 3, 4]);
    });

    it('are over together when the connection is lost', async () => {
      const lost = Promise.allSettled([
        transactions.run(() => together(add(1), sql.query('flights_long', 'SELECT pg_sleep(61)'), add(2))),
      ]);
      const cut = () =>
        database.pool.query<{ pid: number }>(
          `SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND query = 'SELECT pg_sleep(61)'`,
        );
      await eventually(cut, ({ rows }) => rows.length === 1);
      expect(await lost).toMatchObject([{ status: 'rejected', reason: { message: /terminat/ } }]);
      expect([await transactions.run(() => together(add(3), add(4))), await numbers()]).toEqual([
        [[{ number: 3 }], [{ number: 4 }]],
        [3, 4],
      ]);
    });
  });

  describe('that are prepared', () => {
    const row = (number: number) =>
      sql.query(
        'flights_row',
        `SELECT $1::int AS number, '{}'::jsonb AS empty, '[{"a": 1}]'::json AS list, NULL::text AS nothing,
           timestamptz '2032-03-01 10:00:00.5Z' AS at, timestamptz '2032-03-01 10:00:00Z' AS whole`,
        [number],
      );
    const read = (number: number) => ({
      ...{ number, empty: {}, list: [{ a: 1 }], nothing: null },
      ...{ at: '2032-03-01T10:00:00.500Z', whole: '2032-03-01T10:00:00.000Z' },
    });

    it('are described once to a connection, and read alike afterwards', async () => {
      const connection = pg.Connection.prototype as { describe: (...given: unknown[]) => void };
      const { describe: asked } = connection;
      let described = 0;
      connection.describe = function counted(this: unknown, ...given) {
        described += 1;
        asked.apply(this, given);
      };
      const rows = await transactions.reading(async () => {
        const first = await row(1);
        await add(1);
        const before = described;
        const others = [
          await row(2),
          await add(2),
          await row(3),
          await sql.query('flights_none', 'DELETE FROM flights'),
        ];
        // The one that is new.
        expect(described - before).toBe(1);
        return [first, ...others, await sql.query('flights_none', 'DELETE FROM flights')];
      });
      expect(rows).toEqual([[read(1)], [read(2)], [{ number: 2 }], [read(3)], [], []]);
      connection.describe = asked;
    });

    it('are prepared anew, and not misread, once the schema gives them other columns', async () => {
      const all = () => sql.query('flights_all', 'SELECT * FROM flights');
      const first = () => sql.query('flights_first', 'SELECT * FROM flights LIMIT 1');
      const brief = () => sql.brief('flights_brief_all', 'SELECT * FROM flights');
      const inParts = () =>
        transactions.run(async () => {
          await add(2);
          return [await all(), await first()];
        });
      const both = async () => [...(await inParts()), await transactions.reading(() => together(all(), first()))];
      await add(1);
      await together(both(), brief(), all());
      await database.pool.query('TRUNCATE flights');
      await add(1);
      await database.pool.query('ALTER TABLE flights ADD COLUMN first int DEFAULT 7');
      const [one, two] = [
        { number: 1, first: 7 },
        { number: 2, first: 7 },
      ];
      expect(await together(brief(), brief(), all())).toEqual([[one], [one], [one]]);
      expect(await inParts()).toEqual([[one, two], [one]]);
      expect(await transactions.reading(() => together(all(), first(), all()))).toEqual([
        [one, two],
        [one],
        [one, two],
      ]);
      await database.pool.query('ALTER TABLE flights DROP COLUMN first');
      expect(await transactions.reading(() => together(all(), first()))).toEqual([
        [{ number: 1 }, { number: 2 }],
        [{ number: 1 }],
      ]);
    });
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

  describe('that are brief', () => {
    const brief = (number: number) =>
      sql.brief<{ number: number; pid: number }>('flights_brief', 'SELECT $1::int AS number, pg_backend_pid() AS pid', [
        number,
      ]);
    /** As by requests that arrive one after the other, and are read in one turn. */
    const many = async () => {
      const asked: Array<ReturnType<typeof brief>> = [];
      for (let number = 1; number <= 6; number += 1) {
        asked.push(brief(number));
        await new Promise<void>((go) => process.nextTick(go));
      }
      return Promise.all(asked);
    };

    it('go one way with those that others ask in the same turn', async () => {
      expect(await sendings(many)).toBe(1);
      const rows = (await many()).flat();
      expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(new Set(rows.map(({ pid }) => pid)).size).toBe(1);
    });

    it('are of the running transaction where there is one', async () => {
      const [own, shared] = await transactions.run(async () => {
        await add(1);
        const count = () => sql.brief<{ count: number }>('flights_brief_count', 'SELECT count(*)::int FROM flights');
        return [await count(), (await backend())[0]?.pid === (await brief(1))[0]?.pid];
      });
      expect([own, shared]).toEqual([[{ count: 1 }], true]);
    });

    it('do not fail for another', async () => {
      const failing = sql.brief('flights_brief_fail', 'SELECT 1 / $1::int', [0]);
      const [failed, rows] = await Promise.allSettled([failing, many()]);
      expect(failed).toMatchObject({ status: 'rejected', reason: { driverError: { code: '22012' } } });
      expect(rows.status).toBe('fulfilled');
    });

    it('are asked again by themselves when another was to prepare theirs, and failed', async () => {
      const other = await database.pool.connect();
      await other.query('BEGIN; LOCK TABLE flights');
      const ask = () => sql.brief('flights_brief_locked', 'SELECT number FROM flights');
      const asked = Promise.allSettled([ask(), ask()]);
      const cancel = () =>
        database.pool.query(
          `SELECT pg_cancel_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND query = 'SELECT number FROM flights' AND wait_event_type = 'Lock'`,
        );
      await eventually(cancel, ({ rows }) => rows.length === 1);
      await other.query('ROLLBACK');
      other.release();
      const [preparing, behind] = await asked;
      expect(preparing).toMatchObject({ status: 'rejected', reason: { driverError: { code: '57014' } } });
      expect(behind).toEqual({ status: 'fulfilled', value: [] });
    });

    it('are asked on another connection after theirs was lost', async () => {
      const slow = sql.brief('flights_brief_slow', 'SELECT pg_sleep(60)');
      const lost = expect(slow).rejects.toThrow(/terminat/);
      const behind = expect(brief(1)).rejects.toThrow(/terminat/);
      const cut = () =>
        database.pool.query<{ pid: number }>(
          `SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND query = 'SELECT pg_sleep(60)'`,
        );
      await eventually(cut, ({ rows }) => rows.length === 1);
      await Promise.all([lost, behind]);
      expect((await many()).flat()).toHaveLength(6);
    });

    it('fail where there is no connection, and no later', async () => {
      const closed = new SharedConnections(new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' }));
      const ask = () => closed.query({ text: 'SELECT 1' });
      const failed = await Promise.allSettled([ask(), ask()]);
      expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      await expect(ask()).rejects.toThrow('ECONNREFUSED');
    });

    it('hold no connection once they are over', async () => {
      await many();
      const pids = await Promise.all(
        Array.from({ length: 4 }, () =>
          transactions.run(async () => {
            const [row] = await backend();
            await sql.query('flights_rest', 'SELECT pg_sleep(0.05)');
            return row?.pid;
          }),
        ),
      );
      expect(new Set(pids).size).toBe(4);
    });
  });
});
