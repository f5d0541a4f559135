import { Injectable } from '@nestjs/common';
import { UnsettledError } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Clock } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { ClaimsApi, SLOT_TAKEN } from '../../claims/claims.api.js';
import { type Placement, SlotsApi } from '../../slots/slots.api.js';
import { AttendeeChanges } from './attendee-changes.js';
import { BookableTypes } from '../make/offered-types.js';
import { BookingAnnouncements, organizerOf, partiesOf } from '../messages/booking-announcements.js';
import { BookingLinks } from '../guest/booking-links.js';
import { type LiveStatus, liveStatusOf, pendingIf, type Telling } from '../messages/booking-news.js';
import { BookingHosts } from './booking-hosts.js';
import { changeTo, exceptionsOf, placementOf } from '../booking/booking-placement.js';
import { BookingResources } from '../make/booking-resources.js';
import { type AttendeeRow, type BookingRow, periodOf } from '../booking/booking-row.js';
import {
  assertMovable,
  assertPeriod,
  type BookingStatus,
  changesBetween,
  type Period,
  samePeriod,
} from '../booking/booking.rules.js';
import { NOT_REASSIGNABLE } from '../bookings.errors.js';
import {
  BOOKING_CANCELLED,
  BOOKING_CONFIRMED,
  BOOKING_DECLINED,
  BOOKING_REASSIGNED,
  BOOKING_REQUESTED,
  BOOKING_RESCHEDULED,
} from '../bookings.events.js';
import { type BookingChange, BookingsRepository } from '../booking/bookings.repository.js';
import { SlotConflicts } from '../slot-conflicts.js';

export interface Move {
  readonly period: Period;
  readonly reason: string | null;
  /** Moved by the booker: the new time needs confirmation where hosts confirm. */
  readonly byBooker: boolean;
  /** Attendees added by the same change, who are notified of that and not of the move. */
  readonly added?: readonly AttendeeRow[];
}

/**
 * State transitions of a booking, without authorization. The caller has locked the booking; everything runs in its
 * transaction. `actorId` is null for guests and for automatic changes.
 */
@Injectable()
export class BookingTransitions {
  constructor(
    private readonly repository: BookingsRepository,
    private readonly claims: ClaimsApi,
    private readonly slots: SlotsApi,
    private readonly resources: BookingResources,
    private readonly types: BookableTypes,
    private readonly attendees: AttendeeChanges,
    private readonly hosts: BookingHosts,
    private readonly announcements: BookingAnnouncements,
    private readonly links: BookingLinks,
    private readonly conflicts: SlotConflicts,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Claims the new time and releases the old one, with history and events.
   * @returns columns to write; null when the time does not change
   * @throws CodedError validation_failed, in_the_past, slot_taken, outside_availability, limit_reached
   */
  async move(actorId: string | null, booking: BookingRow, move: Move): Promise<BookingChange | null> {
    const { period, reason, added = [] } = move;
    const before = periodOf(booking);
    if (samePeriod(before, period)) return null;
    assertPeriod(period);
    assertMovable(before, period, this.clock.now());
    const placement = placementOf(booking);
    const { change, people } = placement
      ? await this.placeAgain(actorId, { ...booking, attendees: [...booking.attendees, ...added] }, placement, move)
      : { change: await this.moveClaims(booking, period), people: booking };
    await this.attendees.resetAnswers(booking);
    await this.links.rotate(booking.id, period.end);
    const start = period.start.toISOString();
    const end = period.end.toISOString();
    const sequence = booking.sequence + 1;
    const { id: bookingId } = booking;
    const changes = changesBetween({ start: booking.start, end: booking.end }, { start, end });
    const status = liveStatusOf(change.status ?? booking.status);
    const moment = { sequence, start, end, ...pendingIf(status) };
    const { organizerId } = people;
    const attendees = people.attendees.filter(({ id }) => !added.some((row) => row.id === id));
    await this.repository.record([{ bookingId, actorId, action: 'rescheduled', changes, reason }]);
    await this.outbox.append(BOOKING_RESCHEDULED, {
      bookingId,
      actorId,
      ...moment,
      tellings: await this.announcements.announce(booking, partiesOf({ organizerId, attendees }), {
        turn: 'moved',
        status,
        sequence,
      }),
      previousStart: booking.start,
      previousEnd: booking.end,
      reason,
    });
    if (status === 'pending' && booking.status !== 'pending')
      await this.outbox.append(BOOKING_REQUESTED, { bookingId, actorId, ...moment });
    if (organizerId !== booking.organizerId)
      await this.appendReassigned(actorId, booking, { organizerId, status, tellings: [] });
    return { ...change, startsAt: period.start, endsAt: period.end, sequence };
  }

  async cancel(actorId: string | null, booking: BookingRow, reason: string | null): Promise<void> {
    await this.end(actorId, booking, 'cancelled', reason);
    await this.outbox.append(BOOKING_CANCELLED, await this.endOf(actorId, booking, 'cancelled'));
  }

  async decline(actorId: string | null, booking: BookingRow, reason: string | null): Promise<void> {
    await this.end(actorId, booking, 'declined', reason);
    await this.outbox.append(BOOKING_DECLINED, await this.endOf(actorId, booking, 'declined'));
  }

  async confirm(actorId: string, booking: BookingRow): Promise<void> {
    const { id: bookingId, start, end } = booking;
    const sequence = booking.sequence + 1;
    await this.repository.change(booking, { status: 'confirmed', sequence });
    const changes = changesBetween({ status: booking.status }, { status: 'confirmed' });
    await this.repository.record([{ bookingId, actorId, action: 'confirmed', changes }]);
    const announcement = { turn: 'placed', status: 'confirmed', sequence } as const;
    const tellings = await this.announcements.announce(booking, partiesOf(booking), announcement);
    await this.outbox.append(BOOKING_CONFIRMED, { bookingId, actorId, sequence, start, end, tellings });
  }

  /**
   * Assigns the booking to another host at the same time.
   * @param hostId null for the next one (round-robin); a no-op for the present host
   * @throws CodedError not_reassignable, slot_taken, outside_availability, not_a_host
   */
  async reassign(actorId: string, booking: BookingRow, hostId: string | null): Promise<void> {
    const placement = placementOf(booking);
    if (!placement) return;
    const type = await this.types.lockOrThrow(placement.eventTypeId);
    if (type.assignment !== 'round_robin') throw new CodedError(NOT_REASSIGNABLE);
    if (hostId === booking.organizerId) return;
    const { exceptHostIds, lastHostIds } = exceptionsOf(booking);
    const placed = await this.slots.place(booking.id, {
      type,
      start: new Date(booking.start),
      end: new Date(booking.end),
      seats: booking.seats,
      hostId,
      exceptHostIds: [booking.organizerId, ...exceptHostIds],
      lastHostIds,
      leaving: { bookingId: booking.id, placement },
    });
    const sequence = booking.sequence + 1;
    const status = liveStatusOf(booking.status);
    const people = await this.hosts.become(actorId, booking, placed.hostIds, status);
    const { organizerId } = people;
    await this.repository.change(booking, { organizerId, sequence, ...changeTo(placed) });
    const announcement = { turn: 'given', status, sequence } as const;
    const tellings = await this.announcements.announce(booking, partiesOf(people), announcement);
    await this.appendReassigned(actorId, booking, { organizerId, status, tellings });
  }

  private async placeAgain(
    actorId: string | null,
    booking: BookingRow,
    placement: Placement,
    { period, byBooker }: Move,
  ): Promise<{ readonly change: BookingChange; readonly people: Pick<BookingRow, 'organizerId' | 'attendees'> }> {
    const type = await this.types.lockOrThrow(placement.eventTypeId);
    const placed = await this.slots.place(booking.id, {
      type,
      ...period,
      seats: booking.seats,
      hostId: null,
      ...exceptionsOf(booking),
      preferredHostId: booking.organizerId,
      leaving: { bookingId: booking.id, placement },
    });
    const status = byBooker && type.requiresConfirmation ? 'pending' : liveStatusOf(booking.status);
    const people = await this.hosts.become(actorId, booking, placed.hostIds, status);
    return { change: { organizerId: people.organizerId, status, ...changeTo(placed) }, people };
  }

  private async moveClaims(booking: BookingRow, period: Period): Promise<BookingChange> {
    const bookableIds = await this.claims.bookablesOf({ kind: 'booking', id: booking.id });
    const isMoved =
      booking.bookableIds.length === 0
        ? await this.claims.move(booking.id, period.start, period.end)
        : await this.takeAgain(booking, period, bookableIds);
    if (isMoved) return {};
    throw new UnsettledError(SLOT_TAKEN, () => this.conflicts.explain(bookableIds, period, booking.id));
  }

  /** Claims the new time for the organizer and the resources that still have claims. */
  private async takeAgain(booking: BookingRow, period: Period, bookableIds: readonly string[]): Promise<boolean> {
    const { id, organizerId, organizationId } = booking;
    const resources = bookableIds.filter((bookableId) => bookableId !== organizerId);
    await this.resources.openToMove(booking, bookableIds, period);
    await this.claims.release({ kind: 'booking', id });
    return this.slots.takeBookables(id, organizationId, [organizerId, ...resources], period);
  }

  private async end(
    actorId: string | null,
    booking: BookingRow,
    status: Extract<BookingStatus, 'cancelled' | 'declined'>,
    reason: string | null,
  ): Promise<void> {
    const placement = placementOf(booking);
    if (placement) await this.slots.release(booking.id, placement);
    else await this.claims.release({ kind: 'booking', id: booking.id });
    await this.repository.change(booking, {
      status,
      cancelledAt: this.clock.now(),
      cancelReason: reason,
      sequence: booking.sequence + 1,
    });
    const changes = changesBetween({ status: booking.status }, { status });
    await this.repository.record([{ bookingId: booking.id, actorId, action: status, changes, reason }]);
  }

  private async endOf(actorId: string | null, booking: BookingRow, turn: 'cancelled' | 'declined') {
    const { id: bookingId, start, end } = booking;
    const sequence = booking.sequence + 1;
    const status = liveStatusOf(booking.status);
    const announcement = { turn, status, sequence, declinedBy: actorId };
    const tellings = await this.announcements.announce(booking, partiesOf(booking), announcement);
    return { bookingId, actorId, sequence, start, end, tellings };
  }

  /** @param given `tellings` for those who are in it now; the former host gets another message */
  private async appendReassigned(
    actorId: string | null,
    booking: BookingRow,
    given: { readonly organizerId: string; readonly status: LiveStatus; readonly tellings: readonly Telling[] },
  ): Promise<void> {
    const { id: bookingId, organizerId: previousHostId, start, end } = booking;
    const { organizerId: hostId, status } = given;
    const sequence = booking.sequence + 1;
    const changes = { hostId: { from: previousHostId, to: hostId } };
    await this.repository.record([{ bookingId, actorId, action: 'reassigned', changes }]);
    const left = await this.announcements.announce(booking, [organizerOf(previousHostId)], {
      turn: 'left',
      status,
      sequence,
    });
    await this.outbox.append(BOOKING_REASSIGNED, {
      bookingId,
      actorId,
      sequence,
      start,
      end,
      ...pendingIf(status),
      previousHostId,
      hostId,
      tellings: [...given.tellings, ...left],
    });
  }
}
