import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import {
  BOOKING_CANCELLED,
  BOOKING_RESCHEDULED,
  BOOKING_RESTORED,
  type TimedFact,
} from '../../../scheduling/bookings/bookings.events.js';
import type { TimetableNewsKind } from '../mails/timetable-texts.js';
import { COURSE_TIMETABLE_CHANGED } from '../courses.events.js';
import { MeetingsRepository } from './meetings.repository.js';
import { TimetableNews } from './timetable-news.js';

const OF_BOOKINGS: ReadonlyMap<string, TimetableNewsKind> = new Map([
  [BOOKING_CANCELLED.name, 'cancelled'],
  [BOOKING_RESCHEDULED.name, 'moved'],
  [BOOKING_RESTORED.name, 'restored'],
]);

/** Tells students and facilitators of meetings that change: in one step here, or one by one as bookings by their hosts. */
@Consumer({
  name: 'courses.timetable-news',
  messages: [COURSE_TIMETABLE_CHANGED, BOOKING_CANCELLED, BOOKING_RESCHEDULED, BOOKING_RESTORED],
})
export class TimetableNewsConsumer extends MessageConsumer {
  constructor(
    private readonly meetings: MeetingsRepository,
    private readonly news: TimetableNews,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    const cause = `timetable:${message.id}`;
    if (isMessage(message, COURSE_TIMETABLE_CHANGED)) {
      const { fact: what, meetingIds, actorId, untaught = false } = message.payload;
      return this.news.tell({ what, meetingIds, actorId, untaught, cause });
    }
    const { bookingId, actorId, bySeries } = message.payload as TimedFact;
    const what = OF_BOOKINGS.get(message.name);
    // What was changed in one step is told of all together.
    if (bySeries || what === undefined) return;
    const id = await this.meetings.idOfBooking(bookingId);
    if (id !== null) await this.news.tell({ what, meetingIds: [id], actorId, cause });
  }
}
