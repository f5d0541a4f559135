import type { Message, MessageType } from '../../../../kernel/message.js';
import { isMessage } from '../../../../kernel/message.js';
import type { Telling } from './booking-news.js';
import {
  BOOKING_ATTENDEE_ADDED,
  BOOKING_ATTENDEE_REMOVED,
  BOOKING_CANCELLED,
  BOOKING_CONFIRMED,
  BOOKING_DECLINED,
  BOOKING_REASSIGNED,
  BOOKING_REQUESTED,
  BOOKING_RESCHEDULED,
  BOOKING_RESTORED,
  BOOKING_UPDATED,
  type BookingMoment,
  type TimedFact,
} from '../bookings.events.js';

/** Events that people are notified of. */
export const TOLD_MESSAGES: ReadonlyArray<MessageType<object>> = [
  BOOKING_REQUESTED,
  BOOKING_CONFIRMED,
  BOOKING_DECLINED,
  BOOKING_REASSIGNED,
  BOOKING_RESCHEDULED,
  BOOKING_UPDATED,
  BOOKING_CANCELLED,
  BOOKING_RESTORED,
  BOOKING_ATTENDEE_ADDED,
  BOOKING_ATTENDEE_REMOVED,
];

/** Notifications of an event. */
export interface BookingNews {
  readonly bookingId: string;
  readonly actorId: string | null;
  readonly moment: BookingMoment;
  readonly tellings: readonly Telling[];
}

/** @returns null when nobody is notified, or the series does it */
export function newsIn(message: Message): BookingNews | null {
  const { bookingId, actorId, tellings } = message.payload as TimedFact;
  const moment = momentOf(message);
  return tellings && tellings.length > 0 && moment ? { bookingId, actorId, moment, tellings } : null;
}

function momentOf(message: Message): BookingMoment | undefined {
  if (isMessage(message, BOOKING_UPDATED)) return message.payload.news;
  if (isMessage(message, BOOKING_ATTENDEE_ADDED)) return message.payload.moment;
  if (isMessage(message, BOOKING_ATTENDEE_REMOVED)) return message.payload.moment;
  return message.payload as TimedFact;
}
