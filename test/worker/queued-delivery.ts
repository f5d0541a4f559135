import type { INestApplicationContext } from '@nestjs/common';
import { Transactions } from '../../src/infra/database/transactions.js';
import { newId } from '../../src/kernel/ids.js';
import { composeMessage } from '../../src/modules/messages/webhooks/catalogue/webhook-message.js';
import { DeliveryQueue } from '../../src/modules/messages/webhooks/sending/delivery-queue.js';

/** Puts a message on its way to a webhook. @returns its delivery */
export async function queueDelivery(app: INestApplicationContext, webhookId: string): Promise<string> {
  const message = composeMessage({
    id: newId(),
    event: 'webhook.test',
    at: new Date(),
    sequence: null,
    people: [],
    data: { version: 1, webhookId },
  });
  const deliveries = app.get(DeliveryQueue, { strict: false });
  const queued = await app.get(Transactions, { strict: false }).run(() => deliveries.add(webhookId, message));
  if (queued === null) throw new Error('The webhook takes no messages.');
  return queued;
}
