import { Injectable } from '@nestjs/common';
import { together } from '../../../../infra/database/together.js';
import { UnsettledError } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Clock } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import type { Interval } from '../../../../kernel/intervals.js';
import { AvailabilityApi } from '../../availability/availability.api.js';
import { ClaimsApi, SLOT_TAKEN } from '../../claims/claims.api.js';
import { type BookingRow, periodOf } from '../booking/booking-row.js';
import {
  assertMovable,
  assertNotOverYet,
  assertPeriod,
  changesBetween,
  isLive,
  samePeriod,
} from '../booking/booking.rules.js';
import { type BookingChange, BookingsRepository } from '../booking/bookings.repository.js';
import { BOOKING_CANCELLED, BOOKING_CONFIRMED, BOOKING_REASSIGNED, BOOKING_RESCHEDULED } from '../bookings.events.js';
import { AttendeeChanges } from '../change/attendee-changes.js';
import { BookingLinks } from '../guest/booking-links.js';
import { BookingInstancesRepository } from '../instances/booking-instances.repository.js';
import { BookingAnnouncements, organizerOf, partiesOf } from '../messages/booking-announcements.js';
import {
  type BookingPlan,
  type PlannedMove,
  PlannedBookingsApi,
  type PlannedState,
  type PlannedTime,
} from '../planned-bookings.api.js';
import { settledTogether } from '../rooms/settled-together.js';
import { SlotConflicts } from '../slot-conflicts.js';
import { PlannedBookingsRepository } from './planned-bookings.repository.js';

/** Bookings that other features plan, with history entries and events for each of them. */
@Injectable()
export class PlannedBookings extends PlannedBookingsApi {
  constructor(
    private readonly repository: PlannedBookingsRepository,
    private readonly bookings: BookingsRepository,
    private readonly instances: BookingInstancesRepository,
    private readonly availability: AvailabilityApi,
    private readonly claims: ClaimsApi,
    private readonly attendees: AttendeeChanges,
    private readonly links: BookingLinks,
    private readonly announcements: BookingAnnouncements,
    private readonly conflicts: SlotConflicts,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {
    super();
  }

  async book(plan: BookingPlan, times: readonly PlannedTime[]): Promise<ReadonlySet<string>> {
    const hostIds = [...new Set(times.map(({ hostId }) => hostId))];
    await this.availability.ensurePeople(hostIds);
    await this.availability.lock([...hostIds, ...plan.bookableIds]);
    const booked: PlannedTime[] = [];
    const [first, last] = [times[0], times.at(-1)];
    if (!first || !last) return new Set();
    const window = intervalOf({ start: first.start, end: last.end });
    const isAway = await this.isAnyAway([...hostIds, ...plan.bookableIds], window);
    for (const time of times) if (await this.claim(plan, time, isAway)) booked.push(time);
    if (booked.length > 0) await this.repository.insert(plan, booked);
    await this.outbox.appendAll(
      BOOKING_CONFIRMED,
      settledTogether(
        booked.map(({ bookingId, start, end }) => ({
          ...{ bookingId, actorId: plan.actorId, sequence: 0, bySeries: true as const },
          ...{ start: start.toISOString(), end: end.toISOString() },
        })),
      ),
    );
    return new Set(booked.map(({ bookingId }) => bookingId));
  }

  async takenTimes(bookableIds: readonly string[], window: Interval): Promise<ReadonlyMap<string, Interval[]>> {
    const all = new Map<string, Interval[]>();
    for (const id of new Set(bookableIds)) all.set(id, await this.takenOf(id, window));
    return all;
  }

  isAnyAway(bookableIds: readonly string[], time: Interval): Promise<boolean> {
    return this.availability.isAnyAway(bookableIds, time);
  }

  async lock(bookingId: string): Promise<PlannedState> {
    return stateOf(await this.lockRow(bookingId));
  }

  async move(actorId: string | null, bookingId: string, to: PlannedMove): Promise<void> {
    const booking = await this.lockRow(bookingId);
    const before = periodOf(booking);
    const isMoved = !samePeriod(before, to);
    const isGiven = booking.organizerId !== to.hostId;
    const hasOtherRooms = booking.bookableIds.join() !== to.bookableIds.join();
    if (!isMoved && !isGiven && !hasOtherRooms) return;
    assertNotOverYet(before, this.clock.now());
    if (isMoved) {
      assertPeriod(to);
      assertMovable(before, to, this.clock.now());
    }
    await this.take(booking, to);
    const change: BookingChange = {
      ...{ organizerId: to.hostId, bookableIds: [...to.bookableIds], startsAt: to.start, endsAt: to.end },
      sequence: booking.sequence + 1,
    };
    await this.bookings.change(booking, change);
    if (isMoved) {
      await this.attendees.resetAnswers(booking);
      await this.links.rotate(bookingId, to.end);
    }
    if (isMoved || hasOtherRooms) await this.tellOfMove(actorId, booking, to, isMoved);
    if (isGiven) await this.tellOfHost(actorId, booking, to, isMoved || hasOtherRooms);
  }

  async cancel(
    actorId: string | null,
    bookingIds: readonly string[],
    reason: string | null,
  ): Promise<ReadonlySet<string>> {
    if (bookingIds.length === 0) return new Set();
    await this.repository.lock(bookingIds);
    const rows = await together(...bookingIds.map((id) => this.bookings.find(id)));
    const live = new Map(rows.flatMap((row) => (row && isLive(row.status) ? [[row.id, row] as const] : [])));
    const cancelled = await this.instances.cancel([...live.keys()], reason, this.clock.now());
    await this.bookings.record(
      cancelled.map(({ bookingId }) => ({
        ...{ bookingId, actorId, action: 'cancelled' as const, reason },
        changes: changesBetween({ status: 'confirmed' }, { status: 'cancelled' }),
      })),
    );
    const gone = cancelled.flatMap(({ bookingId, sequence }) => {
      const booking = live.get(bookingId);
      return booking ? [{ booking, sequence }] : [];
    });
    for (const { booking, sequence, ...settling } of settledTogether(gone, ({ booking: { sessionId } }) => sessionId)) {
      const announcement = { turn: 'cancelled', status: 'confirmed', sequence, declinedBy: null } as const;
      const tellings = await this.announcements.announce(booking, partiesOf(booking), announcement);
      const { id: bookingId, start, end } = booking;
      await this.outbox.append(BOOKING_CANCELLED, {
        ...{ bookingId, actorId, sequence, start, end, bySeries: true as const, tellings, ...settling },
      });
    }
    return new Set(live.keys());
  }

  /** What is read at once is bounded. */
  private async takenOf(bookableId: string, { start, end }: Interval): Promise<Interval[]> {
    const all: Interval[] = [];
    for (let from = start; from < end;) {
      const { taken, until } = await this.availability.takenTimes([bookableId], { start: from, end }, null);
      all.push(...taken);
      from = until > from ? until : end;
    }
    return all;
  }

  /** Everything, or nothing: what one of them could not have is given back. */
  private async claim(
    { organizationId, bookableIds }: BookingPlan,
    time: PlannedTime,
    mayBeAway: boolean,
  ): Promise<boolean> {
    const claimant = { kind: 'booking', id: time.bookingId, expiresAt: null } as const;
    if (mayBeAway && (await this.isAnyAway([time.hostId, ...bookableIds], intervalOf(time)))) return false;
    if (await this.availability.take(claimant, organizationId, [time.hostId, ...bookableIds], time)) return true;
    await this.claims.release(claimant);
    return false;
  }

  private async take(booking: BookingRow, to: PlannedMove): Promise<void> {
    const wanted = [to.hostId, ...to.bookableIds];
    const claimant = { kind: 'booking', id: booking.id, expiresAt: null } as const;
    const had = await this.claims.bookablesOf(claimant);
    await this.availability.ensurePeople([to.hostId]);
    await this.availability.lock([...new Set([...wanted, ...had])]);
    await this.claims.release(claimant);
    const isAway = await this.availability.isAnyAway(wanted, intervalOf(to));
    if (!isAway && (await this.availability.take(claimant, booking.organizationId, wanted, to))) return;
    throw new UnsettledError(SLOT_TAKEN, () => this.conflicts.explain(wanted, to, booking.id));
  }

  private async tellOfMove(
    actorId: string | null,
    booking: BookingRow,
    to: PlannedMove,
    isMoved: boolean,
  ): Promise<void> {
    const { id: bookingId, organizerId, attendees } = booking;
    const sequence = booking.sequence + 1;
    const after = { start: to.start.toISOString(), end: to.end.toISOString(), bookableIds: [...to.bookableIds] };
    const { start: previousStart, end: previousEnd } = booking;
    await this.bookings.record([
      {
        ...{ bookingId, actorId, action: isMoved ? 'rescheduled' : 'updated' },
        changes: changesBetween({ start: previousStart, end: previousEnd, bookableIds: booking.bookableIds }, after),
      },
    ]);
    const isStaying = organizerId === to.hostId;
    const tellings = await this.announcements.announce(
      booking,
      partiesOf({ organizerId, attendees }).filter(({ userId }) => isStaying || userId !== organizerId),
      { turn: 'moved', status: 'confirmed', sequence },
    );
    const { start, end } = after;
    await this.outbox.append(BOOKING_RESCHEDULED, {
      ...{ bookingId, actorId, sequence, start, end, previousStart, previousEnd },
      ...{ reason: null, bySeries: true as const, tellings },
    });
  }

  private async tellOfHost(
    actorId: string | null,
    booking: BookingRow,
    to: PlannedMove,
    isMoved: boolean,
  ): Promise<void> {
    const { id: bookingId, organizerId: previousHostId, attendees } = booking;
    const { hostId } = to;
    const sequence = booking.sequence + 1;
    const changes = { hostId: { from: previousHostId, to: hostId } };
    await this.bookings.record([{ bookingId, actorId, action: 'reassigned', changes }]);
    // A move is told to the others by itself.
    const people = isMoved ? [organizerOf(hostId)] : partiesOf({ organizerId: hostId, attendees });
    const state = { status: 'confirmed', sequence } as const;
    const given = await this.announcements.announce(booking, people, { turn: 'given', ...state });
    const left = await this.announcements.announce(booking, [organizerOf(previousHostId)], { turn: 'left', ...state });
    await this.outbox.append(BOOKING_REASSIGNED, {
      ...{ bookingId, actorId, sequence, previousHostId, hostId, bySeries: true as const },
      ...{ start: to.start.toISOString(), end: to.end.toISOString(), tellings: [...given, ...left] },
    });
  }

  private async lockRow(id: string): Promise<BookingRow> {
    await this.repository.lock([id]);
    const booking = await this.bookings.find(id);
    if (!booking) throw new CodedError(NOT_FOUND);
    return booking;
  }
}

function intervalOf({ start, end }: Pick<PlannedMove, 'start' | 'end'>): Interval {
  return { start: start.getTime(), end: end.getTime() };
}

function stateOf(booking: BookingRow): PlannedState {
  const { id: bookingId, organizerId: hostId, bookableIds, title, status } = booking;
  return { bookingId, hostId, bookableIds, title, isLive: isLive(status), ...periodOf(booking) };
}
