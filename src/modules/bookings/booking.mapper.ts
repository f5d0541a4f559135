import type { UserRecord } from '../users/users.api.js';
import type { AttendeeRow, BookingRow } from './booking-row.js';
import type { Changes } from './booking.rules.js';
import type { BookingAttendeeDto, BookingDto, BookingPersonDto } from './dto/booking.dto.js';
import type { BookingHistoryEntryDto } from './dto/booking-history.dto.js';
import type { BookingHistoryEntry } from './entities/booking-history-entry.entity.js';

/** Accounts by id; whoever is missing was forgotten. */
export type People = ReadonlyMap<string, UserRecord>;

export const FORMER_USER = 'Former user';
const GUEST = 'Guest';

export interface Presentation {
  readonly people: People;
  readonly showsAddresses: boolean;
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

export function toHistoryEntryDto(entry: BookingHistoryEntry, people: People): BookingHistoryEntryDto {
  const { id, action, actorId, changes, reason, createdAt } = entry;
  return {
    id,
    action,
    actor: actorId === null ? null : toPersonDto(actorId, people),
    changes: changes as Changes,
    reason,
    at: createdAt.toISOString(),
  };
}

function toAttendeeDto(attendee: AttendeeRow, { people, showsAddresses }: Presentation): BookingAttendeeDto {
  const { id, userId, status, role, isAbsent } = attendee;
  const account = userId === null ? undefined : people.get(userId);
  const email = account?.email ?? attendee.email;
  return {
    id,
    ...(userId === null ? {} : { userId }),
    email: showsAddresses ? email : null,
    name: nameOf(attendee, people, showsAddresses),
    status,
    role,
    isAbsent,
  };
}

/** A guest who gave no name is called by the address, where that may be shown. */
export function nameOf({ userId, name, email }: AttendeeRow, people: People, showsAddresses = true): string {
  const account = userId === null ? undefined : people.get(userId);
  if (account) return account.name;
  return name ?? (email === null ? FORMER_USER : showsAddresses ? email : GUEST);
}

function toPersonDto(id: string, people: People): BookingPersonDto {
  return { id, name: people.get(id)?.name ?? FORMER_USER };
}
