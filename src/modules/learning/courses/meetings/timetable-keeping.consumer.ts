import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { BOOKING_RESCHEDULED, BOOKING_RESTORED } from '../../../scheduling/bookings/bookings.events.js';
import { BookedRooms } from '../../sessions/sessions.api.js';
import {
  COURSE_ENROLMENT_CHANGED,
  COURSE_OFFERING_CHANGED,
  COURSE_PROFILE_CHANGED,
  LEAVE_MEETING_ROOMS,
} from '../courses.events.js';
import { MeetingPlacesRepository } from './meeting-places.repository.js';
import { MeetingsRepository } from './meetings.repository.js';
import { OutlivedPlaces } from './outlived-places.js';
import { TimetableKeeping } from './timetable-keeping.js';

/**
 * What follows for meetings when an offering ends or changes, others teach it, somebody teaches no more, a student leaves
 * it, by an import of rosters as well, or a host moves a meeting or takes a meeting up again that was cancelled for such a
 * reason.
 */
@Consumer({
  name: 'courses.timetable-keeping',
  messages: [
    COURSE_OFFERING_CHANGED,
    COURSE_PROFILE_CHANGED,
    COURSE_ENROLMENT_CHANGED,
    LEAVE_MEETING_ROOMS,
    BOOKING_RESCHEDULED,
    BOOKING_RESTORED,
  ],
})
export class TimetableKeepingConsumer extends MessageConsumer {
  constructor(
    private readonly keeping: TimetableKeeping,
    private readonly meetings: MeetingsRepository,
    private readonly places: MeetingPlacesRepository,
    private readonly outlived: OutlivedPlaces,
    private readonly rooms: BookedRooms,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, COURSE_OFFERING_CHANGED)) {
      await this.keeping.keep(message.payload.offeringId);
      return this.outlived.end(message.payload.offeringId);
    }
    if (isMessage(message, COURSE_PROFILE_CHANGED)) {
      const { kind, organizationId, userId } = message.payload;
      if (kind !== 'facilitator') return;
      await this.keeping.keepHeldBy(organizationId, userId);
      return this.dismiss(userId, { organizationId, rooms: await this.rooms.placesOf(userId) });
    }
    if (isMessage(message, BOOKING_RESCHEDULED) || isMessage(message, BOOKING_RESTORED))
      return this.keepMeeting(message.payload.bookingId);
    const isWithdrawn = isMessage(message, COURSE_ENROLMENT_CHANGED) && message.payload.status === 'withdrawn';
    if (!isWithdrawn && !isMessage(message, LEAVE_MEETING_ROOMS)) return;
    const { offeringId, userId } = message.payload;
    await this.dismiss(userId, { offeringId });
  }

  private async dismiss(userId: string, of: Parameters<MeetingPlacesRepository['roomsLeftBy']>[1]): Promise<void> {
    for (const sessionId of await this.places.roomsLeftBy(userId, of)) await this.rooms.dismiss(sessionId, userId);
  }

  private async keepMeeting(bookingId: string): Promise<void> {
    const id = await this.meetings.idOfBooking(bookingId);
    const meeting = id === null ? null : await this.meetings.find(id);
    for (const offeringId of meeting?.offeringIds.toSorted() ?? []) await this.keeping.keep(offeringId);
  }
}
