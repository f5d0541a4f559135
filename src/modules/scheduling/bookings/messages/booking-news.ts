import type { BookingStatus } from '../booking/booking.rules.js';

/** What somebody knows of a booking, by what they were sent: of nothing, that it is asked for, or to have it in the calendar. */
export const HOLDINGS = ['nothing', 'request', 'invitation'] as const;
export type Holding = (typeof HOLDINGS)[number];

/** As what somebody is told: those who give a booking decide about requests; who has just declined one knows it. */
export const AUDIENCES = ['decider', 'decliner', 'booker', 'attendee'] as const;
export type Audience = (typeof AUDIENCES)[number];

/**
 * What happened: `placed` when it was made or confirmed, `given` to another host, `left` by who is taken off, `restored`
 * when it was cancelled and takes its time again.
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

/** The state in which the turn leaves the booking, while it is live. */
export type LiveStatus = 'pending' | 'confirmed';

type ByAudience = Readonly<Partial<Record<Audience, News>>>;
type Row = Readonly<Partial<Record<Holding, ByAudience>>>;

const all = (news: News): ByAudience => ({ decider: news, decliner: news, booker: news, attendee: news });

const ASKED: ByAudience = { decider: 'requested', booker: 'requested' };
const WAITING: Row = { nothing: ASKED, request: ASKED, invitation: ASKED };
const INVITED: Row = { nothing: all('confirmed'), request: all('confirmed'), invitation: all('confirmed') };
const NOBODY: Row = {};

/** An invitation keeps up with the booking, and who has none gets one. */
const invitedAnd = (news: News): Row => ({ ...INVITED, invitation: all(news) });
const ended = (news: News): Row => ({ request: all(news), invitation: all(news) });

/**
 * What a person is sent follows from what that person was sent before (RFC 5546): nobody hears that a request is
 * confirmed, an invitation is updated or cancelled for everybody who has it, and who was told of nothing hears of no
 * change and no end. Attendees hear of a booking once it is confirmed; one that waits again stays in their calendars,
 * as tentative. The first column is the state that the turn leaves; what is missing is not told.
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
  /** What calendars are to do; null for somebody who has it in none. */
  readonly method: 'REQUEST' | 'CANCEL' | null;
  /** What the person holds after it. */
  readonly holds: Holding;
}

/** @returns null when the person is told nothing, and goes on holding what they have */
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

/** Who is sent the same, by the ids of `booking_recipients`. Travels with the event, so that all messengers tell alike. */
export interface Telling extends Pick<Sent, 'news' | 'method'> {
  readonly role: RecipientRole;
  readonly to: readonly string[];
}

export type RecipientRole = 'organizer' | 'host' | 'booker' | 'attendee';

/** Whoever changes a booking has made sure that it is live. */
export function liveStatusOf(status: BookingStatus): LiveStatus {
  return status === 'pending' ? 'pending' : 'confirmed';
}

export function pendingIf(status: LiveStatus): { readonly isPending?: true } {
  return status === 'pending' ? { isPending: true } : {};
}

/** What makes a message about a booking necessary: one piece of news per person and sequence. */
export function newsOf(bookingId: string, sequence: number): string {
  return `booking:${bookingId}:${sequence}`;
}

/** A reminder is one per start and offset, however often it was planned. */
export function reminderOf(bookingId: string, start: string, minutesBefore: number): string {
  return `booking:${bookingId}:reminder:${start}:${minutesBefore}`;
}
