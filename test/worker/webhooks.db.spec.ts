import type { ServerResponse } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import type { Message } from '../../src/kernel/message.js';
import { SessionsService } from '../../src/modules/learning/sessions/room/sessions.service.js';
import { FanOutConsumer } from '../../src/modules/messages/webhooks/sending/fan-out.consumer.js';
import type { WebhookAttempt } from '../../src/modules/messages/webhooks/deliveries/webhook-attempt.entity.js';
import type { WebhookDelivery } from '../../src/modules/messages/webhooks/deliveries/webhook-delivery.entity.js';
import type { Webhook } from '../../src/modules/messages/webhooks/webhook/webhook.entity.js';
import { WebhookSecrets } from '../../src/modules/messages/webhooks/webhook/webhook-secrets.js';
import { WebhookSender } from '../../src/modules/messages/webhooks/sending/webhook-sender.js';
import { WebhooksCleanUp } from '../../src/modules/messages/webhooks/deliveries/webhooks-clean-up.task.js';
import type { DeliveryAttempt } from '../../src/modules/messages/webhooks/webhooks.jobs.js';
import { WebhooksRepository } from '../../src/modules/messages/webhooks/webhook/webhooks.repository.js';
import { WebhooksWorkerModule } from '../../src/modules/messages/webhooks/webhooks.worker.module.js';
import { UsersApi } from '../../src/modules/people/users/users.api.js';
import { verified } from '../factories/webhook.js';
import { Receiver } from '../support/receiver.js';
import { queueDelivery } from './queued-delivery.js';

const DELAYS = [60, 600];

describe('webhooks', () => {
  let receiver: Receiver;
  let app: INestApplicationContext;
  let close: ComposedApp['close'];
  let sender: WebhookSender;
  let transactions: Transactions;
  let ownerId: string;

  beforeAll(async () => {
    ({ app, close } = await composeApp(WebhooksWorkerModule, {
      settings: {
        EGRESS_ALLOWED_NETWORKS: '127.0.0.1/32',
        WEBHOOK_RETRY_SECONDS: DELAYS.join(','),
        WEBHOOK_TIMEOUT_MS: '300',
        WEBHOOK_CONCURRENCY: '4',
        WEBHOOK_DISABLE_AFTER_DAYS: '3',
        DATABASE_LOCK_TIMEOUT_MS: '200',
      },
    }));
    sender = app.get(WebhookSender);
    transactions = app.get(Transactions, { strict: false });
    ownerId = (await app.get(UsersApi, { strict: false }).create({ email: 'ada@example.test', name: 'Ada' })).id;
  });

  afterAll(() => close());

  beforeEach(async () => {
    receiver = await Receiver.open();
    await sql('TRUNCATE webhooks, outbox_messages, notifications, bookings CASCADE');
  });
  afterEach(() => receiver.close());

  function sql<T>(text: string, values: unknown[] = []): Promise<T[]> {
    return transactions.manager.query(text, values);
  }

  async function add(changes: Partial<Webhook> = {}): Promise<{ id: string; secret: string }> {
    const { secret, sealed } = app.get(WebhookSecrets, { strict: false }).make();
    const { id } = await app.get(WebhooksRepository, { strict: false }).insert({
      userId: ownerId,
      organizationId: null,
      url: receiver.url,
      description: null,
      events: ['*'],
      isActive: true,
      responsibleId: null,
      secret: sealed,
      ...changes,
    });
    return { id, secret };
  }

  const queue = (webhookId: string) => queueDelivery(app, webhookId);

  async function delivery(id: string): Promise<WebhookDelivery> {
    return transactions.manager.findOneByOrFail<WebhookDelivery>('webhook_deliveries', { id });
  }

  async function lastAttempt(deliveryId: string): Promise<WebhookAttempt | undefined> {
    return (
      await transactions.manager.find<WebhookAttempt>('webhook_attempts', {
        where: { deliveryId },
        order: { number: 'DESC' },
      })
    )[0];
  }

  function webhook(id: string): Promise<Webhook> {
    return transactions.manager.findOneByOrFail<Webhook>('webhooks', { id });
  }

  async function jobs(): Promise<{ payload: DeliveryAttempt; available_at: Date }[]> {
    return sql(`SELECT payload, available_at FROM outbox_messages WHERE name = 'webhooks.deliver' ORDER BY id`);
  }

  const attempt = (deliveryId: string, number: number) => sender.attempt({ deliveryId, attempt: number });

  function notices(): Promise<{ user_id: string; type: string; message: string }[]> {
    return sql('SELECT user_id, type, message FROM notifications');
  }

  it('sends a message once, signed, and knows what came back', async () => {
    const { id, secret } = await add();
    const message = await queue(id);
    await attempt(message, 1);
    await attempt(message, 1);
    await attempt(message, 2);
    expect(receiver.requests).toHaveLength(1);
    expect(verified(secret, receiver.requests[0]!)).toMatchObject({ type: 'webhook.test', data: { version: 1 } });
    expect(await delivery(message)).toMatchObject({ status: 'delivered', attempts: 1, nextAttemptAt: null });
    expect(await jobs()).toHaveLength(1);
  });

  it('waits longer after each failure, says when, and gives up in the end', async () => {
    receiver.answer = (response) => response.writeHead(500).end('out of order');
    const { id } = await add();
    const message = await queue(id);
    for (const [index, seconds] of DELAYS.entries()) {
      const before = Date.now();
      await attempt(message, index + 1);
      const waiting = await delivery(message);
      expect(waiting).toMatchObject({ status: 'pending', lastError: 'The receiver answered 500.' });
      const next = (await jobs()).at(-1);
      expect(next).toEqual({
        payload: { deliveryId: message, attempt: index + 2 },
        available_at: waiting.nextAttemptAt,
      });
      const pause = (next?.available_at.getTime() ?? 0) - before;
      expect(pause).toBeGreaterThanOrEqual(seconds * 0.75 * SECOND);
      expect(pause).toBeLessThan(seconds * 1.25 * SECOND + MINUTE / 2);
    }
    await attempt(message, 3);
    expect(await delivery(message)).toMatchObject({ status: 'failed', attempts: 3, nextAttemptAt: null });
    expect(await lastAttempt(message)).toMatchObject({ errorCode: 'status', responseBody: 'out of order' });
    expect(await jobs()).toHaveLength(3);
    const ids = receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids)).toEqual(new Set([(await delivery(message)).messageId]));
    expect((await webhook(id)).isActive).toBe(true);
  });

  it('stops after 24 hours, whatever the schedule says', async () => {
    receiver.answer = (response) => response.writeHead(500).end();
    const { id } = await add();
    const message = await queue(id);
    await sql(`UPDATE webhook_deliveries SET retries_end_at = now() + interval '10 seconds'`);
    await attempt(message, 1);
    const { nextAttemptAt, retriesEndAt } = await delivery(message);
    expect(nextAttemptAt).toEqual(retriesEndAt);
    await sql('UPDATE webhook_deliveries SET retries_end_at = now()');
    await attempt(message, 2);
    expect(await delivery(message)).toMatchObject({ status: 'failed', attempts: 2 });
  });

  it('leaves a receiver alone for as long as it asks', async () => {
    receiver.answer = (response) => response.writeHead(503, { 'retry-after': '7200' }).end();
    const message = await queue((await add()).id);
    const before = Date.now();
    await attempt(message, 1);
    const pause = ((await delivery(message)).nextAttemptAt?.getTime() ?? 0) - before;
    expect(pause).toBeGreaterThanOrEqual(2 * HOUR);
    expect(pause).toBeLessThan(2 * HOUR + MINUTE);
  });

  it.each<[string, () => void, object]>([
    [
      'a redirect, which is not followed',
      () => (receiver.answer = (response) => response.writeHead(302, { location: `${receiver.url}/other` }).end()),
      { errorCode: 'redirect', responseStatus: 302 },
    ],
    ['no answer in time', () => (receiver.answer = () => undefined), { errorCode: 'timeout', responseStatus: null }],
    ['a broken connection', () => (receiver.answer = (response) => response.destroy()), { errorCode: 'connection' }],
  ])('counts %s as a failure', async (_case, arrange, expected) => {
    arrange();
    const message = await queue((await add()).id);
    await attempt(message, 1);
    expect(receiver.requests).toHaveLength(1);
    expect(await delivery(message)).toMatchObject({ status: 'pending', attempts: 1 });
    expect(await lastAttempt(message)).toMatchObject(expected);
  });

  it.each(['127.0.0.2', '[::1]', '[::ffff:10.0.0.1]', '169.254.169.254'])('connects to nothing at %s', async (host) => {
    const message = await queue((await add({ url: `http://${host}:${receiver.port}/` })).id);
    await attempt(message, 1);
    expect(await lastAttempt(message)).toMatchObject({ errorCode: 'refused_address', responseStatus: null });
    expect(receiver.requests).toEqual([]);
  });

  it('switches a webhook off that answers 410, tells its owner, and drops what waits for it', async () => {
    receiver.answer = (response) => response.writeHead(410).end();
    const { id } = await add();
    const [first, second] = [await queue(id), await queue(id)];
    await attempt(first, 1);
    expect(await delivery(first)).toMatchObject({ status: 'failed', lastError: 'The receiver answered 410.' });
    expect(await webhook(id)).toMatchObject({ isActive: false, disabledReason: 'gone', version: 2 });
    await attempt(second, 1);
    expect(await delivery(second)).toMatchObject({ status: 'dropped', attempts: 0 });
    expect(receiver.requests).toHaveLength(1);
    expect(await notices()).toEqual([
      { user_id: ownerId, type: 'WEBHOOK_DISABLED', message: expect.stringContaining('410') },
    ]);
  });

  it('switches a webhook off that accepted nothing for days, and not before', async () => {
    receiver.answer = (response) => response.writeHead(500).end();
    const { id } = await add();
    await attempt(await queue(id), 1);
    const { failingSince } = await webhook(id);
    expect(failingSince).toBeInstanceOf(Date);
    await sql('UPDATE webhooks SET failing_since = $1', [new Date(Date.now() - 3 * DAY + MINUTE)]);
    await attempt(await queue(id), 1);
    expect((await webhook(id)).isActive).toBe(true);

    receiver.answer = (response) => response.writeHead(204).end();
    await attempt(await queue(id), 1);
    expect((await webhook(id)).failingSince).toBeNull();

    receiver.answer = (response) => response.writeHead(500).end();
    await sql('UPDATE webhooks SET failing_since = $1', [new Date(Date.now() - 3 * DAY - MINUTE)]);
    await attempt(await queue(id), 1);
    expect(await webhook(id)).toMatchObject({ isActive: false, disabledReason: 'failing' });
    expect(await notices()).toHaveLength(1);
  });

  it('says so when the secret cannot be read any more, and sends nothing', async () => {
    const { id } = await add({ secret: 's1.unreadable' });
    const message = await queue(id);
    await attempt(message, 1);
    expect(await lastAttempt(message)).toMatchObject({ errorCode: 'secret' });
    expect(receiver.requests).toEqual([]);
  });

  it('sends again under the same id when it could not record that it had sent', async () => {
    const { id } = await add();
    const message = await queue(id);
    const blocker = app.get(DataSource, { strict: false }).createQueryRunner();
    receiver.answer = (response) => {
      void blocker
        .startTransaction()
        .then(() => blocker.query('SELECT FROM webhook_deliveries FOR UPDATE'))
        .then(() => response.writeHead(204).end());
    };
    await expect(attempt(message, 1)).rejects.toThrow('lock timeout');
    await blocker.rollbackTransaction();
    await blocker.release();
    receiver.answer = (response) => response.writeHead(204).end();
    await attempt(message, 1);
    const [first, second] = receiver.requests;
    expect(second).toMatchObject({ body: first?.body });
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(await delivery(message)).toMatchObject({ status: 'delivered', attempts: 1 });
  });

  it('lets a message wait in the outbox whose receiver is busy, without counting an attempt', async () => {
    const { id } = await add();
    const [first, second] = [await queue(id), await queue(id)];
    const arrived = new Promise<ServerResponse>((resolve) => (receiver.answer = resolve));
    const running = attempt(first, 1);
    const response = await arrived;
    await attempt(second, 1);
    expect(await delivery(second)).toMatchObject({ status: 'pending', attempts: 0 });
    const later = (await jobs()).at(-1);
    expect(later?.payload).toEqual({ deliveryId: second, attempt: 1 });
    expect(later?.available_at.getTime()).toBeGreaterThan(Date.now());
    response.writeHead(204).end();
    await running;
    receiver.answer = (response) => response.writeHead(204).end();
    await attempt(second, 1);
    expect(await delivery(second)).toMatchObject({ status: 'delivered', attempts: 1 });
  });

  describe('told of a booking', () => {
    async function bookingOf(organizerId: string): Promise<string> {
      const id = newId();
      await sql(
        `INSERT INTO bookings (id, organizer_id, title, starts_at, ends_at, time_zone)
         VALUES ($1, $2, 'Mentoring', '2031-03-03T09:00Z', '2031-03-03T10:00Z', 'UTC')`,
        [id, organizerId],
      );
      return id;
    }

    const happened = (name: string, bookingId: string, payload: object = { fields: ['title'] }): Message => ({
      id: newId(),
      name,
      payload: { bookingId, actorId: ownerId, ...payload },
      requestId: null,
      lane: 'system',
      createdAt: new Date(),
    });

    const fanOut = (message: Message) => transactions.run(() => app.get(FanOutConsumer).handle(message));

    it('numbers events that come at once without gap, and never shows an older booking with a higher number', async () => {
      await add();
      const bookingId = await bookingOf(ownerId);
      await Promise.all(
        Array.from({ length: 8 }, async (_, index) => {
          await sql('UPDATE bookings SET title = $1, version = version + 1 WHERE id = $2', [
            `Title ${index}`,
            bookingId,
          ]);
          await fanOut(happened('booking.updated', bookingId));
        }),
      );
      const rows = await sql<{ sequence: number; body: string }>(
        'SELECT sequence, body FROM webhook_deliveries ORDER BY sequence',
      );
      expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      const versions = rows.map(({ body }) => JSON.parse(body).data.booking.version as number);
      expect(versions).toEqual([...versions].sort((a, b) => a - b));
      expect(versions.at(-1)).toBe(9);
    });

    it('tells a webhook by itself that could not be told with the others, as soon as that passes', async () => {
      const { id: unlucky } = await add();
      const { id: lucky } = await add();
      await sql(
        'CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE lock_not_available; END $$',
      );
      await sql(`CREATE TRIGGER refuse BEFORE INSERT ON webhook_deliveries FOR EACH ROW
                 WHEN (NEW.webhook_id = '${unlucky}') EXECUTE FUNCTION refuse()`);
      const told = async () =>
        (
          await sql<{ webhook_id: string }>('SELECT webhook_id FROM webhook_deliveries WHERE message_id = $1', [
            updated.id,
          ])
        ).map(({ webhook_id: id }) => id);
      const bookingId = await bookingOf(ownerId);
      const updated = happened('booking.updated', bookingId);
      await fanOut(updated);
      expect(await told()).toEqual([lucky]);
      const again = await sql<Message>(`SELECT id, name, payload FROM outbox_messages WHERE name = 'webhooks.tell'`);
      expect(again).toHaveLength(1);
      await expect(fanOut(again[0]!)).rejects.toMatchObject({ driverError: { code: '55P03' } });
      await sql('DROP FUNCTION refuse CASCADE');
      await fanOut(again[0]!);
      await fanOut(again[0]!);
      expect((await told()).sort()).toEqual([lucky, unlucky].sort());
    });

    it('tells each webhook once, however often the event is processed, and counts for those who did not choose it', async () => {
      await add({ events: ['booking.cancelled'] });
      const { id } = await add({ events: ['booking.updated'] });
      const bookingId = await bookingOf(ownerId);
      await fanOut(happened('booking.confirmed', bookingId));
      const updated = happened('booking.updated', bookingId);
      await fanOut(updated);
      await fanOut(updated);
      const rows = await sql('SELECT webhook_id, message_id, sequence FROM webhook_deliveries');
      expect(rows).toEqual([{ webhook_id: id, message_id: updated.id, sequence: 2 }]);
      expect(await jobs()).toHaveLength(1);
    });

    it('tells the host that it was taken from, without addresses, and nothing more after that', async () => {
      const users = app.get(UsersApi, { strict: false });
      const { id: userId } = await users.create({ email: 'grace@example.test', name: 'Grace' });
      const before = await add({ userId });
      const after = await add();
      const bookingId = await bookingOf(ownerId);
      await sql(`INSERT INTO booking_attendees (booking_id, email) VALUES ($1, 'alan@example.test')`, [bookingId]);
      const given = { previousHostId: userId, hostId: ownerId };
      await fanOut(happened('booking.reassigned', bookingId, given));
      await fanOut(happened('booking.updated', bookingId));
      const rows = await sql<{ webhook_id: string; event: string; sequence: number; body: string }>(
        'SELECT webhook_id, event, sequence, body FROM webhook_deliveries ORDER BY sequence, id',
      );
      const told = (webhookId: string) => rows.filter(({ webhook_id }) => webhook_id === webhookId);
      expect(told(before.id)).toMatchObject([{ event: 'booking.reassigned', sequence: 1 }]);
      expect(told(after.id)).toMatchObject([
        { event: 'booking.reassigned', sequence: 1 },
        { event: 'booking.updated', sequence: 2 },
      ]);
      const bodies = [before, after].map(({ id }) => JSON.parse(told(id)[0]!.body).data);
      expect(bodies.map(({ change }) => change)).toEqual([given, given]);
      expect(bodies.map(({ booking }) => booking.attendees[0].email)).toEqual([null, 'alan@example.test']);
    });

    it('tells every webhook but the one of which the delivery cannot be written', async () => {
      const [first, broken, last] = [await add(), await add(), await add()];
      await sql(`ALTER TABLE webhook_deliveries ADD CONSTRAINT not_this CHECK (webhook_id <> '${broken.id}')`);
      try {
        await fanOut(happened('booking.confirmed', await bookingOf(ownerId)));
        const rows = await sql<{ webhook_id: string }>('SELECT webhook_id FROM webhook_deliveries');
        expect(rows.map(({ webhook_id }) => webhook_id).sort()).toEqual([first.id, last.id].sort());
      } finally {
        await sql('ALTER TABLE webhook_deliveries DROP CONSTRAINT not_this');
      }
    });

    it('tells nobody for a deactivated account, nor of a booking that is gone', async () => {
      await add();
      const bookingId = await bookingOf(ownerId);
      await sql('UPDATE users SET is_active = false WHERE id = $1', [ownerId]);
      await fanOut(happened('booking.confirmed', bookingId));
      await sql('UPDATE users SET is_active = true WHERE id = $1', [ownerId]);
      await fanOut(happened('booking.confirmed', newId()));
      expect(await sql('SELECT 1 FROM webhook_deliveries')).toEqual([]);
    });
  });

  it('tells the owners of a room, the one before as well, and nobody of what runs outside', async () => {
    const users = app.get(UsersApi, { strict: false });
    const { id: formerId } = await users.create({ email: 'mary@example.test', name: 'Mary' });
    const [before, after] = [await add({ userId: formerId }), await add({ events: ['execution.finished'] })];
    const rooms = app.get(SessionsService, { strict: false });
    const { id: sessionId } = await transactions.run(() =>
      rooms.open({ ownerId, organizationId: null }, { title: 'Recursion', language: 'python' }),
    );
    const tell = (name: string, payload: object) =>
      transactions.run(() =>
        app.get(FanOutConsumer).handle({
          ...{ id: newId(), name, requestId: null, lane: 'system', createdAt: new Date() },
          payload: { sessionId, actorId: ownerId, ...payload },
        }),
      );
    const change = { previousOwner: formerId, newOwner: newId() };
    const run = { executionId: newId(), language: 'python', status: 'ok' };
    await tell('session.ownership_transferred', change);
    for (const more of [{}, { sessionId: null }, { sessionId: newId() }])
      await tell('execution.finished', { ...run, ...more });
    type Row = { webhook_id: string; body: string; people: string[] };
    const rows = await sql<Row>('SELECT webhook_id, body, people FROM webhook_deliveries ORDER BY id');
    expect(rows.map(({ webhook_id }) => webhook_id)).toEqual([before.id, after.id]);
    expect(rows[0]!.people).toEqual([ownerId, formerId, change.newOwner]);
    const session = { id: sessionId, title: 'Recursion', ownerId, status: 'active', isPublic: false };
    expect(rows.map(({ body }) => JSON.parse(body).data)).toMatchObject([
      { version: 1, session, change },
      { version: 1, session, change: run },
    ]);
  });

  it('forgets deliveries that are over after 30 days, and secrets that sign no more', async () => {
    const { id } = await add();
    const [old, waiting, young] = [await queue(id), await queue(id), await queue(id)];
    await sql(`UPDATE webhook_deliveries SET status = 'delivered' WHERE id <> $1`, [waiting]);
    await sql(`UPDATE webhook_deliveries SET created_at = now() - interval '31 days' WHERE id <> $1`, [young]);
    await sql(`UPDATE webhooks SET previous_secret = secret, previous_secret_ends_at = now() - interval '1 minute'`);
    await app.get(WebhooksCleanUp).run(new Date());
    const left = await sql<{ id: string }>('SELECT id FROM webhook_deliveries');
    expect(left.map((row) => row.id).sort()).toEqual([waiting, young].sort());
    expect(left.map((row) => row.id)).not.toContain(old);
    expect((await webhook(id)).previousSecret).toBeNull();
  });
});
