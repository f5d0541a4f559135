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

/** State of a booking in an iTIP message, instead of its present one. */
export interface CalendarMoment {
  readonly method: CalendarMethod;
  readonly sequence: number;
  readonly start: string;
  readonly end: string;
  /** Pending: tentative. */
  readonly isPending?: boolean;
  /** For recipients of the instance without its series. */
  readonly isApart?: boolean;
}

/** UID of the booking (RFC 5545), the same everywhere. */
export function calendarUid(bookingId: string): string {
  return `${bookingId}@lyceum`;
}

/** The booking as an iCalendar object to import (METHOD:PUBLISH). */
export function toPublication(booking: BookingRow, people: People): BookingCalendar {
  const { sequence, start, end } = booking;
  return toCalendar(booking, people, { method: 'PUBLISH', sequence, start, end });
}

/** The booking as an iTIP message about one of its changes (RFC 5546). */
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
 * `toCalendar`, serialized. Instances of a series are sent with its UID and their RECURRENCE-ID. For recipients without
 * the series they are events of their own, with a UID that survives moving and splitting the series.
 */
export function toInvitation(booking: BookingRow, people: People, moment: CalendarMoment): string {
  const calendar = toCalendar(booking, people, moment);
  const { seriesId, recurrenceId, timeZone } = booking;
  if (seriesId === null || recurrenceId === null || moment.isApart) return bookingCalendar(calendar);
  const { method, organizer, description = null, location = null } = calendar;
  const createdAt = new Date(booking.createdAt);
  const isCancelled = method === 'CANCEL';
  // SEQUENCE must not be lower than that of the series, which may have changed more often (RFC 5546, section 2.1.4).
  const sequence = booking.seriesSequence + calendar.sequence;
  const instance = { ...calendar, sequence, recurrenceId, description, location, createdAt, isCancelled };
  return seriesCalendar({ uid: seriesUid(seriesId), method, timeZone, organizer, master: null, instances: [instance] });
}

/** A message describes its own moment; later changes have messages of their own. */
function statusOf({ status }: BookingRow, { method, isPending }: CalendarMoment): BookingCalendar['status'] {
  if (method === 'PUBLISH') return STATUS[status];
  return isPending ? 'tentative' : 'confirmed';
}

/** Calendar address of an attendee; undefined for erased people. */
export function addresseeOf({ userId, email, name }: AttendeeRow, people: People): CalendarPerson | undefined {
  if (email !== null) return { email, ...(name === null ? {} : { name }) };
  const account = userId === null ? undefined : people.get(userId);
  return account && { email: account.email, name: account.name };
}
