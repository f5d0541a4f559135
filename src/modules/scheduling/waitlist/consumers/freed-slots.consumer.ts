import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { BookingsApi } from '../../bookings/bookings.api.js';
import {
  BOOKING_ATTENDEE_REMOVED,
  BOOKING_ATTENDEE_RESPONDED,
  BOOKING_CANCELLED,
  BOOKING_DECLINED,
  BOOKING_REASSIGNED,
  BOOKING_RESCHEDULED,
} from '../../bookings/bookings.events.js';
import { HOLD_RELEASED } from '../../slots/slots.events.js';
import { WaitlistOffersService } from '../waitlist-offers.service.js';
import { WAITLIST_OFFER_EXPIRED } from '../waitlist.events.js';

interface Time {
  readonly start: string;
  readonly end: string;
}

interface AttendeeFreed {
  readonly bookingId: string;
  readonly userId: string | null;
  /** The freed time, when the booking has another one by now. */
  readonly moment?: Time;
}

/** Offers freed time to the waitlist. */
@Consumer({
  name: 'waitlist.freed-slots',
  messages: [
    BOOKING_CANCELLED,
    BOOKING_DECLINED,
    BOOKING_RESCHEDULED,
    BOOKING_REASSIGNED,
    BOOKING_ATTENDEE_REMOVED,
    BOOKING_ATTENDEE_RESPONDED,
    HOLD_RELEASED,
    WAITLIST_OFFER_EXPIRED,
  ],
})
export class FreedSlotsConsumer extends MessageConsumer {
  constructor(
    private readonly offers: WaitlistOffersService,
    private readonly bookings: BookingsApi,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, HOLD_RELEASED)) {
      const { eventTypeId, hostIds } = message.payload;
      await this.offers.offerTimeOf({ eventTypeId, hostIds, bookableIds: [] }, intervalOf(message.payload));
    } else if (isMessage(message, WAITLIST_OFFER_EXPIRED)) {
      const { eventTypeId } = message.payload;
      await this.offers.offerTimeOf({ eventTypeId, hostIds: [], bookableIds: [] }, intervalOf(message.payload));
    } else if (isMessage(message, BOOKING_RESCHEDULED)) {
      const { bookingId, previousStart: start, previousEnd: end } = message.payload;
      await this.offerTimeOf(bookingId, { start, end });
    } else if (isMessage(message, BOOKING_REASSIGNED)) {
      await this.offerTimeOf(message.payload.bookingId, message.payload, [message.payload.previousHostId]);
    } else if (isMessage(message, BOOKING_CANCELLED) || isMessage(message, BOOKING_DECLINED)) {
      await this.offerTimeOf(message.payload.bookingId, message.payload);
    } else if (isMessage(message, BOOKING_ATTENDEE_REMOVED)) {
      await this.offerTimeOfAttendee(message.payload);
    } else if (isMessage(message, BOOKING_ATTENDEE_RESPONDED) && message.payload.status !== 'accepted') {
      await this.offerTimeOfAttendee(message.payload);
    }
  }

  /** Former attendees and hosts can be booked by others at that time. */
  private async offerTimeOfAttendee({ bookingId, userId, moment }: AttendeeFreed): Promise<void> {
    const time = moment ?? (userId === null ? null : await this.bookings.partiesOf(bookingId));
    if (!time || userId === null) return;
    await this.offers.offerTimeOf({ eventTypeId: null, hostIds: [userId], bookableIds: [] }, intervalOf(time));
  }

  private async offerTimeOf(bookingId: string, time: Time, formerHostIds: readonly string[] = []): Promise<void> {
    const parties = await this.bookings.partiesOf(bookingId);
    if (!parties) return;
    const hostIds = [...parties.hostIds, ...parties.attendeeIds, ...formerHostIds];
    await this.offers.offerTimeOf({ ...parties, hostIds }, intervalOf(time));
  }
}

function intervalOf({ start, end }: Time) {
  return { start: Date.parse(start), end: Date.parse(end) };
}
