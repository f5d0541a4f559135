import { FORMER_USER, type PersonCard, type UserRecord } from '../../../people/users/users.api.js';
import type { BookingAttendeeView, BookingPersonView, BookingView } from '../bookings.api.js';
import type { AttendeeRow, BookingRow } from './booking-row.js';

/** Accounts by id; whoever is missing was forgotten. */
export type People = ReadonlyMap<string, UserRecord>;
/** The same, as far as it is shown. */
export type Cards = ReadonlyMap<string, PersonCard>;

const GUEST = 'Guest';

export interface Presentation {
  readonly people: Cards;
  readonly showsAddresses: boolean;
  /** Who looks; of themselves they see who they are. Absent for guests, and for what is sent to others. */
  readonly viewerId?: string;
  /** For whoever just booked without an account. */
  readonly manageUrl?: string;
}

/** A booking as somebody may see it. */
export function viewOf(booking: BookingRow, presentation: Presentation): BookingView {
  const { id, title, description, start, end, timeZone, status, location, organizationId, metadata } = booking;
  const { eventTypeId, seatingId, seats, bookableIds, answers, seriesId, recurrenceId } = booking;
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
 * Whoever was named by an address is called as somebody wrote; who gave no name by the address, where that may be shown.
 * The name of an account is shown of those who are known to be it.
 */
export function nameOf({ userId, name, email }: AttendeeRow, people: Cards, showsAddresses = true): string {
  const account = userId === null || email !== null ? undefined : people.get(userId);
  if (account) return account.name;
  return name ?? (email === null ? FORMER_USER : showsAddresses ? email : GUEST);
}

export function personOf(id: string, people: Cards): BookingPersonView {
  return { id, name: people.get(id)?.name ?? FORMER_USER };
}
