import type { Pool } from 'pg';
import { newId } from '../../../src/kernel/ids.js';
import type { Person } from '../../factories/person.js';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ db, owner }) => ({
  ids: {
    '/admin/dead-letters/{id}': await deadLetter(db, owner),
    '/admin/queues/{name}': 'events',
    '/admin/queues/{name}/jobs/{jobId}': 'a-job',
    '/admin/queues/{name}/failed-jobs/{jobId}': 'a-job',
  },
});

/** A message about this person that a consumer gave up on. */
async function deadLetter(db: Pool, person: Person): Promise<string> {
  const id = newId();
  await db.query(
    `INSERT INTO dead_letters (id, consumer, message_id, error, attempts)
     SELECT $1, 'test.gave-up', id, 'refused', 8 FROM outbox_messages WHERE payload::text LIKE $2 LIMIT 1`,
    [id, `%${person.id}%`],
  );
  return id;
}
