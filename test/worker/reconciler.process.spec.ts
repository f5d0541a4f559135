import { Queue } from 'bullmq';
import { newId } from '../../src/kernel/ids.js';
import { eventually } from '../support/eventually.js';
import { startSystem, type System } from '../support/system.mjs';

/** More than one look of the reconciler takes. */
const MANY = 1_200;

describe('the reconciler', () => {
  let system: System;
  let mail: Queue;

  beforeAll(async () => {
    system = await startSystem({ apis: 0, env: { RECONCILE_EVERY_SECONDS: '1', RECONCILE_AFTER_SECONDS: '1' } });
    const { REDIS_URL: url, QUEUE_PREFIX: prefix } = system.env;
    mail = new Queue('mail', { connection: { url: url! }, prefix: prefix! });
  });

  afterAll(async () => {
    await mail.close();
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
});
