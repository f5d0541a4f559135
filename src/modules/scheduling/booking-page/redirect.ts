import type { BookingView } from '../bookings/bookings.api.js';
import type { EventTypeRecord } from '../event-types/event-types.api.js';

/** Where a guest goes on to after the booking: the same as `browser/redirect.js` says. */
export function redirectOf(
  type: Pick<EventTypeRecord, 'slug' | 'successRedirectUrl' | 'redirectsWithBooking'>,
  booking: Pick<BookingView, 'id' | 'status' | 'title' | 'start' | 'end'>,
  { name, email, timeZone }: { readonly name: string; readonly email: string; readonly timeZone: string },
): string | null {
  if (type.successRedirectUrl === null) return null;
  const url = new URL(type.successRedirectUrl);
  const { id: bookingId, status, title, start, end } = booking;
  const facts = { bookingId, status, eventType: type.slug, title, start, end, timeZone, name, email };
  if (type.redirectsWithBooking)
    for (const [parameter, value] of Object.entries(facts)) url.searchParams.set(parameter, value);
  return url.href;
}
