import { Consumer, MessageConsumer } from '../../../infra/queue/consumer.js';
import { Clock } from '../../../kernel/clock.js';
import { isMessage, type Message } from '../../../kernel/message.js';
import { MailApi, type MailRequest, type MailTemplateName } from '../../mail/mail.api.js';
import { type CalendarMoment, toInvitation } from '../booking-calendar.js';
import { BookingPeople } from '../booking-people.js';
import { FORMER_USER, nameOf } from '../booking.mapper.js';
import { isLive, isReminderWanted } from '../booking.rules.js';
import {
  type AttendeeRemoved,
  BOOKING_ATTENDEE_ADDED,
  BOOKING_ATTENDEE_REMOVED,
  BOOKING_CANCELLED,
  BOOKING_CONFIRMED,
  BOOKING_DECLINED,
  BOOKING_REASSIGNED,
  BOOKING_REMINDER_DUE,
  BOOKING_REQUESTED,
  BOOKING_RESCHEDULED,
  BOOKING_UPDATED,
  type BookingReassigned,
  type BookingRescheduled,
  type BookingUpdated,
  type ReminderDue,
  type TimedFact,
} from '../bookings.events.js';
import { type BookingAudience, BookingAudiences, type Recipient } from './booking-audience.js';
import { invitationOf, isToldBySeries, newsOf } from './booking-news.js';

type BookingMail = Extract<MailTemplateName, `BOOKING_${string}`>;

/**
 * Writes to organizer and attendees. A mail is unique by template, address and cause, and the cause names the booking
 * and its sequence: nobody gets the same news twice, whichever event brings it.
 */
@Consumer({
  name: 'bookings.mail',
  messages: [
    BOOKING_REQUESTED,
    BOOKING_CONFIRMED,
    BOOKING_DECLINED,
    BOOKING_REASSIGNED,
    BOOKING_RESCHEDULED,
    BOOKING_UPDATED,
    BOOKING_CANCELLED,
    BOOKING_ATTENDEE_ADDED,
    BOOKING_ATTENDEE_REMOVED,
    BOOKING_REMINDER_DUE,
  ],
})
export class BookingMailConsumer extends MessageConsumer {
  constructor(
    private readonly audiences: BookingAudiences,
    private readonly people: BookingPeople,
    private readonly mail: MailApi,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isToldBySeries(message)) return;
    const { bookingId } = message.payload as { bookingId: string };
    const audience = await this.audiences.of(bookingId, message);
    if (!audience) return;
    if (isMessage(message, BOOKING_CONFIRMED)) await this.confirm(audience, message.payload, audience.recipients);
    else if (isMessage(message, BOOKING_REQUESTED)) await this.request(audience, message.payload);
    else if (isMessage(message, BOOKING_DECLINED)) await this.decline(audience, message.payload);
    else if (isMessage(message, BOOKING_REASSIGNED)) await this.reassign(audience, message.payload);
    else if (isMessage(message, BOOKING_ATTENDEE_ADDED)) await this.invite(audience, message.payload.attendeeId);
    else if (isMessage(message, BOOKING_RESCHEDULED)) await this.reschedule(audience, message.payload);
    else if (isMessage(message, BOOKING_UPDATED)) await this.update(audience, message.payload);
    else if (isMessage(message, BOOKING_CANCELLED)) await this.cancel(audience, message.payload);
    else if (isMessage(message, BOOKING_ATTENDEE_REMOVED)) await this.withdraw(audience, message.payload);
    else if (isMessage(message, BOOKING_REMINDER_DUE)) await this.remind(audience, message.payload);
  }

  /** To those who decide, and to whoever asked; the others are invited once it is confirmed. */
  private async request(audience: BookingAudience, requested: TimedFact): Promise<void> {
    const { booking, people, recipients } = audience;
    const booker = booking.attendees.find(({ role }) => role === 'booker');
    const data = { ...detailsOf(audience, requested), bookerName: booker ? nameOf(booker, people) : FORMER_USER };
    const cause = newsOf(booking.id, requested.sequence);
    for (const recipient of recipients.filter(({ role }) => role !== 'attendee')) {
      const isHost = recipient.role !== 'booker';
      await this.send(audience, [recipient], { template: 'BOOKING_REQUESTED', data: { ...data, isHost }, cause });
    }
  }

  private decline(audience: BookingAudience, declined: TimedFact): Promise<void> {
    return this.send(
      audience,
      audience.recipients.filter(({ role }) => role === 'booker'),
      {
        template: 'BOOKING_DECLINED',
        data: { ...detailsOf(audience, declined), reason: audience.booking.cancelReason },
        calendar: calendarOf(audience, { ...declined, method: 'CANCEL' }),
        cause: newsOf(audience.booking.id, declined.sequence),
      },
    );
  }

  /** Everybody's calendar learns who the organizer is; that of the one before loses the booking. */
  private async reassign(audience: BookingAudience, reassigned: BookingReassigned): Promise<void> {
    await this.confirm(audience, reassigned, audience.recipients);
    await this.send(audience, audience.subject, {
      template: 'BOOKING_WITHDRAWN',
      data: { ...detailsOf(audience, reassigned), attendeeNames: [] },
      calendar: calendarOf(audience, { ...reassigned, method: 'CANCEL' }),
      cause: newsOf(audience.booking.id, reassigned.sequence),
    });
  }

  private confirm(
    audience: BookingAudience,
    moment: Pick<TimedFact, 'sequence' | 'start' | 'end'>,
    recipients: readonly Recipient[],
    cause = newsOf(audience.booking.id, moment.sequence),
  ): Promise<void> {
    return this.send(audience, recipients, {
      template: 'BOOKING_CONFIRMATION',
      data: detailsOf(audience, moment),
      calendar: calendarOf(audience, { ...moment, method: 'REQUEST' }),
      cause,
    });
  }

  /** Also somebody who was taken off before: their calendar has forgotten the booking. */
  private async invite(audience: BookingAudience, attendeeId: string): Promise<void> {
    const { booking, subject } = audience;
    const cause = invitationOf(booking, attendeeId);
    if (isLive(booking.status)) await this.confirm(audience, booking, subject, cause);
  }

  private reschedule(audience: BookingAudience, moved: BookingRescheduled): Promise<void> {
    const { previousStart, previousEnd, reason, sequence } = moved;
    return this.send(audience, audience.recipients, {
      template: 'BOOKING_RESCHEDULED',
      data: { ...detailsOf(audience, moved), previousStart, previousEnd, reason },
      calendar: calendarOf(audience, { ...moved, method: 'REQUEST' }),
      cause: newsOf(audience.booking.id, sequence),
    });
  }

  /** Whoever is told that it is cancelled needs no other news of it. */
  private async update(audience: BookingAudience, { news }: BookingUpdated): Promise<void> {
    if (!news || !isLive(audience.booking.status)) return;
    await this.send(audience, audience.recipients, {
      template: 'BOOKING_UPDATED',
      data: detailsOf(audience, news),
      calendar: calendarOf(audience, { ...news, method: 'REQUEST' }),
      cause: newsOf(audience.booking.id, news.sequence),
    });
  }

  private async cancel(audience: BookingAudience, cancelled: TimedFact): Promise<void> {
    const { actorId } = cancelled;
    const actor = actorId === null ? undefined : (await this.people.byId([actorId])).get(actorId);
    await this.send(audience, audience.recipients, {
      template: 'BOOKING_CANCELLED',
      data: {
        ...detailsOf(audience, cancelled),
        cancelledByName: actor?.name ?? null,
        reason: audience.booking.cancelReason,
      },
      calendar: calendarOf(audience, { ...cancelled, method: 'CANCEL' }),
      cause: newsOf(audience.booking.id, cancelled.sequence),
    });
  }

  /** The cancellation names only the one who is taken off (RFC 5546, section 3.2.5). */
  private async withdraw(audience: BookingAudience, removed: AttendeeRemoved): Promise<void> {
    const { booking, subject } = audience;
    if (!isLive(booking.status)) return;
    const attendee = {
      ...removed,
      id: removed.attendeeId,
      status: 'needs_action',
      role: 'attendee',
      isAbsent: null,
    } as const;
    const alone = { ...audience, booking: { ...booking, attendees: [attendee] } };
    await this.send(audience, subject, {
      template: 'BOOKING_WITHDRAWN',
      data: { ...detailsOf(audience, booking), attendeeNames: [] },
      calendar: calendarOf(alone, { ...booking, method: 'CANCEL' }),
      cause: `attendee:${removed.attendeeId}`,
    });
  }

  private async remind(audience: BookingAudience, { sequence, minutesBefore }: ReminderDue): Promise<void> {
    const { booking, recipients } = audience;
    if (!isReminderWanted(booking, sequence, this.clock.now())) return;
    await this.send(
      audience,
      recipients.filter(({ answer }) => answer !== 'declined'),
      {
        template: 'BOOKING_REMINDER',
        data: { ...detailsOf(audience, booking), minutesBefore },
        cause: `${newsOf(booking.id, sequence)}:${minutesBefore}`,
      },
    );
  }

  /** Whoever booked without an account gets the link to manage the booking. */
  private async send<T extends BookingMail>(
    { manageUrl: bookingUrl, booking: { organizerId } }: BookingAudience,
    recipients: readonly Recipient[],
    mail: Omit<MailRequest<T>, 'to' | 'sender'>,
  ): Promise<void> {
    for (const { email, name, timeZone, userId, role } of recipients) {
      const data = role === 'booker' && bookingUrl !== null ? { ...mail.data, bookingUrl } : mail.data;
      const to = { email, name, timeZone, userId: userId ?? undefined };
      await this.mail.queue<T>({ ...mail, data, to, sender: organizerId, isUnasked: role === 'attendee' });
    }
  }
}

function detailsOf(audience: BookingAudience, { start, end }: Pick<TimedFact, 'start' | 'end'>) {
  const { title, location, description } = audience.booking;
  const { organizerName, attendeeNames } = audience;
  return { title, start, end, organizerName, attendeeNames, location, description };
}

function calendarOf({ booking, people }: BookingAudience, moment: CalendarMoment & { method: 'REQUEST' | 'CANCEL' }) {
  return { method: moment.method, ics: toInvitation(booking, people, moment) };
}
