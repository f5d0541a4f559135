/**
 * Where a visitor goes on to after the booking. Neither the link to manage it nor its place is told: whoever has them can
 * change the booking, or come.
 * @param {{ slug: string, successRedirectUrl: string | null, redirectsWithBooking: boolean }} type
 * @param {{ id: string, status: string, title: string, start: string, end: string }} booking
 * @param {{ name: string, email: string, timeZone: string }} booker
 * @returns {string | null}
 */
export function redirectOf({ slug, successRedirectUrl, redirectsWithBooking }, booking, { name, email, timeZone }) {
  if (successRedirectUrl === null) return null;
  const url = new URL(successRedirectUrl);
  const { id: bookingId, status, title, start, end } = booking;
  const facts = { bookingId, status, eventType: slug, title, start, end, timeZone, name, email };
  if (redirectsWithBooking)
    for (const [parameter, value] of Object.entries(facts)) url.searchParams.set(parameter, value);
  return url.href;
}
