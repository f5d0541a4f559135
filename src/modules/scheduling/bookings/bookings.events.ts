import { defineEvent } from '../../../kernel/message.js';
import type { Telling } from './messages/booking-news.js';
import type { AttendeeStatus } from './booking/booking.rules.js';
import type { SettledTogether } from './rooms/settled-together.js';

/*
 * Event-carried state: times and SEQUENCE are in the payload, because the booking may have changed when it is consumed.
 */

interface BookingFact extends SettledTogether {
  readonly bookingId: string;
  /** Null for guests and for automatic changes. */
  readonly actorId: string | null;
  /** Recipients by kind of message. Absent when attendees are notified by the series, and when nobody is. */
  readonly tellings?: readonly Telling[];
}

/** State of the booking after the event. */
export interface BookingMoment {
  /** SEQUENCE of RFC 5545. */
  readonly sequence: number;
  /** ISO 8601, UTC. */
  readonly start: string;
  readonly end: string;
  /** Awaits confirmation. */
  readonly isPending?: true;
}

export interface TimedFact extends BookingFact, BookingMoment {
  /** Part of a change of a series, which notifies its attendees once. */
  readonly bySeries?: true;
}

export interface BookingRescheduled extends TimedFact {
  readonly previousStart: string;
  readonly previousEnd: string;
  readonly reason: string | null;
}

export interface BookingReassigned extends TimedFact {
  readonly previousHostId: string;
  readonly hostId: string;
}

export interface BookingUpdated extends BookingFact {
  readonly fields: readonly string[];
  /**
   * State for an iTIP message. Absent when nothing that calendars show has changed, and when another message carries
   * the change: a move, a confirmation, or one about the series.
   */
  readonly news?: BookingMoment;
}

interface AttendeeFact extends BookingFact {
  readonly attendeeId: string;
  /** Null when the attendee has no account. */
  readonly userId: string | null;
  readonly bySeries?: true;
}

/** `moment` is absent when nobody is notified; present for removed hosts, whose time is freed. */
type AttendeeChange = AttendeeFact & { readonly moment?: BookingMoment };

export interface ReminderDue {
  readonly bookingId: string;
  /** Start of the booking when the reminder was planned. */
  readonly start: string;
  readonly minutesBefore: number;
}

/** A booking awaits confirmation or decline by its host. */
export const BOOKING_REQUESTED = defineEvent<TimedFact>('booking.requested', 'bookingId');
export const BOOKING_CONFIRMED = defineEvent<TimedFact>('booking.confirmed', 'bookingId');
export const BOOKING_RESCHEDULED = defineEvent<BookingRescheduled>('booking.rescheduled', 'bookingId');
export const BOOKING_CANCELLED = defineEvent<TimedFact>('booking.cancelled', 'bookingId');
/** A cancelled booking takes its time again, confirmed or pending. */
export const BOOKING_RESTORED = defineEvent<TimedFact>('booking.restored', 'bookingId');
export const BOOKING_DECLINED = defineEvent<TimedFact>('booking.declined', 'bookingId');
export const BOOKING_REASSIGNED = defineEvent<BookingReassigned>('booking.reassigned', 'bookingId');
export const BOOKING_ATTENDANCE_RECORDED = defineEvent<AttendeeFact & { readonly isAbsent: boolean }>(
  'booking.attendance_recorded',
  'bookingId',
);
export const BOOKING_UPDATED = defineEvent<BookingUpdated>('booking.updated', 'bookingId');
export const BOOKING_ATTENDEE_ADDED = defineEvent<AttendeeChange>('booking.attendee_added', 'bookingId');
export const BOOKING_ATTENDEE_REMOVED = defineEvent<AttendeeChange>('booking.attendee_removed', 'bookingId');
export const BOOKING_ATTENDEE_RESPONDED = defineEvent<AttendeeFact & { readonly status: AttendeeStatus }>(
  'booking.attendee_responded',
  'bookingId',
);
/** Delayed in the outbox until it is due; stale when the start has changed since. */
export const BOOKING_REMINDER_DUE = defineEvent<ReminderDue>('booking.reminder_due', 'bookingId');
