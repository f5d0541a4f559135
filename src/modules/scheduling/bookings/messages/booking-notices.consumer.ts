import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { Clock } from '../../../../kernel/clock.js';
import { DEFAULT_LANGUAGE } from '../../../../kernel/language.js';
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
import { BOOKING_NOTICE_TEXTS, type BookingNoticeTexts } from './booking-notice-texts.js';
import { type BookingNews, newsIn, TOLD_MESSAGES } from './booking-messages.js';

interface Notice {
  readonly type: NewNotification['type'];
  /** @param quoted the title, in the quotation marks of the language */
  readonly words: (
    texts: BookingNoticeTexts,
    when: string,
    quoted: string,
    recipient: Recipient,
  ) => { readonly title: string; readonly message: string };
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
    const cause = reminderOf(id, payload.start, payload.minutesBefore);
    const notice: Notice = {
      type: 'BOOKING_REMINDER',
      words: ({ reminder }, when, quoted) => ({
        title: reminder.title(title),
        message: reminder.message(quoted, when),
      }),
    };
    await this.notify(scene, notice, { start, end, cause, actorId: null }, await this.audiences.expected(scene));
  }

  /** Notifies the organizer of answers. */
  private async answer(
    scene: BookingScene,
    { id, payload }: Message<{ userId: string | null; status: keyof BookingNoticeTexts['responses'] }>,
  ) {
    const { people, booking } = scene;
    const { title, start, end } = booking;
    const organizer = people.get(booking.organizerId);
    const attendee = booking.attendees.find(({ userId }) => userId !== null && userId === payload.userId);
    // Removed meanwhile.
    if (!organizer?.isActive || !attendee) return;
    const who = nameOf(attendee, people);
    const notice: Notice = {
      type: 'BOOKING_RESPONSE',
      words: ({ responses, response }, when, quoted) => {
        const answered = responses[payload.status](who);
        return { title: response.title(answered, title), message: response.message(answered, quoted, when) };
      },
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
    const actorName = await this.nameOfActor(actorId);
    const notice: Notice = {
      type: 'BOOKING_ATTENDANCE',
      words: (texts, when, quoted) => {
        const { title: heading, message } = isAbsent ? texts.absent : texts.present;
        return { title: heading(title), message: message(actorName, quoted, when) };
      },
    };
    await this.notify(scene, notice, { start, end, cause: id, actorId }, [
      { ...account, userId: account.id, role: 'attendee', isApart: false },
    ]);
  }

  private async nameOfActor(actorId: string | null): Promise<string> {
    return (await this.people.byId([actorId])).get(actorId ?? '')?.name ?? FORMER_USER;
  }

  private notify(
    { booking: { id: bookingId, organizerId, title } }: BookingScene,
    { type, words }: Notice,
    { start, end, cause, actorId }: Occasion,
    recipients: readonly Recipient[],
  ): Promise<void> {
    return this.notifications.notify(
      recipients.flatMap((recipient) => {
        const { userId, timeZone } = recipient;
        if (userId === null) return [];
        const language = recipient.language ?? DEFAULT_LANGUAGE;
        const texts = BOOKING_NOTICE_TEXTS[language];
        const told = words(texts, formatPeriod(start, end, timeZone, language), texts.quoted(title), recipient);
        const metadata = { bookingId, start, end };
        return [{ userId, type, ...told, language, metadata, about: [organizerId, actorId], cause }];
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
  if (isMessage(message, BOOKING_REASSIGNED) && news !== 'requested')
    return {
      type: 'BOOKING_REASSIGNED',
      words: ({ reassigned }, when, quoted) => ({
        title: reassigned.title(title),
        message: reassigned.message(organizerName, quoted, when),
      }),
    };
  switch (news) {
    case 'requested':
      return {
        type: 'BOOKING_REQUESTED',
        words: ({ requested }, when, quoted, { role }) => ({
          title: requested.title(title),
          message: role === 'booker' ? requested.booker(organizerName, quoted, when) : requested.host(quoted, when),
        }),
      };
    case 'confirmed':
      return {
        type: 'BOOKING_CONFIRMED',
        words: ({ confirmed }, when, quoted, { role }) => ({
          title: confirmed.title(title),
          message:
            role === 'organizer' ? confirmed.organizer(quoted, when) : confirmed.guest(organizerName, quoted, when),
        }),
      };
    case 'rescheduled': {
      const { reason, isPending } = isMessage(message, BOOKING_RESCHEDULED)
        ? message.payload
        : { reason: null, isPending: false };
      return {
        type: 'BOOKING_RESCHEDULED',
        words: (texts, when, quoted) => ({
          title: texts.rescheduled.title(title),
          message: sentences(
            texts,
            isPending ? texts.rescheduled.pending(quoted, when) : texts.rescheduled.message(quoted, when),
            reason,
          ),
        }),
      };
    }
    case 'declined':
      return {
        type: 'BOOKING_DECLINED',
        words: (texts, when, quoted) => ({
          title: texts.declined.title(title),
          message: sentences(texts, texts.declined.message(organizerName, quoted, when), cancelReason),
        }),
      };
    case 'cancelled':
      return {
        type: 'BOOKING_CANCELLED',
        words: (texts, when, quoted) => ({
          title: texts.cancelled.title(title),
          message: sentences(texts, texts.cancelled.message(quoted, when), cancelReason),
        }),
      };
    case 'restored':
      return {
        type: 'BOOKING_RESTORED',
        words: ({ restored }, when, quoted) => ({
          title: restored.title(title),
          message: restored.message(actorName, quoted, when),
        }),
      };
    case 'withdrawn':
      return {
        type: 'BOOKING_WITHDRAWN',
        words: ({ withdrawn }, when, quoted) => ({
          title: withdrawn.title(title),
          message: withdrawn.message(organizerName, quoted, when),
        }),
      };
    case 'updated':
      return isMessage(message, BOOKING_UPDATED) ? changeNotice(message.payload.fields, title, actorName) : null;
  }
}

function changeNotice(changed: readonly string[], title: string, actorName: string): Notice {
  return {
    type: 'BOOKING_UPDATED',
    words: ({ updated }, when, quoted, { language }) => {
      const names: Readonly<Record<string, string>> = updated.fields;
      const fields = new Intl.ListFormat(language ?? DEFAULT_LANGUAGE).format(
        changed.flatMap((field) => names[field] ?? []),
      );
      return { title: updated.title(title), message: updated.message(actorName, fields, quoted, when) };
    },
  };
}

const sentences = ({ withReason }: BookingNoticeTexts, fact: string, reason: string | null) =>
  reason ? withReason(fact, reason) : fact;
