import type { MakePart } from '../../security/world-part.js';
import { eventually } from '../../support/eventually.js';

export const makePart: MakePart = async ({ db, owner }) => {
  const query = 'SELECT id FROM email_deliveries WHERE user_id = $1';
  const [email] = await eventually(
    async () => (await db.query<{ id: string }>(query, [owner.id])).rows,
    (found) => found.length > 0,
  );
  return { ids: { '/admin/emails/{id}': email!.id } };
};
