import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { newId } from '../../../../kernel/ids.js';
import { attendeeFacts, attendeesOf, comings, goings } from './attendee-facts.js';
import { AttendeesRepository } from '../booking/attendees.repository.js';
import { BookingAnnouncements } from '../messages/booking-announcements.js';
import { type LiveStatus, pendingIf } from '../messages/booking-news.js';
import { hostsOf } from '../booking/booking-placement.js';
import type { AttendeeRow, BookingRow } from '../booking/booking-row.js';
import { BOOKING_ATTENDEE_ADDED, BOOKING_ATTENDEE_REMOVED } from '../bookings.events.js';
import { BookingsRepository } from '../booking/bookings.repository.js';

/** Organizer and attendees. */
type People = Pick<BookingRow, 'organizerId' | 'attendees'>;

/**
 * Keeps the hosts among the attendees in step with the claims, when a booking is placed again: since it was placed, the
 * event type may have got other hosts, or another assignment. The caller has locked the booking.
 */
@Injectable()
export class BookingHosts {
  constructor(
    private readonly attendees: AttendeesRepository,
    private readonly bookings: BookingsRepository,
    private readonly announcements: BookingAnnouncements,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Called after the booking was placed again. Removed hosts are notified here; new ones by the caller's announcement
   * to the returned people. The organizer stays as long as they host.
   * @param hostIds hosts whose time was claimed
   * @param status of the booking after the change
   */
  async become(
    actorId: string | null,
    booking: BookingRow,
    hostIds: readonly string[],
    status: LiveStatus,
  ): Promise<People> {
    const [first = booking.organizerId] = hostIds;
    const organizerId = hostIds.includes(booking.organizerId) ? booking.organizerId : first;
    const before = hostsOf(booking);
    const coHosts = hostIds.filter((id) => id !== organizerId);
    const gone = booking.attendees.filter(({ role, userId }) => role === 'host' && !isAmong(coHosts, userId));
    const joined = coHosts.filter((id) => !before.includes(id)).map(coHost);
    await this.remove(actorId, booking, gone, { hostIds, status });
    const unlinked = await this.unlink(booking, hostIds);
    await this.add(actorId, booking, joined);
    const rest = booking.attendees.filter((row) => !gone.includes(row));
    return { organizerId, attendees: [...rest.map((row) => unlinked.get(row.id) ?? row), ...joined] };
  }

  private async remove(
    actorId: string | null,
    booking: BookingRow,
    rows: readonly AttendeeRow[],
    { hostIds, status }: { readonly hostIds: readonly string[]; readonly status: LiveStatus },
  ): Promise<void> {
    if (rows.length === 0) return;
    const { start, end } = booking;
    const gone = attendeesOf(booking, rows);
    const sequence = booking.sequence + 1;
    await this.attendees.remove(rows.map(({ id }) => id));
    await this.bookings.record(goings(actorId, gone));
    // Whoever becomes the organizer stays in the booking.
    const left = rows.filter(({ userId }) => !isAmong(hostIds, userId));
    const tellings = await this.announcements.announce(booking, left, { turn: 'left', status, sequence });
    const moment = { sequence, start, end, ...pendingIf(status) };
    await this.outbox.appendAll(
      BOOKING_ATTENDEE_REMOVED,
      attendeeFacts(actorId, gone, () => ({ tellings, moment })),
    );
  }

  private async add(
    actorId: string | null,
    booking: BookingRow,
    rows: readonly (AttendeeRow & { readonly userId: string })[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const come = attendeesOf(booking, rows);
    await this.attendees.add(booking.id, rows);
    await this.bookings.record(comings(actorId, come));
    await this.outbox.appendAll(BOOKING_ATTENDEE_ADDED, attendeeFacts(actorId, come));
  }

  /**
   * Unlinks attendees whose account hosts now; they stay as addresses, so that the account behind an address is not
   * disclosed.
   */
  private async unlink(
    { attendees }: BookingRow,
    hostIds: readonly string[],
  ): Promise<ReadonlyMap<string, AttendeeRow>> {
    const rows = attendees.filter(
      ({ role, email, userId }) => role !== 'host' && email !== null && isAmong(hostIds, userId),
    );
    if (rows.length > 0) await this.attendees.unlink(rows.map(({ id }) => id));
    return new Map(rows.map((row) => [row.id, { ...row, userId: null }]));
  }
}

export function coHost(userId: string): AttendeeRow & { readonly userId: string } {
  return { id: newId(), userId, email: null, name: null, status: 'accepted', role: 'host', isAbsent: null };
}

function isAmong(ids: readonly string[], userId: string | null): boolean {
  return userId !== null && ids.includes(userId);
}
