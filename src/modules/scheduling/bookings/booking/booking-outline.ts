import type { BookingRow } from './booking-row.js';
import { isOnline } from '../../event-types/event-types.api.js';
import { attends, can, gives, type Standing } from './booking.policy.js';
import type { Changes } from './booking.rules.js';

/** Redacts a booking for the viewer: managers of its resources see who has them, when, and for what. */
export function shownTo(standing: Standing, booking: BookingRow): BookingRow {
  return can(standing, 'read') ? booking : outlineOf(booking);
}

/**
 * The booking for its booker and attendees, who get the place of a video call with the confirmation. What was asked for
 * and then taken back tells it as little.
 */
export function forComers(booking: BookingRow): BookingRow {
  return withholdsPlace(booking) ? { ...booking, location: null } : booking;
}

/** `forComers` where the person comes; hosts, and managers who do not come, have the place before. */
export function forReader(userId: string, booking: BookingRow): BookingRow {
  return comes(userId, booking) ? forComers(booking) : booking;
}

/** Whether the place comes with the confirmation, and is told to those who come then. */
export function awaitsPlace(booking: Pick<BookingRow, 'status' | 'location'>): boolean {
  return booking.status === 'pending' && withholdsPlace(booking);
}

/** Changes in the history of the booking as the reader may see them: without places of video calls that are withheld. */
export function changesFor(userId: string, booking: BookingRow, { location, ...others }: Changes): Changes {
  if (!location) return others;
  const isWithheld = [location.from, location.to].some((place) =>
    withholdsPlace({ status: booking.status, location: place as string | null }),
  );
  return isWithheld && comes(userId, booking) ? others : { ...others, location };
}

function withholdsPlace({ status, location }: Pick<BookingRow, 'status' | 'location'>): boolean {
  return status !== 'confirmed' && isOnline(location);
}

function comes(userId: string, booking: BookingRow): boolean {
  return attends(userId, booking) && !gives(userId, booking);
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
