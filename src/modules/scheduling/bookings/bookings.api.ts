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
  /** What former accounts are called, too. */
  readonly name: string;
}

export interface BookingAttendeeView {
  readonly id: string;
  /** Null without an account, and where who it is may not be told. */
  readonly userId: string | null;
  /** Null where it may not be told, and of people who were forgotten. */
  readonly email: string | null;
  readonly name: string;
  readonly status: AttendeeStatus;
  readonly role: AttendeeRole;
  /** Null until somebody says whether the person came. */
  readonly isAbsent: boolean | null;
}

/** A booking as somebody may see it. Moments are ISO 8601 in UTC. */
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
  /** The same for all bookings that share one slot. */
  readonly seatingId: string | null;
  readonly seats: number;
  /** The rooms and devices. */
  readonly bookableIds: readonly string[];
  /** By the keys of the questions; empty where addresses may not be told. */
  readonly answers: Readonly<Record<string, unknown>>;
  readonly seriesId: string | null;
  /** `20270131T100000` */
  readonly recurrenceId: string | null;
  /** Free data of the application that made it. */
  readonly metadata: Record<string, unknown>;
  /** A secret: where whoever has just booked without an account can manage the booking. */
  readonly manageUrl: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly cancelledAt: string | null;
  readonly cancelReason: string | null;
}

/** A slot that is kept by a hold, with what the booking needs to know. */
export interface HeldSlot {
  readonly holdId: string;
  readonly eventTypeId: string;
  readonly start: Date;
  readonly durationMinutes?: number;
  readonly seats?: number;
  readonly timeZone?: string;
  /** In which a booker without an account reads. */
  readonly language?: Language;
  /** Of guests. */
  readonly attendee?: { readonly email: string; readonly name: string };
  readonly answers?: Record<string, unknown>;
}

/** Whose time a booking takes. */
export interface BookingParties {
  /** Null for ad-hoc bookings. */
  readonly eventTypeId: string | null;
  /** The organizer first. */
  readonly hostIds: readonly string[];
  /** The rooms and devices. */
  readonly bookableIds: readonly string[];
  /** The accounts that attend it besides. */
  readonly attendeeIds: readonly string[];
  readonly start: string;
  readonly end: string;
}

/** The bookings feature, as other features see it. */
export abstract class BookingsApi {
  /** The booking as its organizer sees it, with everybody's addresses; or as others do, without. */
  abstract find(id: string, viewer: 'organizer' | 'others'): Promise<BookingView | null>;

  /**
   * Books as `POST /bookings` does with a hold, in the transaction of the caller.
   * @param userId null for guests
   * @throws CodedError validation_failed, hold_expired, hold_mismatch
   */
  abstract bookHeld(userId: string | null, slot: HeldSlot): Promise<BookingView>;

  /** @returns null when the booking is gone */
  abstract partiesOf(bookingId: string): Promise<BookingParties | null>;
}
