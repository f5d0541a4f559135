import {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendar,
  ICalCalendarMethod,
  ICalEventStatus,
  type ICalAttendeeData,
} from 'ical-generator';
import { carriable } from './content-line.js';

/** METHOD (RFC 5546): REQUEST invites or updates, CANCEL removes, PUBLISH is a copy to keep, as for downloads. */
export type CalendarMethod = 'REQUEST' | 'CANCEL' | 'PUBLISH';

/** Participation status (PARTSTAT) of RFC 5545, section 3.2.12. */
export type Participation = 'needs-action' | 'accepted' | 'declined' | 'tentative';

export interface CalendarPerson {
  readonly email: string;
  readonly name?: string;
}

export interface CalendarAttendee extends CalendarPerson {
  readonly status: Participation;
}

export interface BookingCalendar {
  /** UID: globally unique and the same for the life of the booking. */
  readonly uid: string;
  /** SEQUENCE: grows with every change of time or state; calendars ignore a message with a lower one. */
  readonly sequence: number;
  readonly method: CalendarMethod;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  readonly start: Date;
  readonly end: Date;
  readonly summary: string;
  readonly description?: string | null;
  readonly location?: string | null;
  readonly organizer: CalendarPerson;
  readonly attendees: readonly CalendarAttendee[];
  readonly url?: string | null;
  readonly createdAt?: Date;
  /** LAST-MODIFIED; also the DTSTAMP, so that the same state gives the same bytes. */
  readonly lastModified: Date;
}

const STATUS = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
} as const;

const PARTICIPATION = {
  'needs-action': ICalAttendeeStatus.NEEDSACTION,
  accepted: ICalAttendeeStatus.ACCEPTED,
  declined: ICalAttendeeStatus.DECLINED,
  tentative: ICalAttendeeStatus.TENTATIVE,
} as const;

/**
 * One booking as an iCalendar object (RFC 5545): UTC times, CRLF, lines folded at 75 octets.
 * PUBLISH carries no attendees, as RFC 5546 (section 3.2.1) demands.
 * @throws RangeError when the uid or the url has a character that would start a new line
 */
export function bookingCalendar(booking: BookingCalendar): string {
  const calendar = new ICalCalendar({
    prodId: { company: 'Lyceum', product: 'Lyceum' },
    scale: 'GREGORIAN',
    method: ICalCalendarMethod[booking.method],
  });
  calendar.createEvent({
    id: verbatim(booking.uid, 'uid'),
    sequence: booking.sequence,
    stamp: booking.lastModified,
    lastModified: booking.lastModified,
    created: booking.createdAt ?? null,
    start: booking.start,
    end: booking.end,
    status: booking.method === 'CANCEL' ? ICalEventStatus.CANCELLED : STATUS[booking.status],
    summary: carriable(booking.summary),
    description: booking.description ? carriable(booking.description) : null,
    location: booking.location ? carriable(booking.location) : null,
    url: booking.url ? encoded(verbatim(booking.url, 'url'), /[\\;,]/g) : null,
    organizer: {
      name: quotable(booking.organizer.name ?? booking.organizer.email),
      email: mailto(booking.organizer.email),
    },
    attendees: booking.method === 'PUBLISH' ? [] : booking.attendees.map(attendee),
  });
  // The generator leaves out the last CRLF, which RFC 5545 (section 3.1) demands.
  return `${calendar.toString()}\r\n`;
}

function attendee({ email, name, status }: CalendarAttendee): ICalAttendeeData {
  return {
    email: mailto(email),
    name: quotable(name ?? email),
    role: ICalAttendeeRole.REQ,
    status: PARTICIPATION[status],
    rsvp: status === 'needs-action',
  };
}

/** Replaces what a quoted parameter value (section 3.2) cannot hold: double quotes, control characters, line breaks. */
export function quotable(value: string): string {
  return value
    .replaceAll('"', "'")
    .replaceAll('\\', '/')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}

export function mailto(email: string): string {
  return encoded(email, /[\\;,%"<>\s\p{Cc}]/gu);
}

/** The generator escapes URIs as if they were TEXT; what it would escape is percent-encoded before. */
function encoded(uri: string, characters: RegExp): string {
  return uri.replace(characters, encodeURIComponent);
}

function verbatim(value: string, name: string): string {
  if (/\p{Cc}/u.test(value)) throw new RangeError(`The ${name} has a control character.`);
  return value;
}
