import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { BookingTransitions } from './booking-transitions.js';
import { BOOKING_REQUESTED, BOOKING_RESCHEDULED, BOOKING_RESTORED, type TimedFact } from '../bookings.events.js';
import { LAPSE_REQUEST } from './bookings.jobs.js';
import { BookingsRepository } from '../booking/bookings.repository.js';

const REASON = 'Nobody confirmed it in time.';

/** Expires requests: declines bookings that are still pending at their start. */
@Consumer({
  name: 'bookings.lapsed-requests',
  messages: [BOOKING_REQUESTED, BOOKING_RESCHEDULED, BOOKING_RESTORED, LAPSE_REQUEST],
})
export class LapsedRequestsConsumer extends MessageConsumer {
  constructor(
    private readonly bookings: BookingsRepository,
    private readonly transitions: BookingTransitions,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, LAPSE_REQUEST)) return this.lapse(message.payload.bookingId, message.payload.start);
    const { bookingId, start, isPending } = message.payload as TimedFact;
    if (isPending) await this.outbox.append(LAPSE_REQUEST, { bookingId, start }, { availableAt: new Date(start) });
  }

  private async lapse(bookingId: string, start: string): Promise<void> {
    await this.bookings.lock(bookingId);
    const booking = await this.bookings.find(bookingId);
    if (booking?.status === 'pending' && booking.start === start) await this.transitions.decline(null, booking, REASON);
  }
}
