import type { UserRecord } from '../../../people/users/users.api.js';
import type { AttendeeRow, BookingRow } from './booking-row.js';
import type { Changes } from './booking.rules.js';
import type { BookingAttendeeDto, BookingDto, BookingPersonDto } from './booking.dto.js';
import type { BookingHistoryEntryDto } from '../browse/booking-history.dto.js';
import type { BookingHistoryEntry } from './booking-history-entry.entity.js';

/** Accounts by id; whoever is missing was forgotten. */
export type People = ReadonlyMap<string, UserRecord>;

export const FORMER_USER = 'Former user';
const GUEST = 'Guest';

export interface Presentation {
  readonly people: People;
  readonly showsAddresses: boolean;
  /** Who looks; of themselves they see who they are. Absent for guests, and for what is sent to others. */
  readonly viewerId?: string;
  /** For whoever just booked without an account. */
  readonly manageUrl?: string;
}

export function toBookingDto(booking: BookingRow, presentation: Presentation): BookingDto {
  const { id, title, description, start, end, timeZone, status, location, organizationId, metadata } = booking;
  const { eventTypeId, seatingId, seats, bookableIds, answers } = booking;
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
    organizer: toPersonDto(booking.organizerId, presentation.people),
    attendees: booking.attendees.map((attendee) => toAttendeeDto(attendee, presentation)),
    organizationId,
    eventTypeId,
    seatingId,
    seats,
    bookableIds: [...bookableIds],
    answers: presentation.showsAddresses ? answers : {},
    seriesId: booking.seriesId,
    recurrenceId: booking.recurrenceId,
    metadata,
    manageUrl: presentation.manageUrl ?? null,
    version,
    createdAt,
    updatedAt,
    cancelledAt,
    cancelReason,
  };
}

/** @param hidden accounts that are not shown to who looks */
export function toHistoryEntryDto(
  entry: BookingHistoryEntry,
  people: People,
  hidden: ReadonlySet<string>,
): BookingHistoryEntryDto {
  const { id, action, actorId, changes, reason, createdAt } = entry;
  return {
    id,
    action,
    actor: actorId === null || hidden.has(actorId) ? null : toPersonDto(actorId, people),
    changes: changes as Changes,
    reason,
    at: createdAt.toISOString(),
  };
}

/** The accounts behind addresses that somebody wrote, until their owners accept; but for the one who looks. */
export function hiddenFrom(viewerId: string, { attendees }: Pick<BookingRow, 'attendees'>): Set<string> {
  return new Set(
    attendees.flatMap(({ userId, email }) => (userId !== null && email !== null && userId !== viewerId ? userId : [])),
  );
}

function toAttendeeDto(row: AttendeeRow, { people, showsAddresses, viewerId }: Presentation): BookingAttendeeDto {
  const { id, userId, status, role, isAbsent } = row;
  const isViewer = userId !== null && userId === viewerId;
  const attendee = isViewer ? { ...row, email: null, name: null } : row;
  const account = userId === null ? undefined : people.get(userId);
  const isShown = userId !== null && attendee.email === null;
  return {
    id,
    ...(isShown ? { userId } : {}),
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
export function nameOf({ userId, name, email }: AttendeeRow, people: People, showsAddresses = true): string {
  const account = userId === null || email !== null ? undefined : people.get(userId);
  if (account) return account.name;
  return name ?? (email === null ? FORMER_USER : showsAddresses ? email : GUEST);
}

function toPersonDto(id: string, people: People): BookingPersonDto {
  return { id, name: people.get(id)?.name ?? FORMER_USER };
}
