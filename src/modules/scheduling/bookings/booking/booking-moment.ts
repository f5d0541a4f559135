import { liveStatusOf, pendingIf } from '../messages/booking-news.js';
import { type BookingRow, periodOf } from './booking-row.js';
import type { Period } from './booking.rules.js';
import type { BookingMoment } from '../bookings.events.js';

/** The booking after a change that leaves it as live as it is, under the sequence that the change gets when it is told. */
export function momentAfter(booking: BookingRow, period: Period = periodOf(booking)): BookingMoment {
  return {
    sequence: booking.sequence + 1,
    start: period.start.toISOString(),
    end: period.end.toISOString(),
    ...pendingIf(liveStatusOf(booking.status)),
  };
}
