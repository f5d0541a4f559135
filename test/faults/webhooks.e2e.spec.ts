import { book, slot } from '../factories/booking.js';
import { type Person, signUp } from '../factories/person.js';
import { addWebhook, received, verified } from '../factories/webhook.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { Receiver } from '../support/receiver.js';
import { startSystem, type System } from '../support/system.mjs';

const PATIENCE_MS = 60_000;

describe('a webhook whose worker is killed', () => {
  let system: System;
  let ada: Person;
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = await Receiver.open();
    system = await startSystem({
      env: {
        RECONCILE_EVERY_SECONDS: '1',
        RECONCILE_AFTER_SECONDS: '2',
        WEBHOOK_RETRY_SECONDS: '2,2',
        QUEUE_STALLED_AFTER_MS: '3000',
      },
    });
    ada = await signUp(new ApiClient(system.api.url), 'Ada');
  });
  afterAll(async () => {
    await system.stop();
    await receiver.close();
  });

  it(
    'while the receiver thinks is delivered by the next worker, under the same id',
    async () => {
      const { id, secret } = await addWebhook(ada, receiver.url);
      receiver.answer = () => undefined;
      const booking = await book(ada, slot(9));
      await received(receiver, 1);
      await system.worker.kill('SIGKILL');
      receiver.answer = (response) => response.writeHead(204).end();
      await system.worker.restart();
      await eventually(
        async () => (await ada.api.get(`/webhooks/${id}/deliveries`)).body.data,
        ([delivery]) => delivery?.status === 'delivered',
        PATIENCE_MS,
      );
      const [first, ...again] = receiver.requests;
      expect(again.length).toBeGreaterThanOrEqual(1);
      for (const request of again) {
        expect(request.headers['webhook-id']).toBe(first?.headers['webhook-id']);
        expect(request.body).toBe(first?.body);
        expect(verified(secret, request).data).toMatchObject({ sequence: 1, booking: { id: booking.id } });
      }
      expect(system.logs.join()).not.toContain(secret.slice('whsec_'.length));
    },
    PATIENCE_MS * 2,
  );

  it('between two attempts is delivered by the next one, which knows when it is due', async () => {
    const before = receiver.requests.length;
    receiver.answer = (response) => response.writeHead(503).end();
    await book(ada, slot(11));
    await received(receiver, before + 1);
    await system.worker.printed('webhook.postponed');
    await system.worker.kill('SIGKILL');
    receiver.answer = (response) => response.writeHead(204).end();
    await system.worker.restart();
    await received(receiver, before + 2);
    const told = receiver.requests.slice(before);
    expect(new Set(told.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });
});
