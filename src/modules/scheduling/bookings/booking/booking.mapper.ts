import type { BookingHistoryEntryDto } from '../browse/booking-history.dto.js';
import type { BookingAttendeeView, BookingView } from '../bookings.api.js';
import type { BookingHistoryEntry } from './booking-history-entry.entity.js';
import type { BookingRow } from './booking-row.js';
import { type People, personOf } from './booking-view.js';
import type { BookingAttendeeDto, BookingDto } from './booking.dto.js';
import type { Changes } from './booking.rules.js';

export function toBookingDto(view: BookingView): BookingDto {
  return {
    id: view.id,
    title: view.title,
    description: view.description,
    start: view.start,
    end: view.end,
    timeZone: view.timeZone,
    status: view.status,
    location: view.location,
    organizer: { id: view.organizer.id, name: view.organizer.name },
    attendees: view.attendees.map(toAttendeeDto),
    organizationId: view.organizationId,
    eventTypeId: view.eventTypeId,
    seatingId: view.seatingId,
    seats: view.seats,
    bookableIds: [...view.bookableIds],
    answers: view.answers,
    notes: view.notes,
    session: view.session && { ...view.session },
    seriesId: view.seriesId,
    recurrenceId: view.recurrenceId,
    metadata: view.metadata,
    manageUrl: view.manageUrl,
    version: view.version,
    createdAt: view.createdAt,
    updatedAt: view.updatedAt,
    cancelledAt: view.cancelledAt,
    cancelReason: view.cancelReason,
  };
}

function toAttendeeDto({ id, userId, email, name, status, role, isAbsent }: BookingAttendeeView): BookingAttendeeDto {
  return { id, ...(userId === null ? {} : { userId }), email, name, status, role, isAbsent };
}

/** @param hidden accounts that the viewer may not see */
export function toHistoryEntryDto(
  entry: BookingHistoryEntry,
  people: People,
  hidden: ReadonlySet<string>,
): BookingHistoryEntryDto {
  const { id, action, actorId, changes, reason, createdAt } = entry;
  return {
    id,
    action,
    actor: actorId === null || hidden.has(actorId) ? null : personOf(actorId, people),
    changes: changes as Changes,
    reason,
    at: createdAt.toISOString(),
  };
}

/** Accounts linked by address that have not accepted yet, without the viewer's own. */
export function hiddenFrom(viewerId: string, { attendees }: Pick<BookingRow, 'attendees'>): Set<string> {
  return new Set(
    attendees.flatMap(({ userId, email }) => (userId !== null && email !== null && userId !== viewerId ? userId : [])),
  );
}
