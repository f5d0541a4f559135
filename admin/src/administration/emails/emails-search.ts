import type { EmailsListQuery, EmailStatus, EmailTemplate } from '@lyceum/sdk';
import { NEWEST_SORTS, oneOf } from '../../shell/list-search.ts';
import { only } from '../../shell/search-params.ts';

export const EMAIL_STATUSES = [
  'sent',
  'queued',
  'sending',
  'held',
  'failed',
  'bounced',
] as const satisfies readonly EmailStatus[];

export const EMAIL_TEMPLATES = [
  'WELCOME',
  'VERIFY_EMAIL',
  'PASSWORD_RESET',
  'ACCOUNT_INVITATION',
  'ONBOARDING_TIPS',
  'REFRESH_REUSE',
  'PASSWORD_CHANGED',
  'EMAIL_CHANGED',
  'CONFIRM_NEW_EMAIL',
  'API_KEY_CREATED',
  'API_KEY_EXPIRING',
  'DAILY_SUMMARY',
  'WEEKLY_REPORT',
  'ORG_INVITE',
  'ORG_JOIN_REQUESTS',
  'ORG_JOIN_ANSWER',
  'BOOKING_REQUESTED',
  'BOOKING_DECLINED',
  'BOOKING_CONFIRMATION',
  'BOOKING_RESCHEDULED',
  'BOOKING_UPDATED',
  'BOOKING_CANCELLED',
  'BOOKING_RESTORED',
  'BOOKING_REMINDER',
  'BOOKING_WITHDRAWN',
  'BOOKING_LINK',
  'LOG_REMINDER',
  'LOG_RETURNED',
  'LOG_ALERT',
  'LOG_DIGEST',
  'TIMETABLE_CHANGED',
  'WAITLIST_OFFER',
  'WAITLIST_REMOVED',
  'SERIES_CONFIRMATION',
  'SERIES_CHANGED',
  'SERIES_DATES_SKIPPED',
  'SERIES_CANCELLED',
  'SERIES_WITHDRAWN',
  'TEST_EMAIL',
] as const satisfies readonly EmailTemplate[];

/** Which e-mails are looked for, as the address of the page says it. */
export interface EmailsSearch {
  readonly status?: EmailStatus;
  readonly template?: EmailTemplate;
  readonly recipient?: string;
  readonly sort?: (typeof NEWEST_SORTS)[number];
  readonly cursor?: string;
}

/** What does not fit is left out. */
export function readEmailsSearch({
  status,
  template,
  recipient,
  sort,
  cursor,
}: Readonly<Record<string, unknown>>): EmailsSearch {
  return {
    ...only(
      'status',
      EMAIL_STATUSES.find((one) => one === status),
    ),
    ...only(
      'template',
      EMAIL_TEMPLATES.find((one) => one === template),
    ),
    ...only('recipient', typeof recipient === 'string' ? recipient : undefined),
    ...only('sort', oneOf(NEWEST_SORTS, sort)),
    ...only('cursor', typeof cursor === 'string' ? cursor : undefined),
  } satisfies EmailsListQuery;
}

export function looksForSome({ status, template, recipient }: EmailsSearch): boolean {
  return [status, template, recipient].some((one) => one !== undefined);
}
