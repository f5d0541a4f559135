import type { RoomGuest, RoomTime } from '../../../learning/sessions/sessions.api.js';
import type { AttendeeRow, BookingRow } from '../booking/booking-row.js';

export type RecurringGuest = Extract<RoomGuest, { readonly times: readonly RoomTime[] }>;

/** Accounts that take part openly and have not declined. */
export function comersOf({ attendees }: BookingRow): string[] {
  return attendees.flatMap((attendee) => (isExpected(attendee) && !isGuest(attendee) ? (attendee.userId ?? []) : []));
}

/** All others who have an address: also those behind whose address is an account that nobody has to know of. */
export function guestsOf(booking: BookingRow): RoomGuest[] {
  return booking.attendees.flatMap((attendee) =>
    isExpected(attendee) && isGuest(attendee) ? toRoomGuest(attendee, booking) : [],
  );
}

/**
 * Guests of a series, each once with the times of all bookings that they are expected at: those of its coming bookings, or of
 * the last one when none is coming.
 * @param bookings confirmed ones, in the order of their starts
 */
export function recurringGuestsOf(bookings: readonly BookingRow[], now: Date): RecurringGuest[] {
  const coming = bookings.filter((booking) => !isOver(booking, now));
  const people = new Map((coming.length > 0 ? coming : bookings.slice(-1)).flatMap(addressesOf));
  const times = new Map([...people.keys()].map((email): [string, RoomTime[]] => [email, []]));
  for (const booking of bookings) {
    const time = { start: new Date(booking.start), end: new Date(booking.end) };
    for (const email of new Map(addressesOf(booking)).keys()) times.get(email)?.push(time);
  }
  return [...people].map(([email, name]) => ({ email, name, times: times.get(email) ?? [] }));
}

export const isOver = ({ end }: BookingRow, now: Date) => new Date(end) <= now;

function addressesOf({ attendees }: BookingRow): Array<readonly [email: string, name: string | null]> {
  return attendees.flatMap((attendee) =>
    isExpected(attendee) && attendee.email !== null ? [[attendee.email.toLowerCase(), attendee.name] as const] : [],
  );
}

/** The attendee whom a mail goes to; undefined for hosts, and for those who are not expected any more. */
export function attendeeFor(
  { attendees }: BookingRow,
  { userId, email }: { readonly userId: string | null; readonly email: string },
): AttendeeRow | undefined {
  const address = email.toLowerCase();
  return attendees.find(
    (attendee) =>
      isExpected(attendee) &&
      (userId === null ? attendee.email?.toLowerCase() === address : attendee.userId === userId),
  );
}

export function isGuest({ email }: AttendeeRow): boolean {
  return email !== null;
}

export function toRoomGuest({ id, name }: AttendeeRow, { start, end }: BookingRow): RoomGuest {
  return { attendeeId: id, name, start: new Date(start), end: new Date(end) };
}

function isExpected({ role, status }: AttendeeRow): boolean {
  return role !== 'host' && status !== 'declined';
}
