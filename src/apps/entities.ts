import { IdempotencyKey } from '../infra/idempotency/idempotency-key.entity.js';
import { DeadLetter } from '../infra/outbox/dead-letter.entity.js';
import { InboxEntry } from '../infra/outbox/inbox-entry.entity.js';
import { OutboxMessage } from '../infra/outbox/outbox-message.entity.js';
import { LoginSession } from '../modules/people/auth/entities/login-session.entity.js';
import { OneTimeToken } from '../modules/people/auth/entities/one-time-token.entity.js';
import { PasswordCredential } from '../modules/people/auth/entities/password-credential.entity.js';
import { SignInThrottle } from '../modules/people/auth/entities/sign-in-throttle.entity.js';
import { AttendedTime } from '../modules/scheduling/availability/free-busy/attended-time.entity.js';
import { Bookable } from '../modules/scheduling/availability/bookables/bookable.entity.js';
import { BusyTime } from '../modules/scheduling/availability/free-busy/busy-time.entity.js';
import { Claim } from '../modules/scheduling/availability/entities/claim.entity.js';
import { OutOfOffice } from '../modules/scheduling/availability/out-of-office/out-of-office.entity.js';
import { ScheduleOverride } from '../modules/scheduling/availability/schedules/schedule-override.entity.js';
import { ScheduleTravel } from '../modules/scheduling/availability/schedules/schedule-travel.entity.js';
import { Schedule } from '../modules/scheduling/availability/schedules/schedule.entity.js';
import { BookingAttendee } from '../modules/scheduling/bookings/booking/booking-attendee.entity.js';
import { BookingDeparture } from '../modules/scheduling/bookings/sync/booking-departure.entity.js';
import { BookingHistoryEntry } from '../modules/scheduling/bookings/booking/booking-history-entry.entity.js';
import { Booking } from '../modules/scheduling/bookings/booking/booking.entity.js';
import { BookingRecipient } from '../modules/scheduling/bookings/messages/booking-recipient.entity.js';
import { BookingLink } from '../modules/scheduling/bookings/guest/booking-link.entity.js';
import { EventTypeBookable } from '../modules/scheduling/event-types/entities/event-type-bookable.entity.js';
import { EventTypeHost } from '../modules/scheduling/event-types/entities/event-type-host.entity.js';
import { EventType } from '../modules/scheduling/event-types/entities/event-type.entity.js';
import { CalendarFeed } from '../modules/scheduling/calendars/entities/calendar-feed.entity.js';
import { ExternalCalendar } from '../modules/scheduling/calendars/entities/external-calendar.entity.js';
import { AnalyticsEvent } from '../modules/insight/analytics/entities/analytics-event.entity.js';
import { EmailDelivery } from '../modules/messages/mail/entities/email-delivery.entity.js';
import { NotificationFeed } from '../modules/messages/notifications/entities/notification-feed.entity.js';
import { Notification } from '../modules/messages/notifications/entities/notification.entity.js';
import { OrganizationInvitation } from '../modules/people/organizations/entities/organization-invitation.entity.js';
import { OrganizationMember } from '../modules/people/organizations/entities/organization-member.entity.js';
import { Organization } from '../modules/people/organizations/entities/organization.entity.js';
import { BookingCounter } from '../modules/scheduling/slots/limits/booking-counter.entity.js';
import { Hold } from '../modules/scheduling/slots/holds/hold.entity.js';
import { Seating } from '../modules/scheduling/slots/place/seating.entity.js';
import { BookingSeriesAttendee } from '../modules/scheduling/series/entities/booking-series-attendee.entity.js';
import { BookingSeriesSkip } from '../modules/scheduling/series/entities/booking-series-skip.entity.js';
import { BookingSeries } from '../modules/scheduling/series/entities/booking-series.entity.js';
import { Erasure } from '../modules/people/users/entities/erasure.entity.js';
import { User } from '../modules/people/users/entities/user.entity.js';
import { WebhookAttempt } from '../modules/messages/webhooks/entities/webhook-attempt.entity.js';
import { WebhookDelivery } from '../modules/messages/webhooks/entities/webhook-delivery.entity.js';
import { WebhookSequence } from '../modules/messages/webhooks/entities/webhook-sequence.entity.js';
import { Webhook } from '../modules/messages/webhooks/entities/webhook.entity.js';
import { WaitlistEntry } from '../modules/scheduling/waitlist/entities/waitlist-entry.entity.js';

/** Every table of the system. A test finds the entity that is missing here. */
export const entities = [
  OutboxMessage,
  InboxEntry,
  DeadLetter,
  IdempotencyKey,
  User,
  Erasure,
  PasswordCredential,
  LoginSession,
  OneTimeToken,
  SignInThrottle,
  EmailDelivery,
  Notification,
  NotificationFeed,
  Organization,
  OrganizationMember,
  OrganizationInvitation,
  AttendedTime,
  Bookable,
  Schedule,
  ScheduleOverride,
  ScheduleTravel,
  OutOfOffice,
  BusyTime,
  Booking,
  BookingAttendee,
  BookingDeparture,
  BookingHistoryEntry,
  BookingLink,
  BookingRecipient,
  Hold,
  Seating,
  BookingCounter,
  Claim,
  EventType,
  EventTypeHost,
  EventTypeBookable,
  WaitlistEntry,
  CalendarFeed,
  ExternalCalendar,
  BookingSeries,
  BookingSeriesAttendee,
  BookingSeriesSkip,
  AnalyticsEvent,
  Webhook,
  WebhookDelivery,
  WebhookAttempt,
  WebhookSequence,
];
