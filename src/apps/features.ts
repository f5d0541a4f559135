import { registerFeatures } from '../infra/features/registered-features.js';
import { analyticsFeature } from '../modules/insight/analytics/analytics.feature.js';
import { auditFeature } from '../modules/insight/audit/audit.feature.js';
import { dashboardFeature } from '../modules/insight/dashboard/dashboard.feature.js';
import { operationsFeature } from '../modules/insight/operations/operations.feature.js';
import { coursesFeature } from '../modules/learning/courses/courses.feature.js';
import { executionsFeature } from '../modules/learning/executions/executions.feature.js';
import { oneRosterFeature } from '../modules/learning/oneroster/oneroster.feature.js';
import { reflectionsFeature } from '../modules/learning/reflections/reflections.feature.js';
import { roomPageFeature } from '../modules/learning/room-page/room-page.feature.js';
import { rostersFeature } from '../modules/learning/rosters/rosters.feature.js';
import { sessionsFeature } from '../modules/learning/sessions/sessions.feature.js';
import { mailFeature } from '../modules/messages/mail/mail.feature.js';
import { notificationsFeature } from '../modules/messages/notifications/notifications.feature.js';
import { webhooksFeature } from '../modules/messages/webhooks/webhooks.feature.js';
import { authFeature } from '../modules/people/auth/auth.feature.js';
import { organizationsFeature } from '../modules/people/organizations/organizations.feature.js';
import { usersFeature } from '../modules/people/users/users.feature.js';
import { availabilityFeature } from '../modules/scheduling/availability/availability.feature.js';
import { bookingPageFeature } from '../modules/scheduling/booking-page/booking-page.feature.js';
import { bookingsFeature } from '../modules/scheduling/bookings/bookings.feature.js';
import { calendarsFeature } from '../modules/scheduling/calendars/calendars.feature.js';
import { claimsFeature } from '../modules/scheduling/claims/claims.feature.js';
import { eventTypesFeature } from '../modules/scheduling/event-types/event-types.feature.js';
import { seriesFeature } from '../modules/scheduling/series/series.feature.js';
import { slotsFeature } from '../modules/scheduling/slots/slots.feature.js';
import { waitlistFeature } from '../modules/scheduling/waitlist/waitlist.feature.js';

/** Registry of all features, from which applications and commands are composed. */
export const features = registerFeatures([
  usersFeature,
  authFeature,
  mailFeature,
  notificationsFeature,
  analyticsFeature,
  auditFeature,
  operationsFeature,
  organizationsFeature,
  eventTypesFeature,
  slotsFeature,
  claimsFeature,
  availabilityFeature,
  bookingsFeature,
  waitlistFeature,
  seriesFeature,
  calendarsFeature,
  bookingPageFeature,
  webhooksFeature,
  dashboardFeature,
  sessionsFeature,
  coursesFeature,
  reflectionsFeature,
  oneRosterFeature,
  rostersFeature,
  executionsFeature,
  roomPageFeature,
]);
