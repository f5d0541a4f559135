import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { Clock } from '../../../../kernel/clock.js';
import { isMessage, type Message, type MessageType } from '../../../../kernel/message.js';
import { formatPeriod } from '../../../../kernel/when.js';
import { type NewNotification, NotificationsApi } from '../../../messages/notifications/notifications.api.js';
import { type News, newsOf, reminderOf } from './booking-news.js';
import { FORMER_USER } from '../../../people/users/users.api.js';
import { BookingPeople } from '../booking/booking-people.js';
import { nameOf } from '../booking/booking-view.js';
import { isReminderWanted } from '../booking/booking.rules.js';
import {
  BOOKING_ATTENDANCE_RECORDED,
  BOOKING_ATTENDEE_RESPONDED,
  BOOKING_REASSIGNED,
  BOOKING_REMINDER_DUE,
  BOOKING_RESCHEDULED,
  BOOKING_UPDATED,
} from '../bookings.events.js';
import { BookingAudiences, type BookingScene, type Recipient } from './booking-audience.js';
import { type BookingNews, newsIn, TOLD_MESSAGES } from './booking-messages.js';

interface Notice {
  readonly type: NewNotification['type'];
  readonly title: string;
  readonly message: (when: string, recipient: Recipient) => string;
}

interface Occasion {
  readonly start: string;
  readonly end: string;
  readonly cause: string;
  /** The acting person, whose name or words are shown. */
  readonly actorId: string | null;
}

/** Events with notifications that are not decided by an announcement. */
const BY_THEMSELVES: ReadonlyArray<MessageType<object>> = [
  BOOKING_ATTENDEE_RESPONDED,
  BOOKING_ATTENDANCE_RECORDED,
  BOOKING_REMINDER_DUE,
];

/** Display names of fields. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  title: 'title',
  description: 'description',
  location: 'place',
};

const RESPONSES = { accepted: 'accepted', declined: 'declined', needs_action: 'took back the answer to' } as const;

/**
 * In-app notifications to recipients with an account, one per person and cause. Recipients and news were chosen by the
 * announcement.
 */
@Consumer({
  name: 'bookings.notices',
  messages: [...TOLD_MESSAGES, BOOKING_ATTENDEE_RESPONDED, BOOKING_ATTENDANCE_RECORDED, BOOKING_REMINDER_DUE],
  together: true,
})
export class BookingNoticesConsumer extends MessageConsumer {
  constructor(
    private readonly audiences: BookingAudiences,
    private readonly people: BookingPeople,
    private readonly notifications: NotificationsApi,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    const { bookingId } = message.payload as { readonly bookingId: string };
    const news = newsIn(message);
    const isByItself = BY_THEMSELVES.some((type) => isMessage(message, type));
    const scene = news || isByItself ? await this.audiences.sceneOf(bookingId) : null;
    if (!scene) return;
    if (isMessage(message, BOOKING_REMINDER_DUE)) await this.remind(scene, message);
    else if (isMessage(message, BOOKING_ATTENDEE_RESPONDED)) await this.answer(scene, message);
    else if (isMessage(message, BOOKING_ATTENDANCE_RECORDED)) await this.attendance(scene, message);
    else if (news) await this.tell(scene, message, news);
  }

  private async tell(scene: BookingScene, message: Message, news: BookingNews): Promise<void> {
    const { bookingId, moment, actorId } = news;
    const actorName = await this.nameOfActor(actorId);
    const occasion = { ...moment, actorId, cause: newsOf(bookingId, moment.sequence) };
    for (const audience of await this.audiences.told(scene, news.tellings)) {
      const notice = noticeOf(message, audience.news, scene, actorName);
      // Actors are not notified of their own changes of details; all other news are sent to everybody.
      const recipients =
        notice?.type === 'BOOKING_UPDATED'
          ? audience.recipients.filter(({ userId }) => userId !== actorId)
          : audience.recipients;
      if (notice) await this.notify(scene, notice, occasion, recipients);
    }
  }

  private async remind(scene: BookingScene, { payload }: Message<{ start: string; minutesBefore: number }>) {
    const { id, title, start, end } = scene.booking;
    if (!isReminderWanted(scene.booking, payload.start, this.clock.now())) return;
    const message = (when: string) => `“${title}” takes place ${when}.`;
    const cause = reminderOf(id, payload.start, payload.minutesBefore);
    const notice: Notice = { type: 'BOOKING_REMINDER', title: `Soon: ${title}`, message };
    await this.notify(scene, notice, { start, end, cause, actorId: null }, await this.audiences.expected(scene));
  }

  /** Notifies the organizer of answers. */
  private async answer(
    scene: BookingScene,
    { id, payload }: Message<{ userId: string | null; status: keyof typeof RESPONSES }>,
  ) {
    const { people, booking } = scene;
    const { title, start, end } = booking;
    const organizer = people.get(booking.organizerId);
    const attendee = booking.attendees.find(({ userId }) => userId !== null && userId === payload.userId);
    // Removed meanwhile.
    if (!organizer?.isActive || !attendee) return;
    const answered = `${nameOf(attendee, people)} ${RESPONSES[payload.status]}`;
    const notice: Notice = {
      type: 'BOOKING_RESPONSE',
      title: `${answered} ${title}`,
      message: (when: string) => `${answered} “${title}”: ${when}.`,
    };
    await this.notify(scene, notice, { start, end, cause: id, actorId: payload.userId }, [
      { ...organizer, userId: organizer.id, role: 'organizer', isApart: false },
    ]);
  }

  /** Notifies the attendee of recorded attendance, except of their own action. */
  private async attendance(
    scene: BookingScene,
    { id, payload }: Message<{ userId: string | null; actorId: string | null; isAbsent: boolean }>,
  ): Promise<void> {
    const { title, start, end } = scene.booking;
    const { userId, actorId, isAbsent } = payload;
    const account = userId === null || userId === actorId ? undefined : scene.people.get(userId);
    if (!account?.isActive) return;
    const what = isAbsent ? 'did not come' : 'came';
    const actorName = await this.nameOfActor(actorId);
    const notice: Notice = {
      type: 'BOOKING_ATTENDANCE',
      title: `You ${what}: ${title}`,
      message: (when: string) => `${actorName} recorded that you ${what} to “${title}”: ${when}.`,
    };
    await this.notify(scene, notice, { start, end, cause: id, actorId }, [
      { ...account, userId: account.id, role: 'attendee', isApart: false },
    ]);
  }

  private async nameOfActor(actorId: string | null): Promise<string> {
    return (await this.people.byId([actorId])).get(actorId ?? '')?.name ?? FORMER_USER;
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

/** Null when another notification covers it. */
function noticeOf(
  message: Message,
  news: News,
  { booking, organizerName }: BookingScene,
  actorName: string,
): Notice | null {
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
        message: (when) => `${actorName} restored ${quoted}, which takes place after all: ${when}.`,
      };
    case 'withdrawn':
      return {
        type: 'BOOKING_WITHDRAWN',
        title: `Not expected any more: ${title}`,
        message: (when) => `${organizerName} withdrew your invitation to ${quoted}: ${when}.`,
      };
    case 'updated':
      return isMessage(message, BOOKING_UPDATED)
        ? changeNotice(message.payload.fields, booking.title, actorName)
        : null;
  }
}

function changeNotice(fields: readonly string[], title: string, actorName: string): Notice {
  const what = new Intl.ListFormat('en').format(fields.flatMap((field) => FIELD_NAMES[field] ?? []));
  return {
    type: 'BOOKING_UPDATED',
    title: `Changed: ${title}`,
    message: (when) => `${actorName} changed the ${what} of “${title}”: ${when}.`,
  };
}

const sentences = (fact: string, reason: string | null) => (reason ? `${fact} Reason: ${reason}` : fact);
