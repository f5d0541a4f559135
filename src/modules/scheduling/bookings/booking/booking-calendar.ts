import { seriesCalendar, seriesUid } from '../../../../infra/calendar/series-calendar.js';
import {
  type BookingCalendar,
  bookingCalendar,
  type CalendarMethod,
  type CalendarPerson,
  type Participation,
} from '../../../../infra/calendar/icalendar.js';
import { type People } from './booking-view.js';
import type { AttendeeRow, BookingRow } from './booking-row.js';
import type { AttendeeStatus, BookingStatus } from './booking.rules.js';
import { calendarUserOf } from '../../../people/users/users.api.js';

const PARTICIPATION: Readonly<Record<AttendeeStatus, Participation>> = {
  needs_action: 'needs-action',
  accepted: 'accepted',
  declined: 'declined',
};

const STATUS: Readonly<Record<BookingStatus, BookingCalendar['status']>> = {
  pending: 'tentative',
  confirmed: 'confirmed',
  cancelled: 'cancelled',
  declined: 'cancelled',
};

/** What a message to calendars says in place of the booking's present state. */
export interface CalendarMoment {
  readonly method: CalendarMethod;
  readonly sequence: number;
  readonly start: string;
  readonly end: string;
  /** It waits to be confirmed. */
  readonly isPending?: boolean;
  /** For somebody who has the instance and not the series. */
  readonly isApart?: boolean;
}

/** What calendars know a booking by, wherever they hear of it. */
export function calendarUid(bookingId: string): string {
  return `${bookingId}@lyceum`;
}

/** The booking as a copy to keep. */
export function toPublication(booking: BookingRow, people: People): BookingCalendar {
  const { sequence, start, end } = booking;
  return toCalendar(booking, people, { method: 'PUBLISH', sequence, start, end });
}

/** The booking as calendars have to see it after one of its changes. */
export function toCalendar(booking: BookingRow, people: People, moment: CalendarMoment): BookingCalendar {
  return {
    uid: calendarUid(booking.id),
    method: moment.method,
    sequence: moment.sequence,
    status: statusOf(booking, moment),
    start: new Date(moment.start),
    end: new Date(moment.end),
    summary: booking.title,
    description: booking.description,
    location: booking.location,
    organizer: calendarUserOf(booking.organizerId, people.get(booking.organizerId)),
    attendees: booking.attendees.flatMap((attendee) => {
      const person = addresseeOf(attendee, people);
      return person ? [{ ...person, status: PARTICIPATION[attendee.status] }] : [];
    }),
    createdAt: new Date(booking.createdAt),
    lastModified: new Date(booking.updatedAt),
  };
}

/**
 * The same as iCalendar: an instance of a series is told of as that instance, which calendars know by its series. For
 * somebody who has no other instance it is an event of its own, which stays the same when the series is moved or split.
 */
export function toInvitation(booking: BookingRow, people: People, moment: CalendarMoment): string {
  const calendar = toCalendar(booking, people, moment);
  const { seriesId, recurrenceId, timeZone } = booking;
  if (seriesId === null || recurrenceId === null || moment.isApart) return bookingCalendar(calendar);
  const { method, organizer, description = null, location = null } = calendar;
  const createdAt = new Date(booking.createdAt);
  const isCancelled = method === 'CANCEL';
  // An instance is never older than its series, which may have changed more often than it did (RFC 5546, section 2.1.4).
  const sequence = booking.seriesSequence + calendar.sequence;
  const instance = { ...calendar, sequence, recurrenceId, description, location, createdAt, isCancelled };
  return seriesCalendar({ uid: seriesUid(seriesId), method, timeZone, organizer, master: null, instances: [instance] });
}

/** A message tells of its moment; what became of the booking since then, the next message tells. */
function statusOf({ status }: BookingRow, { method, isPending }: CalendarMoment): BookingCalendar['status'] {
  if (method === 'PUBLISH') return STATUS[status];
  return isPending ? 'tentative' : 'confirmed';
}

/** Where an attendee can be reached; nowhere when they were forgotten. */
export function addresseeOf({ userId, email, name }: AttendeeRow, people: People): CalendarPerson | undefined {
  if (email !== null) return { email, ...(name === null ? {} : { name }) };
  const account = userId === null ? undefined : people.get(userId);
  return account && { email: account.email, name: account.name };
}
