import type { BookingRow } from './booking-row.js';
import { can, type Standing } from './booking.policy.js';

/** A booking as somebody may see it: whoever manages no more than a room of it, sees who has that when, and for what. */
export function shownTo(standing: Standing, booking: BookingRow): BookingRow {
  return can(standing, 'read') ? booking : outlineOf(booking);
}

function outlineOf(booking: BookingRow): BookingRow {
  return {
    ...booking,
    organizationId: null,
    description: null,
    location: null,
    answers: {},
    metadata: {},
    attendees: [],
    cancelReason: null,
  };
}
