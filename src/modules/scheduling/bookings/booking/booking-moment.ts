import { liveStatusOf, pendingIf } from '../messages/booking-news.js';
import { type BookingRow, periodOf } from './booking-row.js';
import type { Period } from './booking.rules.js';
import type { BookingMoment } from '../bookings.events.js';

/** State after a change of a live booking, with the SEQUENCE of the message about it. */
export function momentAfter(booking: BookingRow, period: Period = periodOf(booking)): BookingMoment {
  return {
    sequence: booking.sequence + 1,
    start: period.start.toISOString(),
    end: period.end.toISOString(),
    ...pendingIf(liveStatusOf(booking.status)),
  };
}
