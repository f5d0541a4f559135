import type { Language } from '../../../kernel/language.js';
import type { AttendeeRole, AttendeeStatus, BookingStatus } from './booking/booking.rules.js';

export {
  ANSWERS_MAX_BYTES,
  ATTENDEE_ROLES,
  ATTENDEE_STATUSES,
  type AttendeeRole,
  type AttendeeStatus,
  BOOKING_STATUSES,
  type BookingStatus,
} from './booking/booking.rules.js';

export interface BookingPersonView {
  readonly id: string;
  /** `FORMER_USER` for erased accounts. */
  readonly name: string;
}

export interface BookingAttendeeView {
  readonly id: string;
  /** Null without an account, and where the viewer may not see it. */
  readonly userId: string | null;
  /** Null where the viewer may not see it, and for erased people. */
  readonly email: string | null;
  readonly name: string;
  readonly status: AttendeeStatus;
  readonly role: AttendeeRole;
  /** Null until attendance is recorded. */
  readonly isAbsent: boolean | null;
}

/** Where the people of a booking write and run code together. */
export interface BookingRoomView {
  readonly id: string;
  /** Relative to the address of the installation. */
  readonly url: string;
  /** When those without an account may come in; ISO 8601, UTC. */
  readonly opensAt: string;
}

/** A booking as the viewer may see it. Times are ISO 8601 in UTC. */
export interface BookingView {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly start: string;
  readonly end: string;
  readonly timeZone: string;
  readonly status: BookingStatus;
  readonly location: string | null;
  readonly organizer: BookingPersonView;
  readonly attendees: readonly BookingAttendeeView[];
  readonly organizationId: string | null;
  /** Null for ad-hoc bookings. */
  readonly eventTypeId: string | null;
  /** The same for all bookings of one shared slot. */
  readonly seatingId: string | null;
  readonly seats: number;
  /** Ids of resources. */
  readonly bookableIds: readonly string[];
  /** By key of the question; empty where addresses are hidden. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** Null where addresses are hidden. */
  readonly notes: string | null;
  /** The room that it has; null when it has none. */
  readonly session: BookingRoomView | null;
  readonly seriesId: string | null;
  /** Local time, `20270131T100000`. */
  readonly recurrenceId: string | null;
  /** Free-form data of the client that made the booking. */
  readonly metadata: Record<string, unknown>;
  /** Contains a secret: link to manage the booking, for a booker without an account. */
  readonly manageUrl: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly cancelledAt: string | null;
  readonly cancelReason: string | null;
}

/** A slot reserved by a hold, with the input of the booking. */
export interface HeldSlot {
  readonly holdId: string;
  readonly eventTypeId: string;
  readonly start: Date;
  readonly durationMinutes?: number;
  readonly seats?: number;
  readonly timeZone?: string;
  /** Language of a booker without an account. */
  readonly language?: Language;
  /** For guests. */
  readonly attendee?: { readonly email: string; readonly name: string };
  readonly answers?: Record<string, unknown>;
  readonly notes?: string;
}

/** Participants and resources of a booking. */
export interface BookingParties {
  /** Null for ad-hoc bookings. */
  readonly eventTypeId: string | null;
  /** The organizer first. */
  readonly hostIds: readonly string[];
  /** Ids of resources. */
  readonly bookableIds: readonly string[];
  /** Accounts of the other attendees. */
  readonly attendeeIds: readonly string[];
  readonly start: string;
  readonly end: string;
}

export abstract class BookingsApi {
  /** The booking as its organizer sees it, with all addresses; or as others do, without. */
  abstract find(id: string, viewer: 'organizer' | 'others'): Promise<BookingView | null>;

  /**
   * Books like `POST /bookings` with a hold, in the caller's transaction.
   * @param userId null for guests
   * @throws CodedError validation_failed, hold_expired, hold_mismatch
   */
  abstract bookHeld(userId: string | null, slot: HeldSlot): Promise<BookingView>;

  /** @returns null when the booking is gone */
  abstract partiesOf(bookingId: string): Promise<BookingParties | null>;
}
