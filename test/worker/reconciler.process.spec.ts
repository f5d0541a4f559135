import { Queue } from 'bullmq';
import { newId } from '../../src/kernel/ids.js';
import { eventually } from '../support/eventually.js';
import { startSystem, type System } from '../support/system.mjs';

/** More than one look of the reconciler takes. */
const MANY = 1_200;

describe('the reconciler', () => {
  let system: System;
  let mail: Queue;
  let events: Queue;

  beforeAll(async () => {
    system = await startSystem({ apis: 0, env: { RECONCILE_EVERY_SECONDS: '1', RECONCILE_AFTER_SECONDS: '1' } });
    const { REDIS_URL: url, QUEUE_PREFIX: prefix } = system.env;
    const queue = (name: string) => new Queue(name, { connection: { url: url! }, prefix: prefix! });
    [mail, events] = [queue('mail'), queue('events')];
  });

  afterAll(async () => {
    await mail.close();
    await events.close();
    await system.stop();
  });

  /** Messages that were handed over long ago. @returns their ids */
  async function published(name: string, consumer: string, count: number, minutesAgo: number): Promise<string[]> {
    const { rows } = await system.db.query<{ id: string }>(
      `INSERT INTO outbox_messages (name, payload, consumers, published_at)
       SELECT $1, $2, ARRAY[$3], now() - make_interval(mins => $4) FROM generate_series(1, $5::int) RETURNING id`,
      [name, JSON.stringify({ userId: newId(), deliveryId: newId(), attempt: 1 }), consumer, minutesAgo, count],
    );
    return rows.map(({ id }) => id);
  }

  const isProcessed = async (messageId: string) =>
    (await system.db.query('SELECT FROM inbox_entries WHERE message_id = $1', [messageId])).rowCount === 1;

  it('adds what Redis lost, however much older work waits in a queue or for a consumer that nobody knows', async () => {
    await mail.pause();
    const waiting = await published('mail.send', 'mail.send', MANY, 60);
    await mail.addBulk(
      waiting.map((messageId) => ({
        name: 'mail.send',
        data: { messageId },
        opts: { jobId: `mail.send-${messageId}` },
      })),
    );
    await published('user.registered', 'users.renamed-since', MANY, 50);
    const [lost] = await published('auth.email_verified', 'bookings.guest-accounts', 1, 10);
    await eventually(
      () => isProcessed(lost!),
      (done) => done,
      20_000,
    );
    await system.worker.printed('reconciler.unknown_consumer');
  });

  it('leaves a message alone whose consumers share a job that waits, and adds what that job never came to', async () => {
    const add = async (state: 'waiting' | 'gone') => {
      const [id = ''] = await published('auth.logged_out', 'analytics.record', 1, 10);
      const jobId = `together-${id}`;
      if (state === 'waiting') await events.add('together', { messageId: id }, { jobId, delay: 600_000 });
      return id;
    };
    const [waiting, gone] = [await add('waiting'), await add('gone')];
    await eventually(
      () => isProcessed(gone),
      (done) => done,
      20_000,
    );
    expect([await isProcessed(waiting), await events.getJob(`analytics.record-${waiting}`)]).toEqual([
      false,
      undefined,
    ]);
    await (await events.getJob(`together-${waiting}`))?.remove();
    await eventually(
      () => isProcessed(waiting),
      (done) => done,
      20_000,
    );
  });
});
