import { isId } from '../../../kernel/ids.js';
import type { Message, MessageType } from '../../../kernel/message.js';
import { ISO_INSTANT } from '../../../kernel/time-formats.js';
import {
  EMAIL_CHANGE_REQUESTED,
  EMAIL_CHANGE_REVERTED,
  EMAIL_VERIFIED,
  LOGIN_SUCCEEDED,
  PASSWORD_CHANGED,
  PASSWORD_RESET_REQUESTED,
  REFRESH_TOKEN_REUSE_DETECTED,
  VERIFICATION_REQUESTED,
} from '../../people/auth/auth.events.js';
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
  BOOKING_UPDATED,
} from '../../scheduling/bookings/bookings.events.js';
import {
  BOOKABLE_CHANGED,
  BUSY_TIMES_FREED,
  OUT_OF_OFFICE_CHANGED,
  SCHEDULE_CHANGED,
} from '../../scheduling/availability/availability.events.js';
import {
  EVENT_TYPE_ARCHIVED,
  EVENT_TYPE_CHANGED,
  EVENT_TYPE_CREATED,
} from '../../scheduling/event-types/event-types.events.js';
import {
  INVITATION_CREATED,
  MEMBER_ADDED,
  MEMBER_REMOVED,
  MEMBER_ROLE_CHANGED,
  ORGANIZATION_CREATED,
  ORGANIZATION_DELETED,
  OWNERSHIP_TRANSFERRED,
} from '../../people/organizations/organizations.events.js';
import { HOLD_RELEASED } from '../../scheduling/slots/slots.events.js';
import {
  SERIES_CHANGED,
  SERIES_CREATED,
  SERIES_DATES_SKIPPED,
  SERIES_ENDED,
} from '../../scheduling/series/series.events.js';
import {
  USER_ATTENDANCE_CHANGED,
  USER_DEACTIVATED,
  USER_EMAIL_CHANGED,
  USER_ERASED,
  USER_REACTIVATED,
  USER_REGISTERED,
  USER_ROLE_CHANGED,
} from '../../people/users/users.events.js';
import {
  WAITLIST_ACCEPTED,
  WAITLIST_JOINED,
  WAITLIST_LEFT,
  WAITLIST_OFFER_EXPIRED,
  WAITLIST_OFFERED,
  WAITLIST_PASSED_OVER,
} from '../../scheduling/waitlist/waitlist.events.js';

/** The events of the features that analytics records. A test compares it with what the features declare. */
export const DOMAIN_EVENTS: ReadonlyArray<MessageType<object>> = [
  USER_REGISTERED,
  USER_EMAIL_CHANGED,
  USER_DEACTIVATED,
  USER_REACTIVATED,
  USER_ROLE_CHANGED,
  USER_ATTENDANCE_CHANGED,
  USER_ERASED,
  LOGIN_SUCCEEDED,
  VERIFICATION_REQUESTED,
  EMAIL_VERIFIED,
  EMAIL_CHANGE_REQUESTED,
  EMAIL_CHANGE_REVERTED,
  PASSWORD_RESET_REQUESTED,
  PASSWORD_CHANGED,
  REFRESH_TOKEN_REUSE_DETECTED,
  ORGANIZATION_CREATED,
  ORGANIZATION_DELETED,
  MEMBER_ADDED,
  MEMBER_REMOVED,
  MEMBER_ROLE_CHANGED,
  OWNERSHIP_TRANSFERRED,
  INVITATION_CREATED,
  SCHEDULE_CHANGED,
  OUT_OF_OFFICE_CHANGED,
  BOOKABLE_CHANGED,
  BUSY_TIMES_FREED,
  EVENT_TYPE_CREATED,
  EVENT_TYPE_CHANGED,
  EVENT_TYPE_ARCHIVED,
  HOLD_RELEASED,
  BOOKING_REQUESTED,
  SERIES_CREATED,
  SERIES_CHANGED,
  SERIES_ENDED,
  SERIES_DATES_SKIPPED,
  BOOKING_CONFIRMED,
  BOOKING_DECLINED,
  BOOKING_REASSIGNED,
  BOOKING_RESCHEDULED,
  BOOKING_CANCELLED,
  BOOKING_UPDATED,
  BOOKING_ATTENDANCE_RECORDED,
  BOOKING_ATTENDEE_ADDED,
  BOOKING_ATTENDEE_REMOVED,
  BOOKING_ATTENDEE_RESPONDED,
  WAITLIST_JOINED,
  WAITLIST_OFFERED,
  WAITLIST_ACCEPTED,
  WAITLIST_OFFER_EXPIRED,
  WAITLIST_PASSED_OVER,
  WAITLIST_LEFT,
];

/** Declared as events, but nothing happened: a timer has run down. */
export const TIMERS: ReadonlyArray<MessageType<object>> = [BOOKING_REMINDER_DUE];

/** Names that no app may use, so that nobody can forge what the system says. */
export const DOMAIN_EVENT_NAMES: readonly string[] = [...DOMAIN_EVENTS, ...TIMERS].map(({ name }) => name);

/** Whose act an event was, by the member that names the person; the first one that is there counts. */
const PERSON_MEMBERS = ['actorId', 'organizerId', 'userId'];

export interface DomainFacts {
  readonly personId: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What analytics keeps of a message: who, and ids, numbers, flags and times; never other text, which may be about a person. */
export function factsOf({ payload }: Message): DomainFacts {
  const members = Object.entries(payload as Record<string, unknown>);
  const person = PERSON_MEMBERS.map((name) => members.find(([member]) => member === name)?.[1]).find(isIdText);
  return { personId: person ?? null, metadata: Object.fromEntries(members.filter(([, value]) => isImpersonal(value))) };
}

function isIdText(value: unknown): value is string {
  return typeof value === 'string' && isId(value);
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && ISO_INSTANT.test(value);
}

function isImpersonal(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || isIdText(value) || isInstant(value);
}
