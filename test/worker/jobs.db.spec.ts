import { type INestApplicationContext, Module } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { IsolatedRows } from '../../src/infra/database/isolated-rows.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { Outbox } from '../../src/infra/outbox/outbox.js';
import { Consumer, MessageConsumer } from '../../src/infra/queue/consumer.js';
import { QueueDirectory } from '../../src/infra/queue/queue-directory.js';
import { QueueWorkerModule } from '../../src/infra/queue/queue-worker.module.js';
import { newId } from '../../src/kernel/ids.js';
import { defineEvent, type Message } from '../../src/kernel/message.js';
import { JobsService } from '../../src/modules/insight/operations/jobs.service.js';
import { eventually } from '../support/eventually.js';

const COPIES_ORDERED = defineEvent<{ orderId: string }>('test.copies_ordered');
const COPIES = 5;

/** Makes copies, of which the second fails, and waits before the last one. */
@Consumer({ name: 'test.copier', messages: [COPIES_ORDERED] })
class Copier extends MessageConsumer {
  readonly startedAt: number[] = [];
  isBroken = false;
  beforeTheLast: Promise<unknown> = Promise.resolve();

  constructor(private readonly rows: IsolatedRows) {
    super();
  }

  async handle(_message: Message): Promise<void> {
    this.startedAt.push(performance.now());
    if (this.isBroken) throw new Error('No paper.');
    const copies = Array.from({ length: COPIES }, (_, index) => index + 1);
    await this.rows.forEach('test.copies', copies, String, async (copy) => {
      if (copy === 2) throw new Error('Blurred.');
      if (copy === COPIES) await this.beforeTheLast;
    });
  }
}

@Module({ providers: [Copier, JobsService] })
class CopyShop {}

describe('jobs', () => {
  let worker: INestApplicationContext;
  let close: ComposedApp['close'];
  let copier: Copier;
  let jobs: JobsService;

  beforeAll(async () => {
    ({ app: worker, close } = await composeApp(CopyShop, {
      settings: {
        OUTBOX_POLL_MS: '20',
        QUEUE_ATTEMPTS: '3',
        QUEUE_RETRY_DELAY_MS: '1',
        QUEUE_KEEP_COMPLETED: '2',
        QUEUE_KEEP_FAILED: '1',
        QUEUE_RATE_LIMIT: '3/1s',
      },
      imports: [QueueWorkerModule.forRoot()],
    }));
    copier = worker.get(Copier);
    jobs = worker.get(JobsService);
  });

  afterAll(() => close());

  const order = (count = 1) =>
    worker.get(Transactions, { strict: false }).run(() =>
      worker.get(Outbox, { strict: false }).appendAll(
        COPIES_ORDERED,
        Array.from({ length: count }, () => ({ orderId: newId() })),
      ),
    );
  const list = async (state: 'active' | 'completed' | 'failed') => (await jobs.list('events', { state })).data;

  it('show when they are due, whatever their delay counted from', async () => {
    const queue = worker.get(QueueDirectory, { strict: false }).getOrThrow('events');
    await queue.pause();
    const hour = 3_600_000;
    const job = await queue.add('test.copier', {}, { jobId: 'late', timestamp: Date.now() - hour, delay: 2 * hour });
    const shown = async () => (await jobs.findOne('events', 'late')).dueAt.getTime();
    expect(await shown()).toBe(job.timestamp + 2 * hour);
    const before = Date.now();
    await job.changeDelay(hour);
    expect(await shown()).toBeGreaterThanOrEqual(before + hour);
    expect((await jobs.list('events', { state: 'delayed' })).data.map(({ dueAt }) => dueAt.getTime())).toEqual([
      await shown(),
    ]);
    await job.promote();
    expect(await shown()).toBe(job.timestamp + 2 * hour);
    await job.remove();
    await queue.add('tick', {}, { jobId: `repeat:series.zone-data:${before + hour}` });
    expect((await jobs.findOne('events', `repeat:series.zone-data:${before + hour}`)).dueAt.getTime()).toBe(
      before + hour,
    );
    await queue.drain();
    await queue.resume();
  });

  it('show how far they are while they run, and when they are over', async () => {
    let finish: (value?: unknown) => void = () => undefined;
    copier.beforeTheLast = new Promise((resolve) => (finish = resolve));
    await order();
    const [active] = await eventually(
      () => list('active'),
      ([job]) => job?.progress != null,
    );
    expect(active).toMatchObject({ name: 'test.copier', attempts: 0, finishedAt: null });
    expect(active!.progress).toEqual({ work: 'test.copies', done: 1, failed: 0, total: COPIES });
    finish();
    // However closely one looks, a job is over exactly when it has an end.
    let over = active!;
    while (over.state !== 'completed') {
      over = await jobs.findOne('events', active!.id);
      expect(over).toMatchObject({ finishedAt: over.state === 'completed' ? expect.any(Date) : null });
    }
    expect(over.progress).toEqual({ work: 'test.copies', done: COPIES, failed: 1, total: COPIES });
  });

  it('are tried as often, kept as many and taken as fast as the deployment says', async () => {
    copier.isBroken = true;
    copier.startedAt.length = 0;
    await order(2);
    await eventually(
      async () => copier.startedAt.length,
      (count) => count === 6,
    );
    const failed = await eventually(
      () => list('failed'),
      ([job]) => job?.attempts === 3,
    );
    expect(failed).toMatchObject([{ attempts: 3, maxAttempts: 3, reason: 'No paper.' }]);
    // At most three in a second, in which others may have started before: six take a second at least.
    expect(copier.startedAt[5]! - copier.startedAt[0]!).toBeGreaterThan(500);

    copier.isBroken = false;
    await order(3);
    await eventually(
      async () => copier.startedAt.length,
      (count) => count === 9,
    );
    await eventually(
      () => list('active'),
      (active) => active.length === 0,
    );
    expect(await list('completed')).toHaveLength(2);
  });
});
