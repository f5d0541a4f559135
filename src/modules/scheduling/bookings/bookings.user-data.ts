import { Injectable } from '@nestjs/common';
import { IsolatedRows } from '../../../infra/database/isolated-rows.js';
import { BookedRooms } from '../../learning/sessions/sessions.api.js';
import { type Leaver, type Traces, UserDataHolder } from '../../people/users/users.api.js';
import { HostLinks } from './host/host-links.js';
import { BookingRecipients } from './messages/booking-recipients.repository.js';
import { AttendeesRepository } from './booking/attendees.repository.js';
import { BookingSyncRepository } from './sync/booking-sync.repository.js';
import { isLive } from './booking/booking.rules.js';
import { BookingTransitions } from './change/booking-transitions.js';
import { BookingPlanners } from './planned/booking-planners.js';
import { BookingTracesRepository, LEAVING_REASONS } from './booking-traces.repository.js';
import { BookingsRepository } from './booking/bookings.repository.js';

/**
 * Erases a person from bookings: cancels live ones that depend on the person, and notifies the others; deletes bookings
 * without other participants; erases the person's texts from those that stay; and anonymizes the person as attendee. What
 * other features plan stays, and they find other hosts for it.
 */
@Injectable()
export class BookingsUserData extends UserDataHolder {
  readonly holds = {
    bookings: [
      'organizerId',
      'title',
      'description',
      'location',
      'timeZone',
      'answers',
      'notes',
      'metadata',
      'cancelReason',
    ],
    booking_attendees: ['userId', 'email', 'name'],
    booking_links: ['language'],
    booking_departures: ['userId'],
    booking_host_links: ['userId', 'email'],
    booking_replaced_links: ['userId'],
    booking_recipients: ['userId', 'email', 'name'],
    // Maintained by triggers.
    attended_times: ['userId', 'organizerId'],
    booking_history: ['actorId', 'changes', 'reason'],
  };

  constructor(
    private readonly transitions: BookingTransitions,
    private readonly repository: BookingsRepository,
    private readonly tracks: BookingTracesRepository,
    private readonly attendees: AttendeesRepository,
    private readonly recipients: BookingRecipients,
    private readonly hostLinks: HostLinks,
    private readonly sync: BookingSyncRepository,
    private readonly rooms: BookedRooms,
    private readonly rows: IsolatedRows,
    private readonly planners: BookingPlanners,
  ) {
    super();
  }

  override async countEndings({ id, provedEmail }: Leaver): Promise<number> {
    return this.tracks.countUpcoming(id, provedEmail, await this.planners.heldBy(id));
  }

  /** Failed cancellations are skipped, and do not block those after them. */
  override async endSome({ id: userId, provedEmail }: Leaver, limit: number): Promise<number> {
    const planned = await this.planners.heldBy(userId);
    let ended = 0;
    for (let after: string | null = null, isMore = true; isMore && ended < limit;) {
      const ids: string[] = await this.tracks.upcoming(userId, provedEmail, planned, after, limit - ended);
      isMore = ids.length === limit - ended;
      after = ids.at(-1) ?? null;
      const failed = await this.rows.forEach('bookings.leave', ids, String, (id) => this.cancel(userId, id));
      ended += ids.length - failed.length;
    }
    return ended;
  }

  private async cancel(userId: string, id: string): Promise<void> {
    await this.repository.lock(id);
    const booking = await this.repository.find(id);
    if (!booking || !isLive(booking.status)) return;
    const reason = booking.organizerId === userId ? LEAVING_REASONS.organizer : LEAVING_REASONS.participant;
    await this.transitions.cancel(userId, booking, reason);
  }

  override async tracesOf({ id, provedEmail }: Leaver): Promise<Traces> {
    return this.tracks.of(id, provedEmail, await this.planners.heldBy(id));
  }

  async eraseUser({ id, provedEmail }: Leaver): Promise<void> {
    await this.repository.deleteUnsharedOf(id);
    await this.tracks.eraseTexts(id, provedEmail, await this.planners.heldBy(id));
    const guests = await this.attendees.guestsInRooms(id, provedEmail);
    await this.attendees.anonymise(id, provedEmail);
    await this.rooms.forgetGuests(guests);
    await this.recipients.forget(id, provedEmail);
    await this.hostLinks.forget(id);
    await this.sync.forget(id);
  }
}
