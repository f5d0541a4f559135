import { createBookable, createOutOfOffice, createSchedule } from '../../factories/availability.js';
import { slot } from '../../factories/booking.js';
import type { MakePart } from '../../security/world-part.js';

/** A date is in the path of what is different on it. */
const OVERRIDDEN = '2031-03-05';

export const makePart: MakePart = async ({ owner, member }) => {
  const room = await createBookable(owner);
  const schedule = await createSchedule(owner);
  await owner.api.put(`/schedules/${schedule}/overrides/${OVERRIDDEN}`, { intervals: [] });
  return {
    ids: {
      '/bookables/{id}': room,
      '/schedules/{id}': schedule,
      '/schedules/{id}/overrides/{date}': OVERRIDDEN,
      '/out-of-office/{id}': await createOutOfOffice(owner, slot(99), { standInId: member.id }),
    },
    references: { bookableId: room, bookableIds: room },
  };
};
