import { cardsOf, type PersonCard } from '../../../people/users/users.api.js';
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

/** SQL: attendees of `b` as JSON, in the order of insertion. */
export const ATTENDEES_COLUMN = `(
  SELECT coalesce(json_agg(json_build_object('id', a.id, 'userId', a.user_id, 'email', a.email, 'name', a.name,
    'status', a.status, 'role', a.role, 'isAbsent', a.is_absent) ORDER BY a.id), '[]')
  FROM booking_attendees a WHERE a.booking_id = b.id) AS attendees`;

/** SQL: accounts of all participants of `b` as JSON, for display. */
export const CARDS_COLUMN = `${cardsOf(`array_append(ARRAY(
  SELECT a.user_id FROM booking_attendees a WHERE a.booking_id = b.id AND a.user_id IS NOT NULL), b.organizer_id)`)} AS cards`;

export function periodOf({ start, end }: Pick<BookingRow, 'start' | 'end'>): Period {
  return { start: new Date(start), end: new Date(end) };
}
