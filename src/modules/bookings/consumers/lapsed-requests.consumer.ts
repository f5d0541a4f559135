import { Outbox } from '../../../infra/outbox/outbox.js';
import { Consumer, MessageConsumer } from '../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../kernel/message.js';
import { BookingTransitions } from '../booking-transitions.js';
import { BOOKING_REQUESTED } from '../bookings.events.js';
import { LAPSE_REQUEST } from '../bookings.jobs.js';
import { BookingsRepository } from '../bookings.repository.js';

const REASON = 'Nobody confirmed it in time.';

/** Declines what nobody has decided about when it would begin. */
@Consumer({ name: 'bookings.lapsed-requests', messages: [BOOKING_REQUESTED, LAPSE_REQUEST] })
export class LapsedRequestsConsumer extends MessageConsumer {
  constructor(
    private readonly bookings: BookingsRepository,
    private readonly transitions: BookingTransitions,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, BOOKING_REQUESTED)) {
      const { bookingId, sequence, start } = message.payload;
      await this.outbox.append(LAPSE_REQUEST, { bookingId, sequence }, { availableAt: new Date(start) });
    } else if (isMessage(message, LAPSE_REQUEST)) await this.lapse(message.payload.bookingId, message.payload.sequence);
  }

  private async lapse(bookingId: string, sequence: number): Promise<void> {
    await this.bookings.lock(bookingId);
    const booking = await this.bookings.find(bookingId);
    if (booking?.status === 'pending' && booking.sequence === sequence)
      await this.transitions.decline(null, booking, REASON);
  }
}
