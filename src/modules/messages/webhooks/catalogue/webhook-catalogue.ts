import type { MessageType } from '../../../../kernel/message.js';
import { EXECUTION_FINISHED } from '../../../learning/executions/executions.events.js';
import {
  SESSION_ARCHIVED,
  SESSION_CHANGED,
  SESSION_COLLABORATOR_ADDED,
  SESSION_COLLABORATOR_JOINED,
  SESSION_COLLABORATOR_LEFT,
  SESSION_COLLABORATOR_REMOVED,
  SESSION_COMPLETED,
  SESSION_CREATED,
  SESSION_OWNERSHIP_TRANSFERRED,
  SESSION_PAUSED,
  SESSION_REOPENED,
  SESSION_ROLE_CHANGED,
} from '../../../learning/sessions/sessions.events.js';
import {
  BOOKING_ATTENDANCE_RECORDED,
  BOOKING_ATTENDEE_ADDED,
  BOOKING_ATTENDEE_REMOVED,
  BOOKING_ATTENDEE_RESPONDED,
  BOOKING_CANCELLED,
  BOOKING_CONFIRMED,
  BOOKING_DECLINED,
  BOOKING_REASSIGNED,
  BOOKING_REQUESTED,
  BOOKING_RESCHEDULED,
  BOOKING_RESTORED,
  BOOKING_UPDATED,
} from '../../../scheduling/bookings/bookings.events.js';
import {
  ACTIVITY_LOG_ACCEPTED,
  ACTIVITY_LOG_EXPECTED,
  ACTIVITY_LOG_RETURNED,
  ACTIVITY_LOG_SUBMITTED,
  ACTIVITY_LOG_WAIVED,
  COURSE_ATTENDANCE_RECORDED,
  COURSE_ENROLMENT_CHANGED,
  COURSE_OFFERING_CHANGED,
  COURSE_OFFERING_CREATED,
  COURSE_TIMETABLE_CHANGED,
} from '../../../learning/courses/courses.events.js';
import {
  MEMBER_ADDED,
  MEMBER_REMOVED,
  MEMBER_ROLE_CHANGED,
} from '../../../people/organizations/organizations.events.js';

/** Subject of an event, which decides on receivers and on the data besides `change`. */
export const WEBHOOK_SUBJECTS = ['booking', 'membership', 'session', 'course'] as const;
export type WebhookSubject = (typeof WEBHOOK_SUBJECTS)[number];

export interface WebhookEvent {
  /** Name of its outbox message. */
  readonly name: string;
  /** Version of `data`; incremented by incompatible changes. */
  readonly version: number;
  readonly subject: WebhookSubject;
  readonly description: string;
  readonly source: MessageType<object>;
  /** Members of the message's payload that are sent as `change`. */
  readonly shown: readonly string[];
  readonly changeExample: Readonly<Record<string, unknown>>;
}

function event<P extends object>(
  subject: WebhookSubject,
  source: MessageType<P>,
  description: string,
  changeExample: { readonly [K in keyof P]?: unknown } = {},
): WebhookEvent {
  const { name } = source;
  return { name, version: 1, subject, description, source, shown: Object.keys(changeExample), changeExample };
}

const HOST = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a13';
const OTHER_HOST = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12';
const PERSON = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a15';
const RUN = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a18';
const ENROLMENT = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a18';
const MEETING = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2af9';
const LOG = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a19';
const ATTENDEE = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a14';

/** Every event that webhooks can subscribe to. To offer another one, add its message here. */
export const WEBHOOK_EVENTS: readonly WebhookEvent[] = [
  event('booking', BOOKING_REQUESTED, 'A booking waits to be confirmed; its time is taken.'),
  event('booking', BOOKING_CONFIRMED, 'A booking takes place: it was made, or confirmed.'),
  event('booking', BOOKING_DECLINED, 'A booking that waited to be confirmed was declined.'),
  event('booking', BOOKING_RESCHEDULED, 'A booking has another time.', {
    previousStart: '2027-01-30T09:00:00.000Z',
    previousEnd: '2027-01-30T10:00:00.000Z',
    reason: 'The room was not free.',
  }),
  event('booking', BOOKING_REASSIGNED, 'A booking has another host.', { previousHostId: HOST, hostId: OTHER_HOST }),
  event('booking', BOOKING_CANCELLED, 'A booking does not take place.'),
  event('booking', BOOKING_RESTORED, 'A cancelled booking has its time again; its status says whether it waits.'),
  event(
    'booking',
    BOOKING_UPDATED,
    'Title, description, location, time zone, metadata or place in a series of a booking changed.',
    {
      fields: ['title', 'location'],
    },
  ),
  event('booking', BOOKING_ATTENDEE_ADDED, 'Somebody was added to a booking.', { attendeeId: ATTENDEE }),
  event('booking', BOOKING_ATTENDEE_REMOVED, 'Somebody was taken off a booking.', { attendeeId: ATTENDEE }),
  event('booking', BOOKING_ATTENDEE_RESPONDED, 'An attendee accepted or declined, or took that back.', {
    attendeeId: ATTENDEE,
    status: 'accepted',
  }),
  event('booking', BOOKING_ATTENDANCE_RECORDED, 'Somebody said whether an attendee came.', {
    attendeeId: ATTENDEE,
    isAbsent: true,
  }),
  event('membership', MEMBER_ADDED, 'Somebody became a member of the organization.', { role: 'member' }),
  event('membership', MEMBER_ROLE_CHANGED, 'A member of the organization has another role.', { role: 'admin' }),
  event('membership', MEMBER_REMOVED, 'Somebody left the organization or was removed.'),
  event('session', SESSION_CREATED, 'A room was opened.'),
  event('session', SESSION_CHANGED, 'The settings of a room changed.'),
  event('session', SESSION_PAUSED, 'A room has a break.'),
  event('session', SESSION_COMPLETED, 'A room is over.'),
  event('session', SESSION_ARCHIVED, 'A room is kept as it was.'),
  event('session', SESSION_REOPENED, 'A room goes on.'),
  event('session', SESSION_COLLABORATOR_ADDED, 'Somebody was added to a room.', { userId: PERSON, role: 'editor' }),
  event('session', SESSION_COLLABORATOR_JOINED, 'Somebody came into a room by themselves, or by its booking.', {
    userId: PERSON,
    role: 'editor',
  }),
  event('session', SESSION_COLLABORATOR_LEFT, 'Somebody left a room.', { userId: PERSON }),
  event('session', SESSION_COLLABORATOR_REMOVED, 'Somebody was removed from a room.', { userId: PERSON }),
  event('session', SESSION_ROLE_CHANGED, 'Somebody has another role in a room.', {
    userId: PERSON,
    role: 'editor',
    formerRole: 'viewer',
  }),
  event('session', SESSION_OWNERSHIP_TRANSFERRED, 'A room has another owner.', {
    previousOwner: HOST,
    newOwner: OTHER_HOST,
  }),
  event('session', EXECUTION_FINISHED, 'A program that was run in a room has ended; its output is read over the API.', {
    executionId: RUN,
    language: 'python',
    status: 'ok',
  }),
  event('course', COURSE_OFFERING_CREATED, 'A course offering was made.'),
  event('course', COURSE_OFFERING_CHANGED, 'A course offering changed: its settings, or who teaches it.'),
  event(
    'course',
    COURSE_ENROLMENT_CHANGED,
    'A student was enrolled in a course offering, or withdrew, or completed it.',
    {
      enrolmentId: ENROLMENT,
      userId: OTHER_HOST,
      status: 'active',
    },
  ),
  event('course', COURSE_ATTENDANCE_RECORDED, 'The register of a meeting was taken, changed or removed.', {
    registerId: ENROLMENT,
    fact: 'taken',
  }),
  event('course', COURSE_TIMETABLE_CHANGED, 'Meetings of a course offering were made, moved or cancelled.', {
    fact: 'planned',
    meetingIds: [MEETING],
  }),
  event('course', ACTIVITY_LOG_SUBMITTED, 'A weekly log was submitted.', { logId: LOG }),
  event('course', ACTIVITY_LOG_RETURNED, 'A weekly log was returned to whoever wrote it.', { logId: LOG }),
  event('course', ACTIVITY_LOG_ACCEPTED, 'A weekly log was accepted.', { logId: LOG }),
  event('course', ACTIVITY_LOG_WAIVED, 'A weekly log is not expected any more.', { expectationId: LOG }),
  event('course', ACTIVITY_LOG_EXPECTED, 'A weekly log that was waived is expected again.', { expectationId: LOG }),
];

/** Sent on request of the owner, whatever events the webhook subscribes to. */
export const TEST_EVENT = 'webhook.test';
export const EVERYTHING = '*';

export const CHOOSABLE_EVENTS: readonly string[] = [EVERYTHING, ...WEBHOOK_EVENTS.map(({ name }) => name)];
export const DELIVERED_EVENTS: readonly string[] = [...WEBHOOK_EVENTS.map(({ name }) => name), TEST_EVENT];

export function findWebhookEvent(name: string): WebhookEvent | undefined {
  return WEBHOOK_EVENTS.find((known) => known.name === name);
}

/** The members of the message's payload that receivers get. */
export function changeOf({ shown }: WebhookEvent, payload: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(payload).filter(([name]) => shown.includes(name)));
}
