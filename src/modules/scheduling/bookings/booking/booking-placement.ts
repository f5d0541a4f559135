import type { Placed, Placement, PlacementRequest } from '../../slots/slots.api.js';
import type { BookingRow } from './booking-row.js';
import type { BookingChange } from './bookings.repository.js';

/** What a booking of an event type holds (claims, counters), to be released; null for ad-hoc bookings. */
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

/** Columns to write after a booking was placed again, besides people and time. */
export function changeTo({ seatingId, countedOn, bookableIds }: Placed): BookingChange {
  return { seatingId, countedOn, bookableIds: [...bookableIds] };
}

/** Ids of the hosts, the organizer first. */
export function hostsOf({ organizerId, attendees }: BookingRow): string[] {
  return [
    organizerId,
    ...attendees.flatMap(({ role, userId }) => (role === 'host' && userId !== null ? [userId] : [])),
  ];
}

/**
 * Participants excluded as hosts. Accounts linked by address are only a last resort instead of excluded: the choice of
 * a host must not disclose the account behind an address.
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
