import { Consumer, MessageConsumer, needsToBeAlone } from '../../../../infra/queue/consumer.js';
import { Clock } from '../../../../kernel/clock.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { BookedRooms } from '../../../learning/sessions/sessions.api.js';
import { comersOf, guestsOf, isOver, recurringGuestsOf } from './room-people.js';
import type { SettledTogether } from './settled-together.js';
import type { BookingRow } from '../booking/booking-row.js';
import { isLive } from '../booking/booking.rules.js';
import { BookingsRepository } from '../booking/bookings.repository.js';
import {
  BOOKING_ATTENDEE_ADDED,
  BOOKING_ATTENDEE_REMOVED,
  BOOKING_ATTENDEE_RESPONDED,
  BOOKING_CANCELLED,
  BOOKING_CONFIRMED,
  BOOKING_DECLINED,
  BOOKING_REASSIGNED,
  BOOKING_RESCHEDULED,
  BOOKING_RESTORED,
} from '../bookings.events.js';

/** Keeps rooms as their bookings are: who is in them, whose they are, and whether they take place. */
@Consumer({
  name: 'bookings.rooms',
  messages: [
    BOOKING_CONFIRMED,
    BOOKING_CANCELLED,
    BOOKING_DECLINED,
    BOOKING_RESTORED,
    BOOKING_RESCHEDULED,
    BOOKING_REASSIGNED,
    BOOKING_ATTENDEE_ADDED,
    BOOKING_ATTENDEE_REMOVED,
    BOOKING_ATTENDEE_RESPONDED,
  ],
  together: true,
})
export class BookingRoomsConsumer extends MessageConsumer {
  constructor(
    private readonly bookings: BookingsRepository,
    private readonly rooms: BookedRooms,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    const { bookingId, roomFollows = false } = message.payload as { readonly bookingId: string } & SettledTogether;
    if (roomFollows) return;
    const booking = await this.bookings.find(bookingId);
    const sessionId = booking?.sessionId;
    if (!booking || !sessionId) return;
    needsToBeAlone();
    await this.rooms.hold(sessionId);
    const taking = await this.bookings.ofRoom(sessionId);
    if (booking.seriesId !== null) return this.settleSeries(message, booking, sessionId, taking);
    // Meetings that are planned together have one room: what is over keeps nobody in it, and lets nobody in, while others come.
    const now = this.clock.now();
    const coming = taking.filter((one) => !isOver(one, now));
    const current = coming.length > 0 ? coming : taking;
    await this.change(message, booking, sessionId, current);
    const confirmed = current.filter(({ status }) => status === 'confirmed');
    await this.rooms.settle(sessionId, {
      hostIds: current.flatMap(hostsOf),
      attendeeIds: confirmed.flatMap(comersOf),
      guests: confirmed.flatMap(guestsOf),
      isOff: taking.length === 0,
    });
  }

  /** What is over lets nobody in again; a room is completed with its series, and not with a booking that is cancelled alone. */
  private async settleSeries(
    message: Message,
    booking: BookingRow,
    sessionId: string,
    taking: readonly BookingRow[],
  ): Promise<void> {
    const now = this.clock.now();
    const coming = taking.filter((one) => !isOver(one, now));
    await this.change(message, booking, sessionId, coming);
    const isEnd = isMessage(message, BOOKING_CANCELLED) && message.payload.bySeries === true;
    const isOff = isEnd && coming.length === 0;
    await this.rooms.settle(sessionId, {
      hostIds: coming.flatMap(hostsOf),
      attendeeIds: coming.flatMap(comersOf),
      guests: isOff ? [] : recurringGuestsOf(taking, now),
      isOff,
    });
  }

  private async change(
    message: Message,
    booking: BookingRow,
    sessionId: string,
    live: readonly BookingRow[],
  ): Promise<void> {
    if (isMessage(message, BOOKING_RESTORED) && isLive(booking.status)) return this.rooms.reopen(sessionId);
    if (isMessage(message, BOOKING_REASSIGNED)) {
      const { previousHostId, hostId } = message.payload;
      if (live.every((one) => !hostsOf(one).includes(previousHostId)))
        await this.rooms.handOver(sessionId, previousHostId, hostId);
    }
    if (!isMessage(message, BOOKING_ATTENDEE_REMOVED) || message.payload.userId === null) return;
    const { userId } = message.payload;
    const isStillIn = live.some((one) => [...hostsOf(one), ...comersOf(one)].includes(userId));
    if (!isStillIn) await this.rooms.dismiss(sessionId, userId);
  }
}

function hostsOf({ organizerId, attendees }: BookingRow): string[] {
  return [organizerId, ...attendees.flatMap(({ role, userId }) => (role === 'host' && userId ? userId : []))];
}
