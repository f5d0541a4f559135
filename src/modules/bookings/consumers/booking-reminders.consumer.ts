import { BookingConfig } from '../../../infra/config/config.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { Consumer, MessageConsumer } from '../../../infra/queue/consumer.js';
import { Clock, MINUTE } from '../../../kernel/clock.js';
import type { Message } from '../../../kernel/message.js';
import { BOOKING_CONFIRMED, BOOKING_REMINDER_DUE, BOOKING_RESCHEDULED, type TimedFact } from '../bookings.events.js';

/**
 * Plans the reminders of every new time. A plan is not withdrawn: it carries the sequence that it was made for, and is
 * worth nothing once the booking has another.
 */
@Consumer({ name: 'bookings.reminders', messages: [BOOKING_CONFIRMED, BOOKING_RESCHEDULED] })
export class BookingRemindersConsumer extends MessageConsumer {
  constructor(
    private readonly config: BookingConfig,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    const { bookingId, sequence, start } = message.payload as TimedFact;
    for (const minutesBefore of new Set(this.config.reminderMinutes)) {
      const availableAt = new Date(Date.parse(start) - minutesBefore * MINUTE);
      if (availableAt <= this.clock.now()) continue;
      await this.outbox.append(BOOKING_REMINDER_DUE, { bookingId, sequence, minutesBefore }, { availableAt });
    }
  }
}
