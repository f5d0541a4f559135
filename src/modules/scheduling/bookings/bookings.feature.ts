import type { Feature } from '../../../infra/features/feature.js';
import { BookingAttendee } from './booking/booking-attendee.entity.js';
import { BookingHistoryEntry } from './booking/booking-history-entry.entity.js';
import { Booking } from './booking/booking.entity.js';
import { BookingLink } from './guest/booking-link.entity.js';
import { HostLink } from './host/host-link.entity.js';
import { BookingRecipient } from './messages/booking-recipient.entity.js';
import { ReplacedLink } from './replaced/replaced-link.entity.js';
import { BookingDeparture } from './sync/booking-departure.entity.js';
import {
  BOOKING_ATTENDANCE_RECORDED,
  BOOKING_ATTENDEE_ADDED,
  BOOKING_ATTENDEE_REMOVED,
  BOOKING_ATTENDEE_RESPONDED,
  BOOKING_CANCELLED,
  BOOKING_CONFIRMED,
  BOOKING_DECLINED,
  BOOKING_REASSIGNED,
  BOOKING_REMINDER_DUE,
  BOOKING_REQUESTED,
  BOOKING_RESCHEDULED,
  BOOKING_RESTORED,
  BOOKING_UPDATED,
} from './bookings.events.js';
import { BookingConfig } from './bookings.config.js';
import { bookingCancelledMail } from './mails/booking-cancelled.template.js';
import { bookingConfirmationMail } from './mails/booking-confirmation.template.js';
import { bookingDeclinedMail } from './mails/booking-declined.template.js';
import { bookingLinkMail } from './mails/booking-link.template.js';
import { bookingReminderMail } from './mails/booking-reminder.template.js';
import { bookingRequestedMail } from './mails/booking-requested.template.js';
import { bookingRescheduledMail } from './mails/booking-rescheduled.template.js';
import { bookingRestoredMail } from './mails/booking-restored.template.js';
import { bookingUpdatedMail } from './mails/booking-updated.template.js';
import { bookingWithdrawnMail } from './mails/booking-withdrawn.template.js';
import { BOOKING_LINK } from './bookings.limits.js';

export const bookingsFeature: Feature = {
  name: 'bookings',
  tags: {
    Bookings: 'Time that is taken; the database makes sure that it is taken once.',
    'Managed bookings': 'Bookings in the hands of guests, by the link that they were sent.',
    'Hosted bookings': 'Bookings in the hands of those who give them, by the links in their e-mails.',
  },
  keyResources: ['bookings'],
  config: [BookingConfig],
  quotas: [BOOKING_LINK],
  entities: [
    Booking,
    BookingAttendee,
    BookingDeparture,
    BookingHistoryEntry,
    BookingLink,
    BookingRecipient,
    HostLink,
    ReplacedLink,
  ],
  module: () => import('./bookings.module.js'),
  http: () => import('./bookings.http.module.js'),
  worker: () => import('./bookings.worker.module.js'),
  events: [
    { type: BOOKING_REQUESTED, audit: 'info' },
    {
      type: BOOKING_CONFIRMED,
      audit: 'info',
      analytics: { reportedAs: { en: 'Bookings made', fr: 'Rendez-vous pris' } },
    },
    { type: BOOKING_RESCHEDULED, audit: 'info' },
    {
      type: BOOKING_CANCELLED,
      audit: 'info',
      analytics: { reportedAs: { en: 'Bookings cancelled', fr: 'Rendez-vous annulés' } },
    },
    { type: BOOKING_RESTORED, audit: 'info' },
    { type: BOOKING_DECLINED, audit: 'info' },
    { type: BOOKING_REASSIGNED, audit: 'info' },
    { type: BOOKING_ATTENDANCE_RECORDED, audit: 'info' },
    { type: BOOKING_UPDATED, audit: 'info' },
    { type: BOOKING_ATTENDEE_ADDED, audit: 'info' },
    { type: BOOKING_ATTENDEE_REMOVED, audit: 'info' },
    { type: BOOKING_ATTENDEE_RESPONDED, audit: 'info' },
    // A timer, not a fact.
    { type: BOOKING_REMINDER_DUE, audit: { notAudited: 'A timer, not a fact.' }, analytics: 'ignored' },
  ],
  mails: [
    bookingRequestedMail,
    bookingDeclinedMail,
    bookingConfirmationMail,
    bookingRescheduledMail,
    bookingUpdatedMail,
    bookingCancelledMail,
    bookingRestoredMail,
    bookingReminderMail,
    bookingWithdrawnMail,
    bookingLinkMail,
  ],
};
