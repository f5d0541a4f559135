import { Injectable } from '@nestjs/common';
import { isMessage, type Message } from '../../../kernel/message.js';
import { AttendeesRepository } from '../attendees.repository.js';
import { BookingLinks } from '../booking-links.js';
import { BookingPeople } from '../booking-people.js';
import type { AttendeeRow, BookingRow } from '../booking-row.js';
import { FORMER_USER, nameOf, type People } from '../booking.mapper.js';
import type { AttendeeRole, AttendeeStatus } from '../booking.rules.js';
import { BOOKING_ATTENDEE_ADDED, BOOKING_ATTENDEE_REMOVED, BOOKING_REASSIGNED } from '../bookings.events.js';
import { BookingsRepository } from '../bookings.repository.js';

/** Somebody who is told about a booking. */
export interface Recipient {
  readonly email: string;
  readonly name?: string;
  readonly timeZone: string;
  /** Null for guests, who have no account and get e-mail only. */
  readonly userId: string | null;
  /** Null for the organizer. */
  readonly answer: AttendeeStatus | null;
  readonly role: AttendeeRole | 'organizer';
}

export interface BookingAudience {
  readonly booking: BookingRow;
  readonly people: People;
  readonly organizerName: string;
  readonly attendeeNames: readonly string[];
  /** For whoever booked without an account; null for other bookings. */
  readonly manageUrl: string | null;
  /** Organizer and attendees; no one who was forgotten or deactivated, and no one who was invited after the message. */
  readonly recipients: readonly Recipient[];
  /** Whom the message is about: an attendee who came or went, a host who gave the booking away. */
  readonly subject: readonly Recipient[];
}

/** Reads a booking and finds out who is to be told about it. */
@Injectable()
export class BookingAudiences {
  constructor(
    private readonly bookings: BookingsRepository,
    private readonly attendees: AttendeesRepository,
    private readonly people: BookingPeople,
    private readonly links: BookingLinks,
  ) {}

  /** @returns null when the booking is gone */
  async of(bookingId: string, message: Message): Promise<BookingAudience | null> {
    const booking = await this.bookings.find(bookingId);
    if (!booking) return null;
    const invited = new Set(await this.attendees.invitedBefore(bookingId, message.createdAt));
    const subject = subjectOf(message, booking);
    const people = await this.people.of([booking], subject?.userId ?? null);
    const toRecipients = (persons: readonly Person[]) =>
      persons.flatMap((person) => toRecipient(person, people, booking.timeZone) ?? []);
    return {
      booking,
      people,
      organizerName: people.get(booking.organizerId)?.name ?? FORMER_USER,
      manageUrl: (await this.links.find(bookingId))?.manageUrl ?? null,
      attendeeNames: booking.attendees.map((attendee) => nameOf(attendee, people)),
      recipients: toRecipients([organizerOf(booking), ...booking.attendees.filter(({ id }) => invited.has(id))]),
      subject: toRecipients(subject ? [subject] : []),
    };
  }
}

type Person = Pick<AttendeeRow, 'userId' | 'email' | 'name'> & {
  readonly status: AttendeeStatus | null;
  readonly role: Recipient['role'];
};

function organizerOf({ organizerId }: BookingRow): Person {
  return organizer(organizerId);
}

function organizer(userId: string): Person {
  return { userId, email: null, name: null, status: null, role: 'organizer' };
}

function subjectOf(message: Message, { attendees }: BookingRow): Person | undefined {
  if (isMessage(message, BOOKING_ATTENDEE_ADDED)) return attendees.find(({ id }) => id === message.payload.attendeeId);
  if (isMessage(message, BOOKING_REASSIGNED)) return organizer(message.payload.previousHostId);
  return isMessage(message, BOOKING_ATTENDEE_REMOVED)
    ? { ...message.payload, status: 'needs_action', role: 'attendee' }
    : undefined;
}

/** Guests get the times in the booking's zone. */
function toRecipient(
  { userId, email, name, status, role }: Person,
  people: People,
  timeZone: string,
): Recipient | undefined {
  if (userId === null)
    return email === null ? undefined : { email, name: name ?? undefined, timeZone, userId, answer: status, role };
  const account = people.get(userId);
  if (!account?.isActive) return undefined;
  return { email: account.email, name: account.name, timeZone: account.timeZone, userId, answer: status, role };
}
