import type { Placed, Placement, PlacementRequest } from '../../slots/slots.api.js';
import type { BookingRow } from './booking-row.js';
import type { BookingChange } from './bookings.repository.js';

/** What a booking of an event type took, to be given back; null for ad-hoc bookings. */
export function placementOf(booking: BookingRow): Placement | null {
  const { eventTypeId, countedOn, seatingId, seats, start, end } = booking;
  if (eventTypeId === null || countedOn === null) return null;
  return {
    eventTypeId,
    hostIds: hostsOf(booking),
    startsAt: new Date(start),
    endsAt: new Date(end),
    seats,
    seatingId,
    countedOn,
  };
}

/** What is written to a booking that was placed again, besides its people and time: whatever it needs to be given back. */
export function changeTo({ seatingId, countedOn, bookableIds }: Placed): BookingChange {
  return { seatingId, countedOn, bookableIds: [...bookableIds] };
}

/** The organizer and whoever gives the booking with them. */
export function hostsOf({ organizerId, attendees }: BookingRow): string[] {
  return [
    organizerId,
    ...attendees.flatMap(({ role, userId }) => (role === 'host' && userId !== null ? [userId] : [])),
  ];
}

/**
 * Nobody hosts what they take part in. Who is behind an address that somebody wrote is only asked last: who hosts a
 * booking must not tell whose address it is.
 */
export function exceptionsOf({
  attendees,
}: Pick<BookingRow, 'attendees'>): Required<Pick<PlacementRequest, 'exceptHostIds' | 'lastHostIds'>> {
  const idsOf = (isKnown: boolean) =>
    attendees.flatMap(({ role, userId, email }) =>
      role !== 'host' && userId !== null && (email === null) === isKnown ? [userId] : [],
    );
  return { exceptHostIds: idsOf(true), lastHostIds: idsOf(false) };
}
