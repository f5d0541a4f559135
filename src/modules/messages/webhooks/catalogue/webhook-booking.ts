import type {
  AttendeeRole,
  AttendeeStatus,
  BookingAttendeeView,
  BookingStatus,
  BookingView,
} from '../../../scheduling/bookings/bookings.api.js';

export interface WebhookBookingAttendee {
  readonly id: string;
  /** Absent without an account, and where the receiver may not see it. */
  readonly userId?: string;
  readonly email: string | null;
  readonly name: string;
  readonly status: AttendeeStatus;
  readonly role: AttendeeRole;
  readonly isAbsent: boolean | null;
}

/**
 * A booking in version 1 of the messages, which receivers rely on. It is declared separately from responses of the API:
 * adding a member is compatible; removing one or changing its meaning needs a new version (`WebhookEvent.version`).
 */
export interface WebhookBooking {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly start: string;
  readonly end: string;
  readonly timeZone: string;
  readonly status: BookingStatus;
  readonly location: string | null;
  readonly organizer: { readonly id: string; readonly name: string };
  readonly attendees: readonly WebhookBookingAttendee[];
  readonly organizationId: string | null;
  readonly eventTypeId: string | null;
  readonly seatingId: string | null;
  readonly seats: number;
  readonly bookableIds: readonly string[];
  readonly answers: Readonly<Record<string, unknown>>;
  readonly seriesId: string | null;
  readonly recurrenceId: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The link is a secret of the booker, which no receiver gets. */
  readonly manageUrl: null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly cancelledAt: string | null;
  readonly cancelReason: string | null;
}

/** Members come in this order. */
export function toWebhookBooking(booking: BookingView): WebhookBooking {
  return {
    id: booking.id,
    title: booking.title,
    description: booking.description,
    start: booking.start,
    end: booking.end,
    timeZone: booking.timeZone,
    status: booking.status,
    location: booking.location,
    organizer: { id: booking.organizer.id, name: booking.organizer.name },
    attendees: booking.attendees.map(toWebhookAttendee),
    organizationId: booking.organizationId,
    eventTypeId: booking.eventTypeId,
    seatingId: booking.seatingId,
    seats: booking.seats,
    bookableIds: booking.bookableIds,
    answers: booking.answers,
    seriesId: booking.seriesId,
    recurrenceId: booking.recurrenceId,
    metadata: booking.metadata,
    manageUrl: null,
    version: booking.version,
    createdAt: booking.createdAt,
    updatedAt: booking.updatedAt,
    cancelledAt: booking.cancelledAt,
    cancelReason: booking.cancelReason,
  };
}

function toWebhookAttendee(attendee: BookingAttendeeView): WebhookBookingAttendee {
  const { id, userId, email, name, status, role, isAbsent } = attendee;
  return { id, ...(userId === null ? {} : { userId }), email, name, status, role, isAbsent };
}
