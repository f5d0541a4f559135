import { Consumer, MessageConsumer } from '../../../infra/queue/consumer.js';
import { Clock } from '../../../kernel/clock.js';
import { isMessage, type Message } from '../../../kernel/message.js';
import { formatPeriod } from '../../../kernel/when.js';
import { NotificationsApi } from '../../notifications/notifications.api.js';
import { FORMER_USER } from '../booking.mapper.js';
import { isLive, isReminderWanted } from '../booking.rules.js';
import {
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
} from '../bookings.events.js';
import { type BookingAudience, BookingAudiences, type Recipient } from './booking-audience.js';
import { invitationOf, isToldBySeries, newsOf } from './booking-news.js';

interface Notice {
  readonly type: string;
  readonly title: string;
  readonly message: (when: string, recipient: Recipient) => string;
  readonly start: string;
  readonly end: string;
  readonly cause: string;
  readonly recipients: readonly Recipient[];
}

const RESPONSES = { accepted: 'accepted', declined: 'declined', needs_action: 'took back the answer to' } as const;

/** Tells organizer and attendees who have an account, in the app; one notice per person and cause. */
@Consumer({
  name: 'bookings.notices',
  messages: [
    BOOKING_REQUESTED,
    BOOKING_CONFIRMED,
    BOOKING_DECLINED,
    BOOKING_REASSIGNED,
    BOOKING_RESCHEDULED,
    BOOKING_CANCELLED,
    BOOKING_ATTENDEE_ADDED,
    BOOKING_ATTENDEE_REMOVED,
    BOOKING_ATTENDEE_RESPONDED,
    BOOKING_REMINDER_DUE,
  ],
})
export class BookingNoticesConsumer extends MessageConsumer {
  constructor(
    private readonly audiences: BookingAudiences,
    private readonly notifications: NotificationsApi,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isToldBySeries(message)) return;
    const { bookingId } = message.payload as { bookingId: string };
    const audience = await this.audiences.of(bookingId, message);
    const notice = audience && noticeOf(message, audience, this.clock.now());
    if (!notice) return;
    const { type, title, start, end, cause } = notice;
    await this.notifications.notify(
      notice.recipients.flatMap((recipient) => {
        const { userId, timeZone } = recipient;
        if (userId === null) return [];
        const message = notice.message(formatPeriod(start, end, timeZone), recipient);
        return [{ userId, type, title, message, metadata: { bookingId, start, end }, cause }];
      }),
    );
  }
}

/** Null when there is nothing to tell any more. */
function noticeOf(message: Message, audience: BookingAudience, now: Date): Notice | null {
  const { booking, organizerName, recipients, subject } = audience;
  const { id, title, start, end, sequence } = booking;
  const quoted = `“${title}”`;
  const current = { start, end, cause: newsOf(id, sequence) };
  const invitation = {
    type: 'BOOKING_CONFIRMED',
    title: `Confirmed: ${title}`,
    message: (when: string, { answer }: Recipient) =>
      answer === null ? `${quoted} is confirmed for ${when}.` : `${organizerName} invites you to ${quoted}: ${when}.`,
  };
  if (isMessage(message, BOOKING_REQUESTED))
    return {
      type: 'BOOKING_REQUESTED',
      title: `To be confirmed: ${title}`,
      message: (when, { role }) =>
        role === 'booker' ? `${quoted} waits for ${organizerName}: ${when}.` : `${quoted} waits for you: ${when}.`,
      ...momentOf(message.payload),
      recipients: recipients.filter(({ role }) => role !== 'attendee'),
    };
  if (isMessage(message, BOOKING_DECLINED))
    return {
      type: 'BOOKING_DECLINED',
      title: `Declined: ${title}`,
      message: (when) => sentences(`${organizerName} cannot take ${quoted}: ${when}.`, booking.cancelReason),
      ...momentOf(message.payload),
      recipients: recipients.filter(({ role }) => role === 'booker'),
    };
  if (isMessage(message, BOOKING_REASSIGNED))
    return {
      type: 'BOOKING_REASSIGNED',
      title: `New host: ${title}`,
      message: (when) => `${organizerName} takes over ${quoted}: ${when}.`,
      ...momentOf(message.payload),
      cause: `${momentOf(message.payload).cause}:host`,
      recipients: [...recipients, ...subject],
    };
  if (isMessage(message, BOOKING_CONFIRMED)) return { ...invitation, ...momentOf(message.payload), recipients };
  if (isMessage(message, BOOKING_ATTENDEE_ADDED)) {
    const cause = invitationOf(booking, message.payload.attendeeId);
    return !isLive(booking.status) ? null : { ...invitation, ...current, cause, recipients: subject };
  }
  if (isMessage(message, BOOKING_RESCHEDULED))
    return {
      type: 'BOOKING_RESCHEDULED',
      title: `New time: ${title}`,
      message: (when) => sentences(`${quoted} has a new time: ${when}.`, message.payload.reason),
      ...momentOf(message.payload),
      recipients,
    };
  if (isMessage(message, BOOKING_CANCELLED))
    return {
      type: 'BOOKING_CANCELLED',
      title: `Cancelled: ${title}`,
      message: (when) => sentences(`${quoted} does not take place: ${when}.`, booking.cancelReason),
      ...momentOf(message.payload),
      recipients,
    };
  if (isMessage(message, BOOKING_ATTENDEE_REMOVED))
    return {
      type: 'BOOKING_WITHDRAWN',
      title: `Not expected any more: ${title}`,
      message: (when) => `${organizerName} withdrew your invitation to ${quoted}: ${when}.`,
      ...current,
      cause: `attendee:${message.payload.attendeeId}`,
      recipients: subject,
    };
  if (isMessage(message, BOOKING_ATTENDEE_RESPONDED)) {
    const name = audience.people.get(message.payload.userId ?? '')?.name ?? FORMER_USER;
    return {
      type: 'BOOKING_RESPONSE',
      title: `${name} ${RESPONSES[message.payload.status]} ${title}`,
      message: (when) => `${name} ${RESPONSES[message.payload.status]} ${quoted}: ${when}.`,
      ...current,
      cause: message.id,
      recipients: recipients.filter(({ answer }) => answer === null),
    };
  }
  if (isMessage(message, BOOKING_REMINDER_DUE)) {
    const { sequence: planned, minutesBefore } = message.payload;
    if (!isReminderWanted(booking, planned, now)) return null;
    return {
      type: 'BOOKING_REMINDER',
      title: `Soon: ${title}`,
      message: (when) => `${quoted} takes place ${when}.`,
      ...current,
      cause: `${current.cause}:${minutesBefore}`,
      recipients: recipients.filter(({ answer }) => answer !== 'declined'),
    };
  }
  return null;
}

interface Moment {
  readonly bookingId: string;
  readonly sequence: number;
  readonly start: string;
  readonly end: string;
}

const momentOf = ({ bookingId, sequence, start, end }: Moment) => ({ start, end, cause: newsOf(bookingId, sequence) });

const sentences = (fact: string, reason: string | null) => (reason ? `${fact} Reason: ${reason}` : fact);
