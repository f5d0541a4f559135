import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { attendeeFacts, type AttendeeNews, comings, goings } from '../change/attendee-facts.js';
import { BookingAnnouncements, type Party } from '../messages/booking-announcements.js';
import type { Instance, PeopleChange } from '../booking-instances.api.js';
import { BookingInstancesRepository, type InstanceAttendee, type Moved } from './booking-instances.repository.js';
import type { Turn } from '../messages/booking-news.js';
import { type ApartRow, BookingRecipients, type RecipientRow } from '../messages/booking-recipients.repository.js';
import { BOOKING_ATTENDEE_ADDED, BOOKING_ATTENDEE_REMOVED } from '../bookings.events.js';
import { settledTogether } from '../rooms/settled-together.js';
import { BookingsRepository } from '../booking/bookings.repository.js';

type Times = Pick<Instance, 'bookingId' | 'seriesId' | 'start' | 'end'>;

/** Attendees of many instances: added and removed with the series, or of a single instance without it. */
@Injectable()
export class InstancePeople {
  constructor(
    private readonly repository: BookingInstancesRepository,
    private readonly recipients: BookingRecipients,
    private readonly announcements: BookingAnnouncements,
    private readonly bookings: BookingsRepository,
    private readonly outbox: Outbox,
  ) {}

  async change(actorId: string, instances: readonly Instance[], change: PeopleChange): Promise<void> {
    const people = [...change.added, ...change.removed];
    if (instances.length === 0 || people.length === 0) return;
    const ids = instances.map(({ bookingId }) => bookingId);
    const { added, removed } = await this.repository.changeAttendees(ids, change);
    await this.bookings.record([...goings(actorId, removed), ...comings(actorId, added)]);
    await this.recipients.joinSeries(ids, people);
    const news = await this.takeLeave(instances, removed);
    const bySeries = true as const;
    await this.outbox.appendAll(
      BOOKING_ATTENDEE_REMOVED,
      settledTogether(
        attendeeFacts(actorId, removed, (id) => news.get(id)).map((fact) => ({ ...fact, bySeries })),
        // Each account is let out.
        ({ userId }) => userId,
      ),
    );
    await this.outbox.appendAll(
      BOOKING_ATTENDEE_ADDED,
      settledTogether(attendeeFacts(actorId, added).map((fact) => ({ ...fact, bySeries }))),
    );
  }

  /** Notifies recipients of single instances of the cancellation. @returns notifications by booking id */
  async cancel(instances: readonly Times[], cancelled: readonly Moved[]): Promise<Map<string, AttendeeNews>> {
    const apart = await this.recipients.apartFrom(cancelled.map(({ bookingId }) => bookingId));
    return this.announce('cancelled', instances, cancelled, apart);
  }

  private async takeLeave(
    instances: readonly Instance[],
    removed: readonly InstanceAttendee[],
  ): Promise<Map<string, AttendeeNews>> {
    const leaving = (await this.recipients.apartFrom(removed.map(({ bookingId }) => bookingId))).filter((row) =>
      removed.some((attendee) => attendee.bookingId === row.bookingId && isSame(attendee, row)),
    );
    const raised = await this.repository.raiseSequences(leaving.map(({ bookingId }) => bookingId));
    return this.announce('left', instances, raised, leaving);
  }

  private async announce(
    turn: Turn,
    instances: readonly Times[],
    changed: readonly Moved[],
    told: readonly ApartRow[],
  ): Promise<Map<string, AttendeeNews>> {
    const news = new Map<string, AttendeeNews>();
    for (const { bookingId: id, sequence } of changed) {
      const parties = told.filter(({ bookingId }) => bookingId === id).map(toParty);
      const instance = instances.find(({ bookingId }) => bookingId === id);
      if (parties.length === 0 || !instance) continue;
      const { seriesId, start, end } = instance;
      const announcement = { turn, status: 'confirmed', sequence } as const;
      const tellings = await this.announcements.announce({ id, seriesId }, parties, announcement);
      const moment = { sequence, start: start.toISOString(), end: end.toISOString() };
      if (tellings.length > 0) news.set(id, { moment, tellings });
    }
    return news;
  }
}

function toParty({ userId, email, name }: RecipientRow): Party {
  return { userId, email, name, role: 'attendee' };
}

/** Recipients with an account have no address, also where the attendee was invited by one. */
function isSame(attendee: InstanceAttendee, { userId, email }: RecipientRow): boolean {
  return userId === null ? attendee.email?.toLowerCase() === email?.toLowerCase() : attendee.userId === userId;
}
