import { bookingCalendar } from '../../../infra/calendar/icalendar.js';
import { Consumer, MessageConsumer } from '../../../infra/queue/consumer.js';
import { Clock } from '../../../kernel/clock.js';
import { isMessage, type Message } from '../../../kernel/message.js';
import { MailApi, type MailRequest } from '../../mail/mail.api.js';
import { type CalendarMoment, toCalendar } from '../booking-calendar.js';
import { BookingPeople } from '../booking-people.js';
import { isReminderWanted } from '../booking.rules.js';
import {
  type AttendeeRemoved,
  BOOKING_ATTENDEE_ADDED,
  BOOKING_ATTENDEE_REMOVED,
  BOOKING_CANCELLED,
  BOOKING_CONFIRMED,
  BOOKING_REMINDER_DUE,
  BOOKING_RESCHEDULED,
  type BookingRescheduled,
  type ReminderDue,
  type TimedFact,
} from '../bookings.events.js';
import { type BookingAudience, BookingAudiences, type Recipient } from './booking-audience.js';
import { newsOf } from './booking-news.js';

type BookingMail =
  'BOOKING_CONFIRMATION' | 'BOOKING_RESCHEDULED' | 'BOOKING_CANCELLED' | 'BOOKING_REMINDER' | 'BOOKING_WITHDRAWN';

/**
 * Writes to organizer and attendees. A mail is unique by template, address and cause, and the cause names the booking
 * and its sequence: nobody gets the same news twice, whichever event brings it.
 */
@Consumer({
  name: 'bookings.mail',
  messages: [
    BOOKING_CONFIRMED,
    BOOKING_RESCHEDULED,
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
    const { bookingId } = message.payload as { bookingId: string };
    const audience = await this.audiences.of(bookingId, message);
    if (!audience) return;
    if (isMessage(message, BOOKING_CONFIRMED)) await this.confirm(audience, message.payload, audience.recipients);
    else if (isMessage(message, BOOKING_ATTENDEE_ADDED)) await this.invite(audience);
    else if (isMessage(message, BOOKING_RESCHEDULED)) await this.reschedule(audience, message.payload);
    else if (isMessage(message, BOOKING_CANCELLED)) await this.cancel(audience, message.payload);
    else if (isMessage(message, BOOKING_ATTENDEE_REMOVED)) await this.withdraw(audience, message.payload);
    else if (isMessage(message, BOOKING_REMINDER_DUE)) await this.remind(audience, message.payload);
  }

  private confirm(
    audience: BookingAudience,
    moment: Pick<TimedFact, 'sequence' | 'start' | 'end'>,
    recipients: readonly Recipient[],
  ): Promise<void> {
    return this.send(recipients, {
      template: 'BOOKING_CONFIRMATION',
      data: detailsOf(audience, moment),
      calendar: calendarOf(audience, { ...moment, method: 'REQUEST' }),
      cause: newsOf(audience.booking.id, moment.sequence),
    });
  }

  private async invite(audience: BookingAudience): Promise<void> {
    const { booking, subject } = audience;
    if (booking.status !== 'cancelled') await this.confirm(audience, booking, subject);
  }

  private reschedule(audience: BookingAudience, moved: BookingRescheduled): Promise<void> {
    const { previousStart, previousEnd, reason, sequence } = moved;
    return this.send(audience.recipients, {
      template: 'BOOKING_RESCHEDULED',
      data: { ...detailsOf(audience, moved), previousStart, previousEnd, reason },
      calendar: calendarOf(audience, { ...moved, method: 'REQUEST' }),
      cause: newsOf(audience.booking.id, sequence),
    });
  }

  private async cancel(audience: BookingAudience, cancelled: TimedFact): Promise<void> {
    const { actorId } = cancelled;
    const actor = actorId === null ? undefined : (await this.people.byId([actorId])).get(actorId);
    await this.send(audience.recipients, {
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
    if (booking.status === 'cancelled') return;
    const attendee = {
      ...removed,
      id: removed.attendeeId,
      status: 'needs_action',
      role: 'attendee',
      isAbsent: null,
    } as const;
    const alone = { ...audience, booking: { ...booking, attendees: [attendee] } };
    await this.send(subject, {
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
      recipients.filter(({ answer }) => answer !== 'declined'),
      {
        template: 'BOOKING_REMINDER',
        data: { ...detailsOf(audience, booking), minutesBefore },
        cause: `${newsOf(booking.id, sequence)}:${minutesBefore}`,
      },
    );
  }

  private async send<T extends BookingMail>(
    recipients: readonly Recipient[],
    mail: Omit<MailRequest<T>, 'to'>,
  ): Promise<void> {
    for (const { email, name, timeZone, userId } of recipients)
      await this.mail.queue<T>({ ...mail, to: { email, name, timeZone, userId: userId ?? undefined } });
  }
}

function detailsOf(audience: BookingAudience, { start, end }: Pick<TimedFact, 'start' | 'end'>) {
  const { title, location, description } = audience.booking;
  const { organizerName, attendeeNames } = audience;
  return { title, start, end, organizerName, attendeeNames, location, description };
}

function calendarOf({ booking, people }: BookingAudience, moment: CalendarMoment & { method: 'REQUEST' | 'CANCEL' }) {
  return { method: moment.method, ics: bookingCalendar(toCalendar(booking, people, moment)) };
}
