import type { Notification } from '@lyceum/sdk';
import type { TextKey } from '../texts/use-text.ts';

/** Those that have a name here, all that the SDK knows; an update of the server may bring others. */
const KINDS: Readonly<Record<Notification['type'], true>> = {
  ACCOUNT_CHANGED: true,
  ACCOUNT_DEACTIVATED: true,
  ACCOUNT_REACTIVATED: true,
  API_KEY_CREATED: true,
  API_KEY_EXPIRING: true,
  BOOKING_ATTENDANCE: true,
  BOOKING_CANCELLED: true,
  BOOKING_CONFIRMED: true,
  BOOKING_DECLINED: true,
  BOOKING_REASSIGNED: true,
  BOOKING_REMINDER: true,
  BOOKING_REQUESTED: true,
  BOOKING_RESCHEDULED: true,
  BOOKING_RESPONSE: true,
  BOOKING_RESTORED: true,
  BOOKING_UPDATED: true,
  BOOKING_WITHDRAWN: true,
  EMAIL_CHANGED: true,
  EVENT_TYPE_HOST_ADDED: true,
  EVENT_TYPE_HOST_REMOVED: true,
  EXTERNAL_CALENDAR_FAILED: true,
  LOG_DUE: true,
  LOG_MISSING: true,
  LOG_RETURNED: true,
  LOG_SUBMITTED: true,
  MEETING_CANCELLED: true,
  MEETING_CHANGED: true,
  ORG_DELETED: true,
  ORG_INVITE: true,
  ORG_INVITE_ACCEPTED: true,
  ORG_INVITE_DECLINED: true,
  ORG_JOIN_ANSWERED: true,
  ORG_JOIN_REQUESTED: true,
  ORG_MEMBER_LEFT: true,
  ORG_MEMBER_REMOVED: true,
  ORG_OWNERSHIP_TRANSFERRED: true,
  ORG_PAGE_REMOVED: true,
  ORG_RENAMED: true,
  ORG_ROLE_CHANGED: true,
  PASSWORD_CHANGED: true,
  ROLE_CHANGED: true,
  SECURITY_ALERT: true,
  SERIES_CANCELLED: true,
  SERIES_CHANGED: true,
  SERIES_CONFIRMED: true,
  SERIES_DATES_SKIPPED: true,
  SERIES_WITHDRAWN: true,
  SESSION_COLLABORATOR_JOINED: true,
  SESSION_COLLABORATOR_REMOVED: true,
  SESSION_OWNERSHIP_TRANSFERRED: true,
  SESSION_ROLE_CHANGED: true,
  SESSION_SHARED: true,
  SESSION_UNPUBLISHED: true,
  WAITLIST_OFFER: true,
  WAITLIST_REMOVED: true,
  WEBHOOK_DISABLED: true,
  WEBHOOK_MAKER_UNKNOWN: true,
  WELCOME: true,
};

/** @returns what kind of thing happened, in the language of the page, which the server's words need not be in */
export function kindOf(type: string): TextKey {
  return isKnown(type) ? `notifications.kind.${type}` : 'notifications.kind.other';
}

function isKnown(type: string): type is Notification['type'] {
  return Object.hasOwn(KINDS, type);
}
