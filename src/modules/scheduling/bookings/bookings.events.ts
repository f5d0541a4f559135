import { defineEvent } from '../../../kernel/message.js';
import type { Telling } from './messages/booking-news.js';
import type { AttendeeStatus } from './booking/booking.rules.js';

/*
 * Times and the sequence travel with the events, because a booking may have moved on when they are read.
 */

interface BookingFact {
  readonly bookingId: string;
  /** Who did it; null for guests and for what happens by itself. */
  readonly actorId: string | null;
  /** Who is sent what. Absent when the people of a series hear of it from the series, and when nobody is told. */
  readonly tellings?: readonly Telling[];
}

/** The booking as it was after the fact. */
export interface BookingMoment {
  /** SEQUENCE of RFC 5545. */
  readonly sequence: number;
  /** ISO 8601, UTC. */
  readonly start: string;
  readonly end: string;
  /** It waits to be confirmed. */
  readonly isPending?: true;
}

export interface TimedFact extends BookingFact, BookingMoment {
  /** One of many that happen to a series, which tells its people itself, and once. */
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
   * What calendars have to hear of it. Absent when nothing has changed that they show, and when they hear of it anyway:
   * with the new time, with the confirmation, or with the whole series.
   */
  readonly news?: BookingMoment;
}

interface AttendeeFact extends BookingFact {
  readonly attendeeId: string;
  /** Null when the attendee has no account. */
  readonly userId: string | null;
  readonly bySeries?: true;
}

/** `moment` is absent when nobody is told; of a host who is taken off it is there, because their time is free. */
type AttendeeChange = AttendeeFact & { readonly moment?: BookingMoment };

export interface ReminderDue {
  readonly bookingId: string;
  /** Of the booking when it was planned. */
  readonly start: string;
  readonly minutesBefore: number;
}

/** A booking that waits for its host to confirm or decline it. */
export const BOOKING_REQUESTED = defineEvent<TimedFact>('booking.requested', 'bookingId');
export const BOOKING_CONFIRMED = defineEvent<TimedFact>('booking.confirmed', 'bookingId');
export const BOOKING_RESCHEDULED = defineEvent<BookingRescheduled>('booking.rescheduled', 'bookingId');
export const BOOKING_CANCELLED = defineEvent<TimedFact>('booking.cancelled', 'bookingId');
/** A cancelled booking takes its time again: as one that takes place, or as one that waits to be confirmed. */
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
/** Waits in the outbox until it is due; worth nothing when the booking begins at another time by then. */
export const BOOKING_REMINDER_DUE = defineEvent<ReminderDue>('booking.reminder_due', 'bookingId');
