import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CoreModule } from '../../../src/apps/core.module.js';
import { Transactions } from '../../../src/infra/database/transactions.js';
import { Outbox } from '../../../src/infra/outbox/outbox.js';
import { Consumer, MessageConsumer } from '../../../src/infra/queue/consumer.js';
import { QueueDirectory } from '../../../src/infra/queue/queue-directory.js';
import { QueueWorkerModule } from '../../../src/infra/queue/queue-worker.module.js';
import { newId } from '../../../src/kernel/ids.js';
import { defineEvent, type Message } from '../../../src/kernel/message.js';
import { type Person, signUp, signUpAdmin } from '../../factories/person.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { Receiver } from '../../support/receiver.js';
import { startSystem, type System } from '../../support/system.mjs';
import { testEnv } from '../../support/test-env.js';

const PAGE_PRINTED = defineEvent<{ pageId: string; accessToken: string; link: string }>('test.page_printed');
const TOKEN = 'q3V0aGVudGljLXRva2VuLW9mLWFib3V0LTQzLWJ5dGVz';

/** Fails until it is repaired. */
@Consumer({ name: 'test.printer', messages: [PAGE_PRINTED] })
class Printer extends MessageConsumer {
  override readonly jobOptions = { attempts: 2, backoff: { type: 'fixed', delay: 1 } };
  readonly printed: string[] = [];
  isBroken = true;

  async handle({ id }: Message): Promise<void> {
    if (this.isBroken) throw new Error(`The printer burns: see https://printer.test/?token=${TOKEN}`);
    this.printed.push(id);
  }
}

/** Is always fine. */
@Consumer({ name: 'test.reader', messages: [PAGE_PRINTED] })
class Reader extends MessageConsumer {
  readonly read: string[] = [];

  async handle({ id }: Message): Promise<void> {
    this.read.push(id);
  }
}

@Module({ providers: [Printer, Reader] })
class PrintingModule {}

describe('what a consumer gave up on', () => {
  let system: System;
  let worker: INestApplicationContext;
  let printer: Printer;
  let admin: Person;
  let tracker: Receiver;

  beforeAll(async () => {
    tracker = await Receiver.open();
    const dsn = `${tracker.url.replace('//', '//public-key@')}/tracked/7`;
    system = await startSystem({ worker: false, env: { ERROR_TRACKING_DSN: dsn } });
    const env = testEnv(system.database.url, {
      QUEUE_PREFIX: system.env.QUEUE_PREFIX!,
      OUTBOX_POLL_MS: '20',
      RECONCILE_EVERY_SECONDS: '1',
      ERROR_TRACKING_DSN: dsn,
    });
    worker = await NestFactory.createApplicationContext(
      { module: PrintingModule, imports: [CoreModule.forRoot(env, 'test'), QueueWorkerModule.forRoot()] },
      { logger: false },
    );
    printer = worker.get(Printer);
    admin = await signUpAdmin(new ApiClient(system.api.url), system.db);
  });

  afterAll(async () => {
    await worker.close();
    await system.stop();
    await tracker.close();
  });

  beforeEach(async () => {
    printer.isBroken = true;
    await system.db.query('DELETE FROM outbox_messages');
    await worker.get(QueueDirectory, { strict: false }).get('events').clean(0, 1000, 'failed');
  });

  function print(): Promise<string> {
    const link = `https://lyceum.test/reset?token=${TOKEN}&page=1`;
    return worker
      .get(Transactions, { strict: false })
      .run(() =>
        worker.get(Outbox, { strict: false }).append(PAGE_PRINTED, { pageId: newId(), accessToken: TOKEN, link }),
      );
  }

  /** The request that brought it, and what it says. */
  const tracked = (event: string) =>
    eventually(
      async () =>
        tracker.requests
          .map((request) => [request, JSON.parse(request.body.split('\n')[2] ?? '{}')] as const)
          .find(([, report]) => report.logger === event) ?? [undefined, undefined],
      ([request]) => request !== undefined,
    );

  const failedJobs = async () => (await admin.api.get('/admin/queues/events/failed-jobs')).body;

  /** @returns the dead letters, the latest first */
  async function printUntilDead(count = 1) {
    const messages = await Promise.all(Array.from({ length: count }, print));
    const { body } = await eventually(
      () => admin.api.get('/admin/dead-letters', { query: { consumer: 'test.printer' } }),
      (answer) => answer.body.data.length === count,
    );
    // The job is failed a moment after its letter is written.
    await eventually(failedJobs, ({ meta }) => meta.total === count);
    return { messages, letters: body.data };
  }

  it('is listed with its reason, without secrets', async () => {
    const { messages, letters } = await printUntilDead();

    expect(letters).toEqual([
      {
        id: expect.any(String),
        consumer: 'test.printer',
        messageId: messages[0],
        messageName: 'test.page_printed',
        error: 'The printer burns: see https://printer.test/?token=[redacted]',
        attempts: 2,
        failedAt: expect.any(String),
      },
    ]);
    const { body } = await admin.api.get(`/admin/dead-letters/${letters[0].id}`);
    expect(body).toMatchObject({
      ...letters[0],
      payload: {
        pageId: expect.any(String),
        accessToken: '[redacted]',
        link: 'https://lyceum.test/reset?token=[redacted]&page=1',
      },
    });
  });

  it('is told to the error tracker, without secrets', async () => {
    await printUntilDead();
    const [, report] = await tracked('job.dead');
    expect(report).toMatchObject({
      level: 'error',
      environment: 'test',
      release: expect.stringMatching(/^lyceum@\d/),
      tags: { event: 'job.dead', service: 'test' },
      exception: {
        values: [{ type: 'Error', value: 'The printer burns: see https://printer.test/?token=[redacted]' }],
      },
    });
    const { frames } = report.exception.values[0].stacktrace;
    expect(frames.at(-1)).toMatchObject({ function: expect.stringContaining('handle'), in_app: true });
    expect(tracker.requests.some(({ body }) => body.includes(TOKEN))).toBe(false);
  });

  it('is told to the error tracker like the request that ran into a fault, which is told without its headers', async () => {
    await system.db.query('ALTER TABLE dead_letters RENAME TO hidden');
    const { status } = await admin.api.get('/admin/dead-letters', { query: { consumer: 'test.printer' } });
    await system.db.query('ALTER TABLE hidden RENAME TO dead_letters');
    expect(status).toBe(500);
    const [request, report] = await tracked('request.failed');
    expect(request).toMatchObject({ path: '/tracked/api/7/envelope/' });
    expect(report).toMatchObject({
      tags: { service: 'lyceum-api', requestId: expect.any(String) },
      user: { id: admin.id },
      request: { method: 'GET', url: '/api/v1/admin/dead-letters' },
    });
    expect(request?.body).not.toContain(admin.accessToken);
  });

  it('is listed in pages, by cursor and by number, and by consumer', async () => {
    const { letters } = await printUntilDead(3);
    const list = async (query: Record<string, string | number>) =>
      (await admin.api.get('/admin/dead-letters', { query })).body;

    const first = await list({ limit: 2 });
    const rest = await list({ limit: 2, cursor: first.meta.nextCursor });
    expect([...first.data, ...rest.data]).toEqual(letters);
    expect((await list({ limit: 2, page: 2 })).data).toEqual(rest.data);
    expect((await list({ consumer: 'test.reader' })).data).toEqual([]);
  });

  it('happens once when it is retried, and is no longer listed', async () => {
    const { messages, letters } = await printUntilDead();
    printer.isBroken = false;

    const [one, other] = await Promise.all([
      admin.api.post(`/admin/dead-letters/${letters[0].id}/retry`),
      admin.api.post(`/admin/dead-letters/${letters[0].id}/retry`),
    ]);

    expect([one.status, other.status].sort()).toEqual([202, 404]);
    await eventually(
      async () => printer.printed,
      (printed) => printed.includes(messages[0]!),
    );
    expect((await admin.api.get('/admin/dead-letters')).body.data).toEqual([]);
    await eventually(failedJobs, ({ data }) => data.length === 0);
    expect(worker.get(Reader).read.filter((id) => id === messages[0])).toHaveLength(1);
  });

  it('comes back when the retry fails as well', async () => {
    const { letters } = await printUntilDead();

    await admin.api.post(`/admin/dead-letters/${letters[0].id}/retry`);

    const again = await eventually(
      async () => (await admin.api.get('/admin/dead-letters')).body.data,
      (data) => data.length === 1 && data[0].id !== letters[0].id,
    );
    expect(again[0].messageId).toBe(letters[0].messageId);
  });

  it('can be retried as the failed job that it is', async () => {
    const { messages } = await printUntilDead();
    printer.isBroken = false;
    const { data, meta } = await failedJobs();
    expect(data).toMatchObject([
      {
        name: 'test.printer',
        messageId: messages[0],
        attempts: 2,
        maxAttempts: 2,
        reason: expect.stringMatching(/burns/),
      },
    ]);
    expect(JSON.stringify(data)).not.toContain(TOKEN);
    expect(meta).toEqual({ page: 1, limit: 20, total: 1, totalPages: 1, hasMore: false, nextCursor: null });

    const { status } = await admin.api.post(`/admin/queues/events/failed-jobs/${data[0].id}/retry`);

    expect(status).toBe(202);
    await eventually(
      async () => printer.printed,
      (printed) => printed.includes(messages[0]!),
    );
    expect((await admin.api.get('/admin/dead-letters')).body.data).toEqual([]);
  });

  it('is one of the jobs that are listed by state, and shown one by one', async () => {
    const { messages } = await printUntilDead(2);
    const list = async (state: string, query: Record<string, number> = {}) =>
      (await admin.api.get('/admin/queues/events/jobs', { query: { state, ...query } })).body;

    const { data, meta } = await list('failed', { limit: 1 });
    expect(data).toMatchObject([
      { name: 'test.printer', state: 'failed', attempts: 2, maxAttempts: 2, stalls: 0, progress: null },
    ]);
    expect(meta).toEqual({ page: 1, limit: 1, total: 2, totalPages: 2, hasMore: true, nextCursor: null });
    const [other] = (await list('failed', { limit: 1, page: 2 })).data;
    expect([data[0].messageId, other.messageId].sort()).toEqual([...messages].sort());
    expect((await list('completed')).data).toContainEqual(
      expect.objectContaining({ name: 'test.reader', messageId: messages[0], reason: null }),
    );
    for (const state of ['waiting', 'prioritized', 'active', 'delayed'])
      expect([state, (await list(state)).data]).toEqual([state, []]);

    const { body } = await admin.api.get(`/admin/queues/events/jobs/${data[0].id}`);
    expect(body).toEqual(data[0]);
    expect(body.reason).toBe('The printer burns: see https://printer.test/?token=[redacted]');
    expect((await admin.api.get('/admin/queues/events/jobs/nothing')).status).toBe(404);
    expect((await admin.api.get('/admin/queues/letters/jobs', { query: { state: 'failed' } })).status).toBe(404);
    expect((await admin.api.get('/admin/queues/events/jobs', { query: { state: 'lost' } })).status).toBe(400);
    const old = await admin.api.get('/admin/queues/events/failed-jobs');
    expect(old.headers.get('Deprecation')).toMatch(/^@\d+$/);
  });

  it('never happens once it is discarded', async () => {
    const { messages, letters } = await printUntilDead();

    expect((await admin.api.delete(`/admin/dead-letters/${letters[0].id}`)).status).toBe(204);
    printer.isBroken = false;

    await eventually(
      async () => (await admin.api.get('/admin/outbox')).body.unsettled,
      (unsettled) => unsettled === 0,
    );
    expect(printer.printed).not.toContain(messages[0]);
    expect((await admin.api.get('/admin/dead-letters')).body.data).toEqual([]);
    expect((await admin.api.delete(`/admin/dead-letters/${letters[0].id}`)).status).toBe(404);
  });

  it('is counted', async () => {
    await printUntilDead();
    const { body } = await admin.api.get('/admin/queues');
    const names = body.queues.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['events', 'mail', 'webhooks', 'rosters', 'runs', 'interactive-runs', 'run-reports', 'cron']);
    expect(body.queues[0]).toMatchObject({ isPaused: false, waiting: 0, active: 0, failed: expect.any(Number) });
    expect(body.queues[0].failed).toBeGreaterThan(0);
    expect(body.outbox).toMatchObject({ due: 0, oldestAgeSeconds: 0, unsettled: 1 });
  });

  it('is listed as a child of what waits for it and others', async () => {
    await printUntilDead();
    const { rows } = await system.db.query<{ parent: string }>(
      `WITH children AS (
         INSERT INTO outbox_messages (name, payload, available_at, is_in_line)
         VALUES ('test.later', '{}', now() + interval '1 hour', false), ('test.later', '{}', now() + interval '2 hours', false)
         RETURNING id),
       parent AS (
         INSERT INTO outbox_messages (name, payload, available_at, is_in_line)
         VALUES ('test.parent', '{}', 'infinity', false) RETURNING id),
       given_up AS (INSERT INTO outbox_waits SELECT parent.id, d.message_id FROM parent, dead_letters d)
       INSERT INTO outbox_waits SELECT parent.id, children.id FROM parent, children RETURNING parent_id AS parent`,
    );
    const { body } = await admin.api.get('/admin/outbox/waiting', { query: { sort: '-createdAt', limit: 1 } });
    expect(body.data).toEqual([
      {
        ...{ id: rows[0]!.parent, name: 'test.parent', priority: 0, createdAt: expect.any(String) },
        children: { total: 3, left: 2, failed: 1 },
      },
    ]);
  });

  it('is not there under another id, another queue or another job', async () => {
    expect((await admin.api.get(`/admin/dead-letters/${newId()}`)).status).toBe(404);
    expect((await admin.api.get('/admin/dead-letters/7')).status).toBe(400);
    expect((await admin.api.get('/admin/queues/letters/failed-jobs')).status).toBe(404);
    for (const key of ['nothing', 'meta', 'completed', 'id', 'events']) {
      expect((await admin.api.post(`/admin/queues/events/failed-jobs/${key}/retry`)).status).toBe(404);
      expect((await admin.api.get(`/admin/queues/events/jobs/${key}`)).status).toBe(404);
    }
  });

  it('concerns nobody but administrators', async () => {
    const anyone = new ApiClient(system.api.url);
    const ada = await signUp(anyone);
    const id = newId();
    for (const [method, path] of [
      ['GET', '/admin/queues'],
      ['GET', '/admin/outbox'],
      ['GET', '/admin/outbox/waiting'],
      ['GET', '/admin/queues/events/jobs?state=failed'],
      ['GET', `/admin/queues/events/jobs/${id}`],
      ['GET', '/admin/queues/events/failed-jobs'],
      ['POST', `/admin/queues/events/failed-jobs/${id}/retry`],
      ['GET', '/admin/dead-letters'],
      ['GET', `/admin/dead-letters/${id}`],
      ['POST', `/admin/dead-letters/${id}/retry`],
      ['DELETE', `/admin/dead-letters/${id}`],
    ] as const) {
      expect((await ada.api.send(method, path)).status).toBe(403);
      expect((await anyone.send(method, path)).status).toBe(401);
    }
  });
});
