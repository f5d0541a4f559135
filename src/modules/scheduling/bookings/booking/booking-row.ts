import { cardOf, type PersonCard } from '../../../people/users/users.api.js';
import type { AttendeeRole, AttendeeStatus, BookingStatus, Period } from './booking.rules.js';

export interface AttendeeRow {
  readonly id: string;
  readonly userId: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly status: AttendeeStatus;
  readonly role: AttendeeRole;
  readonly isAbsent: boolean | null;
}

/** A booking as read by SQL: timestamps are ISO 8601 strings in UTC. */
export interface BookingRow {
  readonly id: string;
  readonly organizerId: string;
  readonly organizationId: string | null;
  readonly eventTypeId: string | null;
  readonly seatingId: string | null;
  readonly seats: number;
  /** Its room; null when it has none. */
  readonly sessionId: string | null;
  readonly countedOn: string | null;
  readonly bookableIds: readonly string[];
  readonly answers: Readonly<Record<string, unknown>>;
  readonly notes: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
  readonly start: string;
  readonly end: string;
  readonly timeZone: string;
  readonly status: BookingStatus;
  readonly metadata: Record<string, unknown>;
  readonly seriesId: string | null;
  readonly recurrenceId: string | null;
  readonly sequence: number;
  readonly seriesSequence: number;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly cancelledAt: string | null;
  readonly cancelReason: string | null;
  readonly attendees: readonly AttendeeRow[];
  /** Accounts of organizer and attendees, where they were read with it. */
  readonly cards?: readonly PersonCard[];
}

/** SQL: columns of bookings `b`, without attendees. */
export const BOOKING_COLUMNS = `b.id, b.organizer_id AS "organizerId", b.organization_id AS "organizationId",
  b.event_type_id AS "eventTypeId", b.seating_id AS "seatingId", b.seats, b.session_id AS "sessionId",
  b.counted_on::text AS "countedOn",
  b.bookable_ids AS "bookableIds", b.answers, b.notes, b.title, b.description, b.location, b.starts_at AS start,
  b.ends_at AS "end", b.time_zone AS "timeZone", b.status, b.metadata, b.series_id AS "seriesId",
  b.recurrence_id AS "recurrenceId", b.sequence, b.series_sequence AS "seriesSequence", b.version, b.created_at AS "createdAt",
  b.updated_at AS "updatedAt", b.cancelled_at AS "cancelledAt",
  b.cancel_reason AS "cancelReason"`;

const attendeesWith = (more = '') => `(
  SELECT coalesce(json_agg(attendee), '[]') FROM (
    SELECT a.id, a.user_id AS "userId", a.email, a.name, a.status, a.role, a.is_absent AS "isAbsent"${more}
    FROM booking_attendees a WHERE a.booking_id = b.id ORDER BY a.id) attendee) AS attendees`;

/** SQL: attendees of `b` as JSON, in the order of insertion. */
export const ATTENDEES_COLUMN = attendeesWith();

/** SQL: the account of the organizer of `b`, for display. */
export const ORGANIZER_COLUMN = `${cardOf('b.organizer_id')} AS "organizerCard"`;

/** SQL: attendees and organizer of `b`, each with the account, for `bookingOf`. */
export const PEOPLE_COLUMNS = `${attendeesWith(`, ${cardOf('a.user_id')} AS card`)}, ${ORGANIZER_COLUMN}`;

/** A booking as `PEOPLE_COLUMNS` show it. */
export type BookingWithPeople = Omit<BookingRow, 'attendees' | 'cards'> & {
  readonly attendees: readonly (AttendeeRow & { readonly card: PersonCard | null })[];
  readonly organizerCard: PersonCard | null;
};

/** The accounts stand beside the attendees, so that nobody shows more of one than they mean to. */
export function bookingOf(read: BookingWithPeople): BookingRow {
  const { attendees, organizerCard } = read;
  return {
    ...read,
    attendees: attendees.map(({ card: _card, ...attendee }) => attendee),
    cards: [organizerCard, ...attendees.map(({ card }) => card)].filter((card) => card !== null),
  };
}

export function periodOf({ start, end }: Pick<BookingRow, 'start' | 'end'>): Period {
  return { start: new Date(start), end: new Date(end) };
}
