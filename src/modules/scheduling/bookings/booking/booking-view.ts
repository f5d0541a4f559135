import { openingOf, roomPath } from '../../../learning/sessions/sessions.api.js';
import { FORMER_USER, type PersonCard, type UserRecord } from '../../../people/users/users.api.js';
import type { BookingAttendeeView, BookingPersonView, BookingRoomView, BookingView } from '../bookings.api.js';
import type { AttendeeRow, BookingRow } from './booking-row.js';

/** Accounts by id; erased ones are missing. */
export type People = ReadonlyMap<string, UserRecord>;
/** Accounts by id, for display. */
export type Cards = ReadonlyMap<string, PersonCard>;

const GUEST = 'Guest';

export interface Presentation {
  readonly people: Cards;
  readonly showsAddresses: boolean;
  /** Id of the viewer, who sees their own data. Absent for guests, and for messages to others. */
  readonly viewerId?: string;
  /** For a booker without an account, after booking. */
  readonly manageUrl?: string;
}

/** The booking as the viewer may see it. */
export function viewOf(booking: BookingRow, presentation: Presentation): BookingView {
  const { id, title, description, start, end, timeZone, status, location, organizationId, metadata } = booking;
  const { eventTypeId, seatingId, seats, bookableIds, answers, notes, seriesId, recurrenceId } = booking;
  const session = roomOf(booking);
  const { version, createdAt, updatedAt, cancelledAt, cancelReason } = booking;
  return {
    id,
    title,
    description,
    start,
    end,
    timeZone,
    status,
    location,
    organizer: personOf(booking.organizerId, presentation.people),
    attendees: booking.attendees.map((attendee) => attendeeOf(attendee, presentation)),
    organizationId,
    eventTypeId,
    seatingId,
    seats,
    bookableIds,
    answers: presentation.showsAddresses ? answers : {},
    notes: presentation.showsAddresses ? notes : null,
    session: presentation.showsAddresses ? session : null,
    seriesId,
    recurrenceId,
    metadata,
    manageUrl: presentation.manageUrl ?? null,
    version,
    createdAt,
    updatedAt,
    cancelledAt,
    cancelReason,
  };
}

export function roomOf({ sessionId, start }: BookingRow): BookingRoomView | null {
  if (sessionId === null) return null;
  return { id: sessionId, url: roomPath(sessionId), opensAt: openingOf(new Date(start)).toISOString() };
}

function attendeeOf(row: AttendeeRow, { people, showsAddresses, viewerId }: Presentation): BookingAttendeeView {
  const { id, userId, status, role, isAbsent } = row;
  const isViewer = userId !== null && userId === viewerId;
  const attendee = isViewer ? { ...row, email: null, name: null } : row;
  const account = userId === null ? undefined : people.get(userId);
  return {
    id,
    userId: attendee.email === null ? userId : null,
    email: showsAddresses ? (attendee.email ?? account?.email ?? null) : null,
    name: nameOf(attendee, people, showsAddresses),
    status,
    role,
    isAbsent,
  };
}

/**
 * Display name of an attendee. For those invited by address: the given name, or the address where it may be shown. The
 * account's name only where the attendee is known to be the account.
 */
export function nameOf({ userId, name, email }: AttendeeRow, people: Cards, showsAddresses = true): string {
  const account = userId === null || email !== null ? undefined : people.get(userId);
  if (account) return account.name;
  return name ?? (email === null ? FORMER_USER : showsAddresses ? email : GUEST);
}

export function personOf(id: string, people: Cards): BookingPersonView {
  return { id, name: people.get(id)?.name ?? FORMER_USER };
}
