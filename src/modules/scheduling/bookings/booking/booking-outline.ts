import type { BookingRow } from './booking-row.js';
import { can, type Standing } from './booking.policy.js';

/** Redacts a booking for the viewer: managers of its resources see who has them, when, and for what. */
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
    notes: null,
    metadata: {},
    attendees: [],
    cancelReason: null,
  };
}
