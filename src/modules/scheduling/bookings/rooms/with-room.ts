import type { BookingRow } from '../booking/booking-row.js';

/** The booking with the link for calendars: as its place where it has none, and at the end of the description. */
export function withRoom<B extends Pick<BookingRow, 'location' | 'description'>>(booking: B, url: string | null): B {
  if (url === null) return booking;
  const { location, description } = booking;
  return { ...booking, location: location ?? url, description: description ? `${description}\n\n${url}` : url };
}
