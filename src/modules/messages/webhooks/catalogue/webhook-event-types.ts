import { TEST_EVENT, WEBHOOK_EVENTS, type WebhookEvent } from './webhook-catalogue.js';
import type { WebhookBooking } from './webhook-booking.js';
import type { WebhookSession } from './webhook-session.js';
import { composeMessage } from './webhook-message.js';

/** An event of the catalogue as the API shows it. */
export interface ShownEventType {
  readonly type: string;
  readonly version: number;
  readonly description: string;
  /** A reference into the OpenAPI document. */
  readonly bodySchema: string;
  readonly bodyExample: object;
}

const AT = new Date('2027-01-05T14:12:05.123Z');

const BOOKING: WebhookBooking = {
  id: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11',
  title: 'Mentoring',
  description: null,
  start: '2027-02-01T09:00:00.000Z',
  end: '2027-02-01T10:00:00.000Z',
  timeZone: 'Europe/Paris',
  status: 'confirmed',
  location: 'Room 5',
  organizer: { id: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12', name: 'Ada Lovelace' },
  attendees: [
    {
      id: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a14',
      userId: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a15',
      email: 'grace@example.org',
      name: 'Grace Hopper',
      status: 'accepted',
      role: 'attendee',
      isAbsent: null,
    },
  ],
  organizationId: null,
  seriesId: null,
  recurrenceId: null,
  eventTypeId: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a16',
  seatingId: null,
  seats: 1,
  bookableIds: [],
  answers: { topic: 'Recursion' },
  metadata: { ticket: 'T-42' },
  manageUrl: null,
  version: 3,
  createdAt: '2027-01-04T08:00:00.000Z',
  updatedAt: AT.toISOString(),
  cancelledAt: null,
  cancelReason: null,
};

const SESSION: WebhookSession = {
  id: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2ab1',
  title: 'Recursion, step by step',
  description: null,
  language: 'python',
  status: 'active',
  isPublic: false,
  isLocked: false,
  maxCollaborators: 10,
  ownerId: BOOKING.organizer.id,
  organizationId: null,
  createdAt: BOOKING.createdAt,
  updatedAt: BOOKING.updatedAt,
};

/** State of the example room after some of the events. */
const ROOM_STATES: Readonly<Record<string, Partial<WebhookSession>>> = {
  'session.paused': { status: 'paused' },
  'session.completed': { status: 'completed' },
  'session.archived': { status: 'archived' },
};

/** State of the example booking after some of the events. */
const STATES: Readonly<Record<string, Partial<WebhookBooking>>> = {
  'booking.requested': { status: 'pending' },
  'booking.declined': { status: 'declined' },
  'booking.cancelled': { status: 'cancelled', cancelledAt: AT.toISOString(), cancelReason: 'The speaker is ill.' },
};

/** Whether the example differs after the event from the examples of its schema. */
export function changesState(event: string): boolean {
  return event in STATES || event in ROOM_STATES;
}

/** `booking.attendee_added` -> `BookingAttendeeAddedMessage`, in the OpenAPI document. */
export function messageSchemaName(event: string): string {
  return event === TEST_EVENT
    ? 'TestWebhookMessage'
    : `${event.replace(/(?:^|[._])(\w)/g, (_match, letter: string) => letter.toUpperCase())}Message`;
}

/** The catalogue, as the API shows it: each event with its schema and an example. */
export function eventTypes(): ShownEventType[] {
  return [
    ...WEBHOOK_EVENTS.map((event) => ({
      type: event.name,
      version: event.version,
      description: event.description,
      bodySchema: `#/components/schemas/${messageSchemaName(event.name)}`,
      bodyExample: bodyOf(event.name, dataOf(event)),
    })),
    {
      type: TEST_EVENT,
      version: 1,
      description: 'The owner of the webhook asked for a test. It need not be chosen.',
      bodySchema: `#/components/schemas/${messageSchemaName(TEST_EVENT)}`,
      bodyExample: bodyOf(TEST_EVENT, { version: 1, webhookId: BOOKING.id }),
    },
  ];
}

function dataOf({ name, version, subject, changeExample: change }: WebhookEvent): object {
  if (subject === 'booking') return { version, sequence: 2, booking: { ...BOOKING, ...STATES[name] }, change };
  if (subject === 'session') return { version, session: { ...SESSION, ...ROOM_STATES[name] }, change };
  const about = subject === 'course' ? { offeringId: BOOKING.eventTypeId } : { userId: BOOKING.organizer.id };
  return { version, organizationId: BOOKING.id, ...about, change };
}

function bodyOf(event: string, data: object): object {
  return JSON.parse(composeMessage({ id: '', event, at: AT, sequence: null, people: [], data }).body) as object;
}
