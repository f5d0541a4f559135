import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { Clock, MINUTE } from '../../../../kernel/clock.js';
import type { Message } from '../../../../kernel/message.js';
import { EventTypesApi } from '../../event-types/event-types.api.js';
import {
  BOOKING_CONFIRMED,
  BOOKING_REMINDER_DUE,
  BOOKING_RESCHEDULED,
  BOOKING_RESTORED,
  type TimedFact,
} from '../bookings.events.js';
import { BookingsRepository } from '../booking/bookings.repository.js';
import { BookingConfig } from '../bookings.config.js';

/**
 * Schedules the reminders of every new start, as delayed messages. They are not cancelled: each carries the start that
 * it was planned for, and is stale when the booking has another one. Recipients are chosen when it is due.
 */
@Consumer({
  name: 'bookings.reminders',
  messages: [BOOKING_CONFIRMED, BOOKING_RESCHEDULED, BOOKING_RESTORED],
  together: true,
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
    const { bookingId, start } = message.payload as TimedFact;
    for (const minutesBefore of new Set(await this.minutesBefore(bookingId))) {
      const availableAt = new Date(Date.parse(start) - minutesBefore * MINUTE);
      if (availableAt <= this.clock.now()) continue;
      await this.outbox.append(BOOKING_REMINDER_DUE, { bookingId, start, minutesBefore }, { availableAt });
    }
  }

  /** Offsets of the event type, or else of the installation. */
  private async minutesBefore(bookingId: string): Promise<readonly number[]> {
    const eventTypeId = (await this.bookings.find(bookingId))?.eventTypeId ?? null;
    const type = eventTypeId === null ? null : await this.eventTypes.find(eventTypeId);
    return type?.reminderMinutes ?? this.config.reminderMinutes;
  }
}
