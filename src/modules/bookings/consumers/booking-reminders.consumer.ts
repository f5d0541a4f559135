import { BookingConfig } from '../../../infra/config/config.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { Consumer, MessageConsumer } from '../../../infra/queue/consumer.js';
import { Clock, MINUTE } from '../../../kernel/clock.js';
import { isMessage, type Message } from '../../../kernel/message.js';
import { EventTypesApi } from '../../event-types/event-types.api.js';
import {
  BOOKING_CONFIRMED,
  BOOKING_REASSIGNED,
  BOOKING_REMINDER_DUE,
  BOOKING_RESCHEDULED,
  BOOKING_UPDATED,
  type TimedFact,
} from '../bookings.events.js';
import { BookingsRepository } from '../bookings.repository.js';

/**
 * Plans the reminders of every new sequence. A plan is not withdrawn: it carries the sequence that it was made for, and
 * is worth nothing once the booking has another.
 */
@Consumer({
  name: 'bookings.reminders',
  messages: [BOOKING_CONFIRMED, BOOKING_RESCHEDULED, BOOKING_REASSIGNED, BOOKING_UPDATED],
})
export class BookingRemindersConsumer extends MessageConsumer {
  constructor(
    private readonly bookings: BookingsRepository,
    private readonly eventTypes: EventTypesApi,
    private readonly config: BookingConfig,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    const { bookingId } = message.payload as { bookingId: string };
    const planned = isMessage(message, BOOKING_UPDATED) ? message.payload.news : (message.payload as TimedFact);
    if (!planned) return;
    const { sequence, start } = planned;
    for (const minutesBefore of new Set(await this.minutesBefore(bookingId))) {
      const availableAt = new Date(Date.parse(start) - minutesBefore * MINUTE);
      if (availableAt <= this.clock.now()) continue;
      await this.outbox.append(BOOKING_REMINDER_DUE, { bookingId, sequence, minutesBefore }, { availableAt });
    }
  }

  /** What the event type says, otherwise what the installation does. */
  private async minutesBefore(bookingId: string): Promise<readonly number[]> {
    const eventTypeId = (await this.bookings.find(bookingId))?.eventTypeId ?? null;
    const type = eventTypeId === null ? null : await this.eventTypes.find(eventTypeId);
    return type?.reminderMinutes ?? this.config.reminderMinutes;
  }
}
