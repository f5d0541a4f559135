import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { Clock } from '../../../../kernel/clock.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { formatPeriod } from '../../../../kernel/when.js';
import { NotificationsApi } from '../../../messages/notifications/notifications.api.js';
import { type News, newsOf, reminderOf } from './booking-news.js';
import { nameOf } from '../booking/booking-view.js';
import { isReminderWanted } from '../booking/booking.rules.js';
import {
  BOOKING_ATTENDEE_RESPONDED,
  BOOKING_REASSIGNED,
  BOOKING_REMINDER_DUE,
  BOOKING_RESCHEDULED,
} from '../bookings.events.js';
import { BookingAudiences, type BookingScene, type Recipient } from './booking-audience.js';
import { newsIn, TOLD_MESSAGES } from './booking-messages.js';

interface Notice {
  readonly type: string;
  readonly title: string;
  readonly message: (when: string, recipient: Recipient) => string;
}

interface Occasion {
  readonly start: string;
  readonly end: string;
  readonly cause: string;
  /** Who did it, whose name or words are told. */
  readonly actorId: string | null;
}

const RESPONSES = { accepted: 'accepted', declined: 'declined', needs_action: 'took back the answer to' } as const;

/** Tells those who have an account, in the app; one notice per person and cause. Whom and what was decided with the fact. */
@Consumer({
  name: 'bookings.notices',
  messages: [...TOLD_MESSAGES, BOOKING_ATTENDEE_RESPONDED, BOOKING_REMINDER_DUE],
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
    const { bookingId } = message.payload as { readonly bookingId: string };
    if (isMessage(message, BOOKING_REMINDER_DUE) || isMessage(message, BOOKING_ATTENDEE_RESPONDED)) {
      const scene = await this.audiences.sceneOf(bookingId);
      if (!scene) return;
      if (isMessage(message, BOOKING_REMINDER_DUE)) await this.remind(scene, message);
      else await this.answer(scene, message);
      return;
    }
    const news = newsIn(message);
    const scene = news && (await this.audiences.sceneOf(bookingId));
    if (!scene) return;
    const { moment, actorId } = news;
    const occasion = { ...moment, actorId, cause: newsOf(bookingId, moment.sequence) };
    for (const audience of await this.audiences.told(scene, news.tellings)) {
      const notice = noticeOf(message, audience.news, scene);
      if (notice) await this.notify(scene, notice, occasion, audience.recipients);
    }
  }

  private async remind(scene: BookingScene, { payload }: Message<{ start: string; minutesBefore: number }>) {
    const { id, title, start, end } = scene.booking;
    if (!isReminderWanted(scene.booking, payload.start, this.clock.now())) return;
    const message = (when: string) => `“${title}” takes place ${when}.`;
    const cause = reminderOf(id, payload.start, payload.minutesBefore);
    const notice = { type: 'BOOKING_REMINDER', title: `Soon: ${title}`, message };
    await this.notify(scene, notice, { start, end, cause, actorId: null }, await this.audiences.expected(scene));
  }

  /** Organizers hear the answers. */
  private async answer(
    scene: BookingScene,
    { id, payload }: Message<{ userId: string | null; status: keyof typeof RESPONSES }>,
  ) {
    const { people, booking } = scene;
    const { title, start, end } = booking;
    const organizer = people.get(booking.organizerId);
    const attendee = booking.attendees.find(({ userId }) => userId !== null && userId === payload.userId);
    // Who was taken off meanwhile has no answer to give any more.
    if (!organizer?.isActive || !attendee) return;
    const answered = `${nameOf(attendee, people)} ${RESPONSES[payload.status]}`;
    const notice = {
      type: 'BOOKING_RESPONSE',
      title: `${answered} ${title}`,
      message: (when: string) => `${answered} “${title}”: ${when}.`,
    };
    await this.notify(scene, notice, { start, end, cause: id, actorId: payload.userId }, [
      { ...organizer, userId: organizer.id, role: 'organizer', isApart: false },
    ]);
  }

  private notify(
    { booking: { id: bookingId, organizerId } }: BookingScene,
    { type, title, message }: Notice,
    { start, end, cause, actorId }: Occasion,
    recipients: readonly Recipient[],
  ): Promise<void> {
    return this.notifications.notify(
      recipients.flatMap((recipient) => {
        const { userId, timeZone } = recipient;
        if (userId === null) return [];
        const text = message(formatPeriod(start, end, timeZone), recipient);
        const metadata = { bookingId, start, end };
        return [{ userId, type, title, message: text, metadata, about: [organizerId, actorId], cause }];
      }),
    );
  }
}

/** Null when the app shows it anyway. */
function noticeOf(message: Message, news: News, { booking, organizerName }: BookingScene): Notice | null {
  const { title, cancelReason } = booking;
  const quoted = `“${title}”`;
  if (isMessage(message, BOOKING_REASSIGNED) && news !== 'requested')
    return {
      type: 'BOOKING_REASSIGNED',
      title: `New host: ${title}`,
      message: (when) => `${organizerName} takes over ${quoted}: ${when}.`,
    };
  switch (news) {
    case 'requested':
      return {
        type: 'BOOKING_REQUESTED',
        title: `To be confirmed: ${title}`,
        message: (when, { role }) =>
          role === 'booker' ? `${quoted} waits for ${organizerName}: ${when}.` : `${quoted} waits for you: ${when}.`,
      };
    case 'confirmed':
      return {
        type: 'BOOKING_CONFIRMED',
        title: `Confirmed: ${title}`,
        message: (when, { role }) =>
          role === 'organizer'
            ? `${quoted} is confirmed for ${when}.`
            : `${organizerName} invites you to ${quoted}: ${when}.`,
      };
    case 'rescheduled': {
      const reason = isMessage(message, BOOKING_RESCHEDULED) ? message.payload.reason : null;
      const waits = isMessage(message, BOOKING_RESCHEDULED) && message.payload.isPending;
      const fact = (when: string) => `${quoted} has a new time${waits ? ', which is to be confirmed' : ''}: ${when}.`;
      return {
        type: 'BOOKING_RESCHEDULED',
        title: `New time: ${title}`,
        message: (when) => sentences(fact(when), reason),
      };
    }
    case 'declined':
      return {
        type: 'BOOKING_DECLINED',
        title: `Declined: ${title}`,
        message: (when) => sentences(`${organizerName} cannot take ${quoted}: ${when}.`, cancelReason),
      };
    case 'cancelled':
      return {
        type: 'BOOKING_CANCELLED',
        title: `Cancelled: ${title}`,
        message: (when) => sentences(`${quoted} does not take place: ${when}.`, cancelReason),
      };
    case 'restored':
      return {
        type: 'BOOKING_RESTORED',
        title: `Takes place after all: ${title}`,
        message: (when) => `${quoted} takes place after all: ${when}.`,
      };
    case 'withdrawn':
      return {
        type: 'BOOKING_WITHDRAWN',
        title: `Not expected any more: ${title}`,
        message: (when) => `${organizerName} withdrew your invitation to ${quoted}: ${when}.`,
      };
    case 'updated':
      return null;
  }
}

const sentences = (fact: string, reason: string | null) => (reason ? `${fact} Reason: ${reason}` : fact);
