import type { ApiKeyScope } from '@lyceum/sdk';

/** All that the SDK knows; an update of the server may bring others. */
const KNOWN: Readonly<Record<ApiKeyScope, true>> = {
  'analytics:read': true,
  'analytics:write': true,
  'bookables:read': true,
  'bookables:write': true,
  'booking-series:read': true,
  'booking-series:write': true,
  'bookings:read': true,
  'bookings:write': true,
  'calendars:read': true,
  'calendars:write': true,
  'courses:read': true,
  'courses:write': true,
  'event-types:read': true,
  'event-types:write': true,
  'notifications:read': true,
  'notifications:write': true,
  'organizations:read': true,
  'organizations:write': true,
  'out-of-office:read': true,
  'out-of-office:write': true,
  'schedules:read': true,
  'schedules:write': true,
  'sessions:read': true,
  'sessions:write': true,
  'slots:read': true,
  'slots:write': true,
  'users:read': true,
  'users:write': true,
  'waitlist:read': true,
  'waitlist:write': true,
  'webhooks:read': true,
  'webhooks:write': true,
};

export const SCOPES = Object.keys(KNOWN) as readonly ApiKeyScope[];
