import type { Telling } from '../messages/booking-news.js';
import type { NewHistoryEntry } from '../booking/bookings.repository.js';
import type { BookingMoment } from '../bookings.events.js';

/** An attendee who was added or removed. */
export interface AttendeeOf {
  readonly bookingId: string;
  readonly attendeeId: string;
  /** Null without an account. */
  readonly userId: string | null;
}

/** Notifications about the change of attendees. */
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

/** History entries of added attendees. */
export function comings(actorId: string | null, attendees: readonly AttendeeOf[]): NewHistoryEntry[] {
  return attendees.map(({ bookingId, attendeeId }) => ({
    ...{ bookingId, actorId, action: 'attendee_added' },
    changes: { attendeeId: { from: null, to: attendeeId } },
  }));
}

/** History entries of removed attendees. */
export function goings(actorId: string | null, attendees: readonly AttendeeOf[]): NewHistoryEntry[] {
  return attendees.map(({ bookingId, attendeeId }) => ({
    ...{ bookingId, actorId, action: 'attendee_removed' },
    changes: { attendeeId: { from: attendeeId, to: null } },
  }));
}

/** Payloads of the events. Per booking, the first one carries all notifications. */
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
