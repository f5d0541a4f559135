import { defineEvent } from '../../kernel/message.js';
import type { AttendeeStatus } from './booking.rules.js';

/*
 * Times and the sequence travel with the events, because a booking may have moved on when they are read.
 */

interface BookingFact {
  readonly bookingId: string;
  /** Who did it; null for guests and for what happens by itself. */
  readonly actorId: string | null;
}

export interface TimedFact extends BookingFact {
  readonly sequence: number;
  /** ISO 8601, UTC. */
  readonly start: string;
  readonly end: string;
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
  readonly news?: Pick<TimedFact, 'sequence' | 'start' | 'end'>;
}

interface AttendeeFact extends BookingFact {
  readonly attendeeId: string;
  /** Null when the attendee has no account. */
  readonly userId: string | null;
  readonly bySeries?: true;
}

/** The row is gone when this is read: what is needed to tell the person travels along. */
export interface AttendeeRemoved extends AttendeeFact {
  readonly email: string | null;
  readonly name: string | null;
  readonly sequence: number;
}

export interface ReminderDue {
  readonly bookingId: string;
  readonly sequence: number;
  readonly minutesBefore: number;
}

/** A booking that waits for its host to confirm or decline it. */
export const BOOKING_REQUESTED = defineEvent<TimedFact>('booking.requested');
export const BOOKING_CONFIRMED = defineEvent<TimedFact>('booking.confirmed');
export const BOOKING_RESCHEDULED = defineEvent<BookingRescheduled>('booking.rescheduled');
export const BOOKING_CANCELLED = defineEvent<TimedFact>('booking.cancelled');
export const BOOKING_DECLINED = defineEvent<TimedFact>('booking.declined');
export const BOOKING_REASSIGNED = defineEvent<BookingReassigned>('booking.reassigned');
export const BOOKING_ATTENDANCE_RECORDED = defineEvent<AttendeeFact & { readonly isAbsent: boolean }>(
  'booking.attendance_recorded',
);
export const BOOKING_UPDATED = defineEvent<BookingUpdated>('booking.updated');
export const BOOKING_ATTENDEE_ADDED = defineEvent<AttendeeFact>('booking.attendee_added');
export const BOOKING_ATTENDEE_REMOVED = defineEvent<AttendeeRemoved>('booking.attendee_removed');
export const BOOKING_ATTENDEE_RESPONDED = defineEvent<AttendeeFact & { readonly status: AttendeeStatus }>(
  'booking.attendee_responded',
);
/** Waits in the outbox until it is due; worth nothing when the booking's sequence has grown since. */
export const BOOKING_REMINDER_DUE = defineEvent<ReminderDue>('booking.reminder_due');
