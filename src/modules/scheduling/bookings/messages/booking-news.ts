import type { BookingStatus } from '../booking/booking.rules.js';

/**
 * What a person was sent about a booking, and still goes by: nothing, a request for confirmation, or an invitation in
 * the calendar.
 */
export const HOLDINGS = ['nothing', 'request', 'invitation'] as const;
export type Holding = (typeof HOLDINGS)[number];

/** Audience of a message: hosts decide about requests; a decliner is the host who just declined. */
export const AUDIENCES = ['decider', 'decliner', 'booker', 'attendee'] as const;
export type Audience = (typeof AUDIENCES)[number];

/**
 * Turns of a booking: `placed`: made or confirmed; `given`: assigned to another host; `left`: for removed people;
 * `restored`: takes its time again after a cancellation.
 */
export const TURNS = [
  'placed',
  'moved',
  'given',
  'updated',
  'joined',
  'left',
  'declined',
  'cancelled',
  'restored',
] as const;
export type Turn = (typeof TURNS)[number];

export type News =
  'requested' | 'confirmed' | 'rescheduled' | 'updated' | 'declined' | 'cancelled' | 'withdrawn' | 'restored';

/** Status of a live booking after the turn. */
export type LiveStatus = 'pending' | 'confirmed';

type ByAudience = Readonly<Partial<Record<Audience, News>>>;
type Row = Readonly<Partial<Record<Holding, ByAudience>>>;

const all = (news: News): ByAudience => ({ decider: news, decliner: news, booker: news, attendee: news });

const ASKED: ByAudience = { decider: 'requested', booker: 'requested' };
const WAITING: Row = { nothing: ASKED, request: ASKED, invitation: ASKED };
const INVITED: Row = { nothing: all('confirmed'), request: all('confirmed'), invitation: all('confirmed') };
const NOBODY: Row = {};

/** Updates invitations, and invites those without one. */
const invitedAnd = (news: News): Row => ({ ...INVITED, invitation: all(news) });
const ended = (news: News): Row => ({ request: all(news), invitation: all(news) });

/**
 * Decision table: the message depends on what the person was sent before (RFC 5546). Invitations are updated and
 * cancelled; people who hold nothing get a request or an invitation, but no message about a change or an end. Attendees
 * are invited once the booking is confirmed; when it is pending again, it stays in their calendars as tentative. Keys:
 * turn, status after it (for an end, before it), holding, audience; missing cells send nothing.
 */
export const NEWS: Readonly<Record<Turn, Readonly<Record<LiveStatus, Row>>>> = {
  placed: { pending: WAITING, confirmed: INVITED },
  moved: {
    pending: {
      nothing: ASKED,
      request: { decider: 'requested', booker: 'rescheduled' },
      invitation: { decider: 'requested', booker: 'rescheduled', attendee: 'rescheduled' },
    },
    confirmed: invitedAnd('rescheduled'),
  },
  given: {
    pending: {
      nothing: ASKED,
      request: { decider: 'requested', booker: 'updated' },
      invitation: { decider: 'requested', booker: 'updated', attendee: 'updated' },
    },
    confirmed: invitedAnd('updated'),
  },
  updated: { pending: { invitation: all('updated') }, confirmed: invitedAnd('updated') },
  joined: { pending: NOBODY, confirmed: INVITED },
  left: { pending: ended('withdrawn'), confirmed: ended('withdrawn') },
  declined: {
    pending: {
      request: { booker: 'declined', decider: 'cancelled' },
      invitation: { ...all('cancelled'), booker: 'declined' },
    },
    confirmed: NOBODY,
  },
  cancelled: { pending: ended('cancelled'), confirmed: ended('cancelled') },
  restored: {
    pending: WAITING,
    confirmed: { nothing: all('restored'), request: all('restored'), invitation: all('restored') },
  },
};

export interface Sent {
  readonly news: News;
  /** iTIP method; null for people without the booking in their calendars. */
  readonly method: 'REQUEST' | 'CANCEL' | null;
  /** What the person holds afterwards. */
  readonly holds: Holding;
}

/** Looks the decision table up. @returns null when nothing is sent, and the holding stays */
export function newsFor(turn: Turn, status: LiveStatus, audience: Audience, before: Holding): Sent | null {
  const news = NEWS[turn][status][before]?.[audience];
  if (news === undefined) return null;
  const holds = holdingAfter(news, before);
  if (holds === 'invitation') return { news, method: 'REQUEST', holds };
  return { news, method: before === 'invitation' ? 'CANCEL' : null, holds };
}

function holdingAfter(news: News, before: Holding): Holding {
  if (news === 'confirmed' || news === 'restored') return 'invitation';
  if (news === 'requested') return before === 'invitation' ? 'invitation' : 'request';
  return news === 'rescheduled' || news === 'updated' ? before : 'nothing';
}

/**
 * Recipients of one kind of message: ids of `booking_recipients`. In the payload of the event, so that all channels
 * notify alike.
 */
export interface Telling extends Pick<Sent, 'news' | 'method'> {
  readonly role: RecipientRole;
  readonly to: readonly string[];
}

export type RecipientRole = 'organizer' | 'host' | 'booker' | 'attendee';

/** Callers have checked that the booking is live. */
export function liveStatusOf(status: BookingStatus): LiveStatus {
  return status === 'pending' ? 'pending' : 'confirmed';
}

export function pendingIf(status: LiveStatus): { readonly isPending?: true } {
  return status === 'pending' ? { isPending: true } : {};
}

/** Idempotency key of messages about a booking: one per person and SEQUENCE. */
export function newsOf(bookingId: string, sequence: number): string {
  return `booking:${bookingId}:${sequence}`;
}

/** Idempotency key of a link that somebody asked for. */
export function sentLinkOf(bookingId: string, messageId: string): string {
  return `booking:${bookingId}:link:${messageId}`;
}

/** Idempotency key of a reminder: one per start and offset. */
export function reminderOf(bookingId: string, start: string, minutesBefore: number): string {
  return `booking:${bookingId}:reminder:${start}:${minutesBefore}`;
}
