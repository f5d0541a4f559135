import type { Pool } from 'pg';
import { newId } from '../../../src/kernel/ids.js';
import { addWebhook } from '../../factories/webhook.js';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ owner, db }) => {
  // Off, so that nothing is sent anywhere while the tests try what they can.
  const { id } = await addWebhook(owner, 'https://receiver.example/', { isActive: false });
  return { ids: { '/webhooks/{id}': id, '/webhook-deliveries/{id}': await delivered(db, id) } };
};

/** Something that was sent to this webhook. */
async function delivered(db: Pool, webhook: string): Promise<string> {
  const id = newId();
  await db.query(
    `INSERT INTO webhook_deliveries (id, webhook_id, message_id, event, body, people, status, retries_end_at)
     VALUES ($1, $2, $1, 'webhook.test', '{}', '{}', 'delivered', now())`,
    [id, webhook],
  );
  return id;
}
