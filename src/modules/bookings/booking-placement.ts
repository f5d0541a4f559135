import type { Placement } from '../slots/slots.api.js';
import type { BookingRow } from './booking-row.js';

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

/** The organizer and whoever gives the booking with them. */
export function hostsOf({ organizerId, attendees }: BookingRow): string[] {
  return [
    organizerId,
    ...attendees.flatMap(({ role, userId }) => (role === 'host' && userId !== null ? [userId] : [])),
  ];
}

/** Who takes part and has an account: nobody hosts a booking of their own. */
export function participantsOf({ attendees }: Pick<BookingRow, 'attendees'>): string[] {
  return attendees.flatMap(({ role, userId }) => (role !== 'host' && userId !== null ? [userId] : []));
}
