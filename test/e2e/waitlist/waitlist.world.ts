import { slot } from '../../factories/booking.js';
import { joinWaitlist } from '../../factories/waitlist.js';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ owner, references: { eventTypeId } }) => {
  const { id } = await joinWaitlist(owner, eventTypeId!, slot(9), {
    attendee: { name: 'Alan Turing', email: `waiting-${owner.email}` },
  });
  return { ids: { '/waitlist/{id}': id, '/event-types/{id}/waitlist/{entryId}': id } };
};
