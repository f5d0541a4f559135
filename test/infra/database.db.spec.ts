import { jest } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getRepositoryToken } from '@nestjs/typeorm';
import { DataSource, QueryFailedError, type Repository } from 'typeorm';
import { CoreModule } from '../../src/apps/core.module.js';
import { DatabaseConfig } from '../../src/infra/config/config.js';
import { dataSourceOptions } from '../../src/infra/database/data-source.js';
import { IsolatedRows } from '../../src/infra/database/isolated-rows.js';
import { Sql } from '../../src/infra/database/sql.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { Outbox } from '../../src/infra/outbox/outbox.js';
import { Logger } from '../../src/infra/telemetry/logger.js';
import { Metrics } from '../../src/infra/telemetry/metrics.js';
import { defineEvent } from '../../src/kernel/message.js';
import { Clock, DAY, MINUTE } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { User } from '../../src/modules/people/users/entities/user.entity.js';
import { UsersApi } from '../../src/modules/people/users/users.api.js';
import { UsersModule } from '../../src/modules/people/users/users.module.js';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { TcpProxy } from '../support/tcp-proxy.js';
import { testEnv } from '../support/test-env.js';

const HAPPENED = defineEvent<{ id: string }>('test.happened');

let database: TestDatabase;
let replica: TestDatabase;
let wayToReplica: TcpProxy;
let app: INestApplicationContext;
let transactions: Transactions;
let sql: Sql;
let users: Repository<User>;

beforeAll(async () => {
  [database, replica] = await Promise.all([createDatabase(), createDatabase()]);
  wayToReplica = await TcpProxy.open(replica.url);
  const env = testEnv(database.url, {
    // The first one is not there at all.
    DATABASE_REPLICA_URL: `postgres://127.0.0.1:1/none,${wayToReplica.url}`,
    DATABASE_STATEMENT_TIMEOUT_MS: '900',
    DATABASE_LOCK_TIMEOUT_MS: '300',
    DATABASE_SLOW_QUERY_MS: '200',
  });
  app = await NestFactory.createApplicationContext(
    { module: UsersModule, imports: [CoreModule.forRoot(env, 'lyceum-test')] },
    { logger: false },
  );
  transactions = app.get(Transactions, { strict: false });
  sql = app.get(Sql, { strict: false });
  users = app.get<Repository<User>>(getRepositoryToken(User), { strict: false });
});

afterAll(async () => {
  await app.close();
  await wayToReplica.close();
  await Promise.all([database.drop(), replica.drop()]);
});

const metrics = () => app.get(Metrics, { strict: false }).registry.metrics();

describe('connections', () => {
  it('stay open while nobody needs them', async () => {
    const ask = () => sql.query<{ pid: number }>('test_pid', 'SELECT pg_backend_pid() AS pid', []);
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] });
    try {
      const before = await ask();
      await jest.advanceTimersByTimeAsync(DAY);
      expect(await ask()).toEqual(before);
    } finally {
      jest.useRealTimers();
    }
  });
});

async function newUser(): Promise<string> {
  const email = `${newId()}@example.test`;
  return (await app.get(UsersApi, { strict: false }).create({ email, name: 'Ada' })).id;
}

async function nameOf(id: string): Promise<string | undefined> {
  const { rows } = await database.pool.query<{ name: string }>('SELECT name FROM users WHERE id = $1', [id]);
  return rows[0]?.name;
}

/** The code that PostgreSQL gives the failure (appendix A of its manual). */
async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return (error as QueryFailedError<Error & { code?: string }> | null)?.driverError.code;
}

it('takes no statement for a transaction that has ended, because its connection is somebody else’s', async () => {
  let late: Promise<unknown> = Promise.resolve();
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  await transactions.run(async () => {
    await sql.query('test_in_time', 'SELECT 1');
    late = ended.then(() => sql.query('test_late', 'SELECT 1'));
  });
  const refused = expect(late).rejects.toThrow('already released');
  end();
  await refused;
});

describe('a connection', () => {
  it('is refused where what it asked for at its start was left out, as poolers do, and times are not in UTC', async () => {
    const parts = { entities: [], applicationName: 'lyceum-test' };
    const options = dataSourceOptions(new DatabaseConfig(testEnv(database.url)), parts);
    const openIn = async (zone: string) => {
      const extra = { ...options.extra, options: `-c timezone=${zone}` };
      await (await new DataSource({ ...options, extra }).initialize()).destroy();
    };
    await openIn('Etc/UTC');
    await expect(openIn('Europe/Paris')).rejects.toThrow('are in the zone Europe/Paris, and not in UTC');
  });

  it('ends statements that run too long and waits that last too long', async () => {
    expect(await codeOf(sql.query('test_sleep', 'SELECT pg_sleep(30)'))).toBe('57014');
    const id = await newUser();
    const blocked = transactions.run(async () => {
      await users.update({ id }, { name: 'Held' });
      // Outside of the running transaction, which holds the row.
      return codeOf(app.get(DataSource).query(`UPDATE users SET name = 'Late' WHERE id = $1`, [id]));
    });
    expect(await blocked).toBe('55P03');
  });

  it('has a name and thinks in UTC', async () => {
    const rows = await sql.query<{ name: string; zone: string }>(
      'test_settings',
      `SELECT current_setting('application_name') AS name, current_setting('TimeZone') AS zone`,
    );
    expect(rows).toEqual([{ name: 'lyceum-test', zone: 'UTC' }]);
  });

  it('reads reports from the replica that answers', async () => {
    const marker = newId();
    await replica.pool.query(`INSERT INTO users (email, name) VALUES ($1, 'On the replica')`, [
      `${marker}@example.test`,
    ]);
    const text = 'SELECT name FROM users WHERE email = $1';
    expect(await sql.report('test_report', text, [`${marker}@example.test`])).toEqual([{ name: 'On the replica' }]);
    expect(await sql.query('test_query', text, [`${marker}@example.test`])).toEqual([]);
  });

  it('writes to and reads from the primary unless a query asks for the replica', async () => {
    const id = await newUser();
    expect(await users.existsBy({ id })).toBe(true);
    expect(await sql.report('test_exists', 'SELECT id FROM users WHERE id = $1', [id])).toEqual([]);
  });

  it('reads reports from the primary while no replica is there, and from one that is back', async () => {
    const id = await newUser();
    const isOnPrimary = async () =>
      (await sql.report('test_exists', 'SELECT id FROM users WHERE id = $1', [id])).length === 1;
    wayToReplica.cut();
    expect(await isOnPrimary()).toBe(true);
    expect(await metrics()).toMatch(/^database_replicas\{state="away"\} 2$/m);
    expect(await metrics()).toMatch(/^database_replica_fallbacks_total 1$/m);
    wayToReplica.mend();
    // It rests: nobody waits for it now.
    expect(await isOnPrimary()).toBe(true);
    const later = jest.spyOn(app.get(Clock, { strict: false }), 'now').mockReturnValue(new Date(Date.now() + MINUTE));
    expect(await isOnPrimary()).toBe(false);
    later.mockRestore();
  });
});

describe('a slow statement', () => {
  let events: jest.SpiedFunction<Logger['event']>;

  beforeEach(() => {
    events = jest.spyOn(app.get(Logger, { strict: false }), 'event');
  });
  afterEach(() => events.mockRestore());

  const noted = () => events.mock.calls.filter(([event]) => event === 'statement.slow').map(([, fields]) => fields);

  it('is noted by its name, and one of a repository by its text, never with a value', async () => {
    await sql.query('test_slow', 'SELECT pg_sleep(0.3), $1::text', ['of Ada']);
    const id = await newUser();
    await users.createQueryBuilder('user').where('user.id = :id AND pg_sleep(0.3) IS NOT NULL', { id }).getOne();
    await sql.query('test_quick', 'SELECT 1');
    expect(noted()).toEqual([
      { statement: 'test_slow', durationMs: expect.any(Number) },
      { statement: expect.stringContaining('pg_sleep(0.3) IS NOT NULL'), durationMs: expect.any(Number) },
    ]);
    expect(JSON.stringify(noted())).not.toMatch(new RegExp(`Ada|${id}`));
    expect(await metrics()).toMatch(/^database_slow_statements_total\{statement="test_slow"\} 1$/m);
  });
});

describe('a transaction', () => {
  it('is followed by repositories and SQL, and takes all of it back', async () => {
    const id = await newUser();
    const failed = transactions.run(async () => {
      await users.update({ id }, { name: 'Charles' });
      const [seen] = await sql.query<{ name: string }>('test_name', 'SELECT name FROM users WHERE id = $1', [id]);
      expect(seen).toEqual({ name: 'Charles' });
      expect(await nameOf(id)).toBe('Ada');
      throw new Error('enough');
    });
    await expect(failed).rejects.toThrow('enough');
    expect(await nameOf(id)).toBe('Ada');
  });

  it('goes on without a part that failed, and keeps one that did not', async () => {
    const [kept, lost] = [await newUser(), await newUser()];
    const acted: string[] = [];
    await transactions.run(async () => {
      const part = (id: string, end: () => void) =>
        transactions.attempt(async () => {
          await users.update({ id }, { name: 'Part' });
          transactions.afterCommit(() => acted.push(id));
          end();
        });
      const fail = () => {
        throw new Error('enough');
      };
      await expect(part(lost, fail)).rejects.toThrow('enough');
      await part(kept, () => undefined);
    });
    expect([await nameOf(kept), await nameOf(lost), acted]).toEqual(['Part', 'Ada', [kept]]);
    await expect(transactions.attempt(() => Promise.resolve())).rejects.toThrow('no transaction');
  });

  it('acts after the commit, and not at all when there is none', async () => {
    const acted: string[] = [];
    await transactions.run(async () => {
      transactions.afterCommit(() => acted.push('committed'));
      await transactions.run(() => Promise.resolve());
      expect(acted).toEqual([]);
    });
    const failed = transactions.run(() => {
      transactions.afterCommit(() => acted.push('rolled back'));
      return Promise.reject(new Error('enough'));
    });
    await expect(failed).rejects.toThrow('enough');
    expect(acted).toEqual(['committed']);
  });

  it('is repeated as a whole after a deadlock', async () => {
    const [one, other] = [await newUser(), await newUser()];
    let arrivals = 0;
    let attempts = 0;
    let meet!: () => void;
    const bothHoldOne = new Promise<void>((resolve) => (meet = resolve));
    const rename = (first: string, second: string, name: string) =>
      transactions.run(async () => {
        attempts += 1;
        // The deadlock has to be found before the wait for the lock is over.
        await transactions.manager.query(`SET LOCAL lock_timeout = 0`);
        await transactions.manager.query(`SET LOCAL statement_timeout = '20s'`);
        await users.update({ id: first }, { name });
        arrivals += 1;
        if (arrivals === 2) meet();
        await bothHoldOne;
        await users.update({ id: second }, { name });
      });
    await Promise.all([rename(one, other, 'Grace'), rename(other, one, 'Edsger')]);
    expect(attempts).toBe(3);
    expect(await nameOf(one)).toBe(await nameOf(other));
  });
});

describe('rows that are worked on one by one', () => {
  const isolated = () => app.get(IsolatedRows, { strict: false });
  const rename = async (id: string, refused: string) => {
    await users.update({ id }, { name: 'Renamed' });
    if (id === refused) await sql.query('test_fail', 'SELECT 1 / 0');
  };

  it.each([
    ['by themselves', (work: () => Promise<string[]>) => work()],
    ['in a transaction', (work: () => Promise<string[]>) => transactions.run(work)],
  ])('%s do not stop each other: what fails is undone and reported', async (_case, around) => {
    const [first, broken, last] = [await newUser(), await newUser(), await newUser()];
    const { failedRows } = app.get(Metrics, { strict: false });
    failedRows.reset();
    const work = () => isolated().forEach('test.rename', [first, broken, last], String, (id) => rename(id, broken));
    expect(await around(work)).toEqual([broken]);
    expect([await nameOf(first), await nameOf(broken), await nameOf(last)]).toEqual(['Renamed', 'Ada', 'Renamed']);
    expect((await failedRows.get()).values).toEqual([{ labels: { work: 'test.rename' }, value: 1 }]);
  });

  it('stop when the connection is lost, which is no fault of a row', async () => {
    const lost = new QueryFailedError('test', [], Object.assign(new Error('ended'), { code: '57P01' }));
    await expect(isolated().forEach('test.lost', ['a', 'b'], String, () => Promise.reject(lost))).rejects.toBe(lost);
  });
});

describe('the outbox', () => {
  const outbox = () => app.get(Outbox, { strict: false });
  const countOf = async (id: string) =>
    (await database.pool.query(`SELECT FROM outbox_messages WHERE payload->>'id' = $1`, [id])).rowCount;

  it('refuses a message outside a transaction', async () => {
    const id = newId();
    await expect(outbox().append(HAPPENED, { id })).rejects.toThrow('outside a transaction');
    expect(await countOf(id)).toBe(0);
  });

  it('keeps a message with its cause or not at all', async () => {
    const [kept, lost] = [newId(), newId()];
    await transactions.run(() => outbox().append(HAPPENED, { id: kept }));
    const failed = transactions.run(async () => {
      await outbox().append(HAPPENED, { id: lost });
      throw new Error('enough');
    });
    await expect(failed).rejects.toThrow('enough');
    expect([await countOf(kept), await countOf(lost)]).toEqual([1, 0]);
  });
});
