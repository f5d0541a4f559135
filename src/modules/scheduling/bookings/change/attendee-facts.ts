import type { Telling } from '../messages/booking-news.js';
import type { NewHistoryEntry } from '../booking/bookings.repository.js';
import type { BookingMoment } from '../bookings.events.js';

/** Somebody who comes to a booking, or goes. */
export interface AttendeeOf {
  readonly bookingId: string;
  readonly attendeeId: string;
  /** Null for somebody without an account. */
  readonly userId: string | null;
}

/** What is told of a booking with the fact. */
export interface AttendeeNews {
  readonly moment: BookingMoment;
  readonly tellings: readonly Telling[];
}

export function attendeesOf(
  { id: bookingId }: { readonly id: string },
  rows: ReadonlyArray<{ readonly id: string; readonly userId: string | null }>,
): AttendeeOf[] {
  return rows.map(({ id: attendeeId, userId }) => ({ bookingId, attendeeId, userId }));
}

/** What the history says of them. */
export function comings(actorId: string | null, attendees: readonly AttendeeOf[]): NewHistoryEntry[] {
  return attendees.map(({ bookingId, attendeeId }) => ({
    ...{ bookingId, actorId, action: 'attendee_added' },
    changes: { attendeeId: { from: null, to: attendeeId } },
  }));
}

/** The same of those who go. */
export function goings(actorId: string | null, attendees: readonly AttendeeOf[]): NewHistoryEntry[] {
  return attendees.map(({ bookingId, attendeeId }) => ({
    ...{ bookingId, actorId, action: 'attendee_removed' },
    changes: { attendeeId: { from: attendeeId, to: null } },
  }));
}

/** The payloads of the events about them. Everybody is told with the first of a booking. */
export function attendeeFacts(
  actorId: string | null,
  attendees: readonly AttendeeOf[],
  newsOf: (bookingId: string) => AttendeeNews | undefined = () => undefined,
) {
  const told = new Set<string>();
  return attendees.map(({ bookingId, attendeeId, userId }) => {
    const news = told.has(bookingId) ? undefined : newsOf(bookingId);
    told.add(bookingId);
    return { bookingId, actorId, attendeeId, userId, ...(news && news.tellings.length > 0 ? news : {}) };
  });
}
