import { slot } from '../../factories/booking.js';
import type { MakePart } from '../../security/world-part.js';

/** Nothing is offered in this world, so nobody could keep it over the API; it is counted in a year that counts nothing. */
export const makePart: MakePart = async ({ db, owner, references: { eventTypeId } }) => {
  const { start, end } = slot(9);
  await db.query(
    `INSERT INTO holds (event_type_id, host_ids, starts_at, ends_at, claim_count, counted_on, expires_at)
     VALUES ($1, ARRAY[$2::uuid], $3, $4, 0, $3::timestamptz::date - 365, now() + interval '1 hour')`,
    [eventTypeId, owner.id, start, end],
  );
  const { body } = await owner.api.get(`/event-types/${eventTypeId}/holds`);
  return { ids: { '/event-types/{id}/holds/{holdId}': body.data[0].id } };
};
