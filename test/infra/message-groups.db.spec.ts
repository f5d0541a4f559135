import type { Job } from 'bullmq';
import { Injectable, type INestApplicationContext, Module } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { Sql } from '../../src/infra/database/sql.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { Outbox } from '../../src/infra/outbox/outbox.js';
import { Consumer, MessageConsumer, needsToBeAlone } from '../../src/infra/queue/consumer.js';
import { MessageDispatcher } from '../../src/infra/queue/message-dispatcher.js';
import { QueueDirectory } from '../../src/infra/queue/queue-directory.js';
import type { MessageJobData } from '../../src/infra/queue/queues.js';
import { QueueWorkerModule } from '../../src/infra/queue/queue-worker.module.js';
import { Logger } from '../../src/infra/telemetry/logger.js';
import { requestContext } from '../../src/infra/telemetry/request-context.js';
import { defineEvent, type Message } from '../../src/kernel/message.js';
import type { TestDatabase } from '../support/database.mjs';
import { eventually } from '../support/eventually.js';

const PARCEL_SENT = defineEvent<{ parcel: string }>('test.parcel_sent');
const PARCEL_NOTED = defineEvent<{ parcel: string; by: string }>('test.parcel_noted');

/** Notes in which transaction it was called; what it does itself is one more message. */
@Injectable()
class Clerk extends MessageConsumer {
  readonly transactionOf = new Map<string, string>();
  readonly attempts: string[] = [];

  constructor(
    private readonly sql: Sql,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    const { parcel } = message.payload as { parcel: string };
    this.attempts.push(parcel);
    if (parcel.startsWith('fragile')) needsToBeAlone();
    await this.outbox.append(PARCEL_NOTED, { parcel, by: this.constructor.name });
    if (parcel.startsWith('broken')) throw new Error('Broken.');
    if (parcel.startsWith('unknown')) await this.sql.query('clerk_fails', 'SELECT 1 / 0');
    if (parcel.startsWith('in parts')) await this.transactions.attempt(() => Promise.resolve());
    const [row] = await this.sql.query<{ id: string }>('clerk_transaction', 'SELECT pg_current_xact_id()::text AS id');
    this.transactionOf.set(parcel, row?.id ?? '');
  }
}

@Consumer({ name: 'test.first-clerk', messages: [PARCEL_SENT], together: true })
class FirstClerk extends Clerk {}

@Consumer({ name: 'test.second-clerk', messages: [PARCEL_SENT], together: true })
class SecondClerk extends Clerk {}

@Module({ providers: [FirstClerk, SecondClerk] })
class PostOffice {}

describe('messages that are handled together', () => {
  let worker: INestApplicationContext;
  let database: TestDatabase;
  let close: ComposedApp['close'];
  let first: FirstClerk;
  let second: SecondClerk;
  /** The events of failures in the log, with what was the matter. */
  const failures: string[] = [];

  beforeAll(async () => {
    ({
      app: worker,
      database,
      close,
    } = await composeApp(PostOffice, {
      settings: {
        ...{ OUTBOX_POLL_MS: '20', QUEUE_ATTEMPTS: '2', QUEUE_RETRY_DELAY_MS: '1' },
        // Those that are handled by themselves are handled one after the other.
        QUEUE_CONCURRENCY: '1',
      },
      imports: [QueueWorkerModule.forRoot()],
    }));
    first = worker.get(FirstClerk);
    second = worker.get(SecondClerk);
    const logger = worker.get(Logger, { strict: false });
    const failure = logger.failure.bind(logger);
    logger.failure = (event, ...rest) => {
      failures.push(`${event}: ${(rest[0] as Error).message}`);
      failure(event, ...rest);
    };
  });

  afterAll(() => close());

  beforeEach(() => {
    failures.length = 0;
    for (const clerk of [first, second]) {
      clerk.attempts.length = 0;
      clerk.transactionOf.clear();
    }
  });

  /** Each as if a request of its own had caused it. @returns once every clerk is done with all of them */
  async function send(parcels: readonly string[]): Promise<string[]> {
    const ids = await worker.get(Transactions, { strict: false }).run(async () => {
      const added: string[] = [];
      for (const parcel of parcels)
        added.push(
          await requestContext.run({ requestId: `request of ${parcel}` }, () =>
            worker.get(Outbox, { strict: false }).append(PARCEL_SENT, { parcel }),
          ),
        );
      return added;
    });
    await eventually(
      async () => {
        const { rowCount } = await database.pool.query(
          `SELECT consumer, message_id FROM inbox_entries WHERE message_id = ANY($1)
           UNION SELECT consumer, message_id FROM dead_letters WHERE message_id = ANY($1)`,
          [ids],
        );
        return rowCount;
      },
      (count) => count === 2 * ids.length,
    );
    return ids;
  }

  async function notes(parcels: readonly string[]) {
    const { rows } = await database.pool.query<{ parcel: string; by: string; requestId: string }>(
      `SELECT payload->>'parcel' AS parcel, payload->>'by' AS by, request_id AS "requestId" FROM outbox_messages
       WHERE name = 'test.parcel_noted' AND payload->>'parcel' = ANY($1) ORDER BY 1, 2`,
      [parcels],
    );
    return rows;
  }

  const noteOf = (parcel: string) =>
    ['FirstClerk', 'SecondClerk'].map((by) => ({ parcel, by, requestId: `request of ${parcel}` }));

  const names = (kind: string, count: number) => Array.from({ length: count }, (_, index) => `${kind} ${index + 10}`);

  it('share transactions, those of other consumers too, and keep their own requests', async () => {
    const warnings: Error[] = [];
    const warned = (warning: Error) => warnings.push(warning);
    process.on('warning', warned);
    const parcels = names('letter', 20);
    await send(parcels);
    process.off('warning', warned);
    // The driver warns of two statements at the same time on one connection.
    expect(warnings).toEqual([]);
    const transactions = new Set([...first.transactionOf.values(), ...second.transactionOf.values()]);
    // The first one or two of a burst are taken before the others have come.
    expect(transactions.size).toBeLessThan(10);
    expect(await notes(parcels)).toEqual(parcels.flatMap(noteOf));
    expect(failures).toEqual([]);
  });

  it.each([
    ['that throws', 'broken', 'Broken.'],
    ['whose statement fails', 'unknown', 'division by zero'],
  ])('are handled once each beside one %s', async (_, kind, reason) => {
    const parcels = names(`good beside ${kind}`, 12);
    const [bad] = names(kind, 1) as [string];
    const ids = await send([...parcels.slice(0, 6), bad, ...parcels.slice(6)]);
    expect(await notes([...parcels, bad])).toEqual(parcels.flatMap(noteOf));
    expect(failures).toContain(`messages.apart: ${reason}`);
    const { rows } = await database.pool.query(
      'SELECT message_id AS id, attempts FROM dead_letters WHERE message_id = ANY($1)',
      [ids],
    );
    expect(rows).toEqual([
      { id: ids[6], attempts: 2 },
      { id: ids[6], attempts: 2 },
    ]);
  });

  /** Has the shared jobs of messages handled in one turn of the event loop. @param stalledCounter how many workers died of them */
  async function sharedJobsOf(parcels: readonly string[], stalledCounter: number): Promise<Array<Promise<void>>> {
    const { rows } = await database.pool.query<{ id: string }>(
      `INSERT INTO outbox_messages (id, name, payload, published_at, consumers)
       SELECT uuidv7(), 'test.parcel_sent', jsonb_build_object('parcel', parcel), now(), '{}'
       FROM unnest($1::text[]) WITH ORDINALITY AS p (parcel, place) ORDER BY place RETURNING id`,
      [parcels],
    );
    const dispatcher = worker.get(MessageDispatcher, { strict: false });
    return rows.map(({ id: messageId }) => {
      const data = { messageId, consumers: ['test.first-clerk', 'test.second-clerk'] };
      const job = {
        name: 'together',
        queueName: 'events',
        data,
        attemptsMade: 0,
        stalledCounter,
        timestamp: Date.now(),
      };
      return dispatcher.dispatch(job as unknown as Job<MessageJobData>);
    });
  }

  it.each([
    ['fails', 'in line', ['broken in line']],
    ['leaves them', 'fragile in line', []],
  ])('keep their order where they are handled by themselves, because a group %s', async (_what, kind, others) => {
    const parcels = names(kind, 16);
    await Promise.all(await sharedJobsOf([...parcels, ...others], 0));
    for (const clerk of [first, second]) {
      const mine = () => clerk.attempts.filter((parcel) => parcels.includes(parcel));
      await eventually(
        () => Promise.resolve(mine()),
        ({ length }) => length === 2 * parcels.length,
      );
      expect(mine()).toEqual([...parcels, ...parcels]);
    }
  });

  it('leave out those that need a transaction of their own, and handle them once', async () => {
    const parcels = names('card', 6);
    const fragile = names('fragile', 6);
    await send(parcels.flatMap((parcel, index) => [parcel, fragile[index] as string]));
    const alone = fragile.flatMap((parcel) => [first.transactionOf.get(parcel), second.transactionOf.get(parcel)]);
    expect(new Set(alone).size).toBe(12);
    expect(parcels.some((parcel) => alone.includes(first.transactionOf.get(parcel)))).toBe(false);
    expect(await notes([...parcels, ...fragile])).toEqual([...parcels, ...fragile].flatMap(noteOf));
  });

  it('do not work in parts among others, whose statements would be undone with theirs', async () => {
    const parcels = names('in parts', 3);
    await send(parcels);
    // The refusal among others is followed by a run alone, which is free to do so.
    expect(first.attempts.length).toBeGreaterThan(3);
    expect(await notes(parcels)).toEqual(parcels.flatMap(noteOf));
  });

  it.each([
    ['failed before', { attemptsMade: 1, stalledCounter: 0 }],
    ['were handled when a worker died', { attemptsMade: 0, stalledCounter: 1 }],
  ])('are none that %s', async (what, before) => {
    const parcels = names(`again, which ${what}`, 5);
    const { rows } = await database.pool.query<{ id: string }>(
      `INSERT INTO outbox_messages (id, name, payload, published_at, consumers)
       SELECT gen_random_uuid(), 'test.parcel_sent', jsonb_build_object('parcel', parcel), now(), '{}'
       FROM unnest($1::text[]) AS p (parcel) RETURNING id`,
      [parcels],
    );
    const dispatcher = worker.get(MessageDispatcher, { strict: false });
    const jobs = rows.map(({ id }) => ({
      ...before,
      name: 'test.first-clerk',
      data: { messageId: id },
      queueName: 'events',
      timestamp: Date.now(),
    }));
    await Promise.all(jobs.map((job) => dispatcher.dispatch(job as unknown as Job<MessageJobData>)));
    expect(new Set(parcels.map((parcel) => first.transactionOf.get(parcel))).size).toBe(5);
  });

  /** Names of the jobs that there were of a message, with their states. */
  async function jobsOf(messageId: string): Promise<string[]> {
    const queue = worker.get(QueueDirectory, { strict: false }).get('events');
    const of = async () => {
      const jobs = await queue.getJobs(['completed', 'failed', 'active', 'waiting', 'prioritized', 'delayed']);
      const theirs = jobs.filter((job) => job.data.messageId === messageId);
      for (const job of theirs) expect(job.opts.lifo ?? false).toBe(job.data.isAlone ?? false);
      return Promise.all(theirs.map(async (job) => `${job.name} ${await job.getState()}`));
    };
    return (
      await eventually(of, (found) => found.length > 0 && !found.some((job) => job.endsWith('active')))
    ).toSorted();
  }

  it('are one job, and get jobs of their own where they fail', async () => {
    const [whole, alone, broken] = await send(['one job', 'fragile job', 'broken job']);
    expect(await jobsOf(whole!)).toEqual(expect.arrayContaining(['together completed']));
    expect(await jobsOf(alone!)).toEqual(['together completed']);
    expect(await jobsOf(broken!)).toEqual([
      'test.first-clerk failed',
      'test.second-clerk failed',
      'together completed',
    ]);
    // Once with the other, which is of no use, and once alone.
    expect(first.attempts.filter((parcel) => parcel === 'fragile job')).toHaveLength(2);
    const [single] = await send(['single job']);
    expect(await jobsOf(single!)).toEqual(['together completed']);
  });

  it.each([
    ['failed before', { attemptsMade: 1, stalledCounter: 0 }],
    ['was worked on when a worker died', { attemptsMade: 0, stalledCounter: 1 }],
  ])('have jobs of their own once that job %s, but for who has processed them', async (what, before) => {
    const [parcel = ''] = names(`job that ${what}`, 1);
    const { rows } = await database.pool.query<{ id: string }>(
      `WITH message AS (
         INSERT INTO outbox_messages (name, payload, published_at, consumers)
         VALUES ('test.parcel_sent', jsonb_build_object('parcel', $1::text), now(), '{test.first-clerk,test.second-clerk}')
         RETURNING id
       ), processed AS (INSERT INTO inbox_entries (consumer, message_id) SELECT 'test.first-clerk', id FROM message)
       SELECT id FROM message`,
      [parcel],
    );
    const [{ id } = { id: '' }] = rows;
    const data = { messageId: id, consumers: ['test.first-clerk', 'test.second-clerk'] };
    const job = { ...before, name: 'together', data, queueName: 'events', timestamp: Date.now() };
    await worker.get(MessageDispatcher, { strict: false }).dispatch(job as unknown as Job<MessageJobData>);
    await eventually(
      () => Promise.resolve(second.attempts.filter((tried) => tried === parcel).length),
      (count) => count === 1,
    );
    expect(await jobsOf(id)).toEqual(['test.second-clerk completed']);
    expect(first.attempts).not.toContain(parcel);
  });

  it('have jobs of their own in their order when a worker died that worked on several', async () => {
    const parcels = names('when a worker died', 8);
    const queue = worker.get(QueueDirectory, { strict: false }).get('events');
    await queue.pause();
    await Promise.all(await sharedJobsOf(parcels, 1));
    const jobs = await queue.getJobs(['waiting'], 0, -1, true);
    const { rows } = await database.pool.query<{ parcel: string }>(
      `SELECT payload->>'parcel' AS parcel FROM unnest($1::uuid[]) WITH ORDINALITY AS job (id, place)
       JOIN outbox_messages USING (id) ORDER BY place`,
      [jobs.map(({ data }) => data.messageId)],
    );
    await queue.resume();
    expect(rows.map(({ parcel }) => parcel)).toEqual(parcels.flatMap((parcel) => [parcel, parcel]));
    expect(jobs.slice(0, 2).map(({ name }) => name)).toEqual(['test.first-clerk', 'test.second-clerk']);
    await eventually(
      () => Promise.resolve(second.transactionOf.size),
      (count) => count === parcels.length,
    );
  });

  it('are handled alone by whom a version since handles alone, and are nothing for whom it does not have', async () => {
    const [parcel = ''] = names('changed since', 1);
    const { rows } = await database.pool.query<{ id: string }>(
      `INSERT INTO outbox_messages (name, payload, published_at, consumers)
       VALUES ('test.parcel_elsewhere', jsonb_build_object('parcel', $1::text), now(), '{test.first-clerk}') RETURNING id`,
      [parcel],
    );
    const [{ id } = { id: '' }] = rows;
    const job = {
      ...{ attemptsMade: 0, stalledCounter: 0, name: 'together', queueName: 'events', timestamp: Date.now() },
      data: { messageId: id, consumers: ['test.first-clerk', 'test.gone'] },
    };
    await worker.get(MessageDispatcher, { strict: false }).dispatch(job as unknown as Job<MessageJobData>);
    expect(await jobsOf(id)).toEqual(['test.first-clerk completed']);
    expect(first.attempts).toContain(parcel);
  });

  it('are skipped by who has processed them', async () => {
    const parcels = names('twice', 4);
    const ids = await send(parcels);
    await database.pool.query(
      'UPDATE outbox_messages SET published_at = NULL, settled_at = NULL, round = 1 WHERE id = ANY($1)',
      [ids],
    );
    await eventually(
      async () => {
        const { rows } = await database.pool.query(
          'SELECT 1 FROM outbox_messages WHERE id = ANY($1) AND published_at IS NULL',
          [ids],
        );
        return rows.length;
      },
      (count) => count === 0,
    );
    await send(['after that']);
    expect(await notes(parcels)).toEqual(parcels.flatMap(noteOf));
  });
});
