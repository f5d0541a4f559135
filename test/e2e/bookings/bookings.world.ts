import { book, slot } from '../../factories/booking.js';
import type { MakePart } from '../../security/world-part.js';

export const makePart: MakePart = async ({ owner, member, references: { organizationId } }) => {
  const booking = await book(owner, slot(9), { organizationId, attendees: [{ userId: member.id }] });
  const attendee = booking.attendees[0].id;
  return {
    ids: { '/bookings/{id}': booking.id, '/bookings/{id}/attendees/{attendeeId}': attendee },
    references: { attendeeId: attendee },
  };
};
