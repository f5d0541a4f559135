import type { TextKey } from '../texts/use-text.ts';

/** Those that have a name here; an update of the server may bring others. */
const KINDS = [
  'ACCOUNT_DEACTIVATED',
  'ACCOUNT_REACTIVATED',
  'API_KEY_CREATED',
  'API_KEY_EXPIRING',
  'BOOKING_ATTENDANCE',
  'BOOKING_CANCELLED',
  'BOOKING_CONFIRMED',
  'BOOKING_DECLINED',
  'BOOKING_REASSIGNED',
  'BOOKING_REMINDER',
  'BOOKING_REQUESTED',
  'BOOKING_RESCHEDULED',
  'BOOKING_RESPONSE',
  'BOOKING_RESTORED',
  'BOOKING_UPDATED',
  'BOOKING_WITHDRAWN',
  'EMAIL_CHANGED',
  'EXTERNAL_CALENDAR_FAILED',
  'ORG_DELETED',
  'ORG_INVITE',
  'ORG_INVITE_ACCEPTED',
  'ORG_MEMBER_REMOVED',
  'ORG_OWNERSHIP_TRANSFERRED',
  'ORG_RENAMED',
  'ORG_ROLE_CHANGED',
  'PASSWORD_CHANGED',
  'ROLE_CHANGED',
  'SECURITY_ALERT',
  'SERIES_CANCELLED',
  'SERIES_CHANGED',
  'SERIES_CONFIRMED',
  'SERIES_DATES_SKIPPED',
  'SERIES_WITHDRAWN',
  'WAITLIST_OFFER',
  'WEBHOOK_DISABLED',
  'WEBHOOK_MAKER_UNKNOWN',
  'WELCOME',
] as const;

/** @returns what kind of thing happened, in the language of the page, which the server's words need not be in */
export function kindOf(type: string): TextKey {
  const kind = KINDS.find((one) => one === type);
  return kind === undefined ? 'notifications.kind.other' : `notifications.kind.${kind}`;
}
