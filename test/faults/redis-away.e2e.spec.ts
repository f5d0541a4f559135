import { book, slot } from '../factories/booking.js';
import { type Person, signUp } from '../factories/person.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { readServices } from '../support/services.mjs';
import { startSystem, type System } from '../support/system.mjs';
import { holdTable } from '../support/table-lock.js';
import { TcpProxy } from '../support/tcp-proxy.js';

/** A process that has to be given up ends with 1 after `SHUTDOWN_TIMEOUT_MS`. */
const IN_ORDER = { code: 0, signal: null };

describe('processes that Redis has left', () => {
  let redis: TcpProxy;
  let system: System;
  let ada: Person;

  beforeAll(async () => {
    redis = await TcpProxy.open(readServices().redisUrl);
    redis.cut();
    system = await startSystem({
      redisUrl: redis.url,
      env: { DATABASE_LOCK_TIMEOUT_MS: '60000', QUEUE_STALLED_AFTER_MS: '3000' },
    });
    ada = await signUp(new ApiClient(system.api.url));
  });

  afterAll(async () => {
    await system.stop();
    await redis.close();
  });

  /** What the booking has led to, as often as it has: mails in the mailbox and notifications. */
  const effects = async ({ id, title }: { id: string; title: string }) => ({
    mails: (await system.mailbox.list({ to: ada.email, subject: title })).length,
    notifications: (
      await system.db.query(`SELECT 1 FROM notifications WHERE user_id = $1 AND metadata ->> 'bookingId' = $2`, [
        ada.id,
        id,
      ])
    ).rowCount,
  });
  const once = { mails: 1, notifications: 1 };
  const happensOnce = (booking: { id: string; title: string }) =>
    eventually(
      () => effects(booking),
      ({ mails, notifications }) => mails > 0 && notifications !== 0,
      45_000,
    ).then((seen) => expect(seen).toEqual(once));

  it('stop in order when they have never seen it, and do once what waited for it', async () => {
    const first = await book(ada, slot(9), { title: 'Before the stop' });
    expect(await system.worker.kill('SIGTERM')).toEqual(IN_ORDER);
    expect(await system.api.kill('SIGTERM')).toEqual(IN_ORDER);

    await Promise.all([system.worker.restart(), system.api.restart()]);
    const second = await book(ada, slot(10), { title: 'After the start' });
    redis.mend();
    await happensOnce(first);
    await happensOnce(second);
  });

  it.each([
    ['crashes', 11, () => redis.cut()],
    ['falls silent', 12, () => redis.silence()],
  ])('finish their jobs and stop in order when it %s meanwhile', async (what, hour, take) => {
    const table = await holdTable(system.db, 'notifications');
    const booking = await book(ada, slot(hour), { title: `It ${what}` });
    await table.isWantedBy('lyceum-worker', 1);
    take();
    const exited = system.worker.kill('SIGTERM');
    await system.worker.printed('worker.stopping');
    await table.release();

    expect(await exited).toEqual(IN_ORDER);
    expect(await effects(booking)).toMatchObject({ notifications: 1 });

    redis.mend();
    await system.worker.restart();
    await happensOnce(booking);
  });
});
