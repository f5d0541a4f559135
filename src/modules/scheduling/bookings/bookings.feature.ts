import type { Feature } from '../../../infra/features/feature.js';
import { BookingAttendee } from './booking/booking-attendee.entity.js';
import { BookingHistoryEntry } from './booking/booking-history-entry.entity.js';
import { Booking } from './booking/booking.entity.js';
import { BookingLink } from './guest/booking-link.entity.js';
import { BookingRecipient } from './messages/booking-recipient.entity.js';
import { BookingDeparture } from './sync/booking-departure.entity.js';

export const bookingsFeature: Feature = {
  name: 'bookings',
  entities: [Booking, BookingAttendee, BookingDeparture, BookingHistoryEntry, BookingLink, BookingRecipient],
  module: () => import('./bookings.module.js'),
  http: () => import('./bookings.http.module.js'),
  worker: () => import('./bookings.worker.module.js'),
};
