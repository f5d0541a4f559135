import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions, UnsettledError } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Clock } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { SLOT_TAKEN, SlotsApi } from '../../slots/slots.api.js';
import { AttendeesRepository } from '../booking/attendees.repository.js';
import { BookingAccess } from '../booking/booking-access.js';
import type { BookingDto } from '../booking/booking.dto.js';
import { BookingPeople } from '../booking/booking-people.js';
import { changeTo, exceptionsOf } from '../booking/booking-placement.js';
import { can, type Standing } from '../booking/booking.policy.js';
import { BookingPresenter } from '../booking/booking.presenter.js';
import { type AttendeeRow, type BookingRow, periodOf } from '../booking/booking-row.js';
import { assertCancelled, assertNotPast, changesBetween } from '../booking/booking.rules.js';
import { type BookingChange, BookingsRepository } from '../booking/bookings.repository.js';
import { NOT_RESTORABLE } from '../bookings.errors.js';
import { BOOKING_REQUESTED, BOOKING_RESTORED } from '../bookings.events.js';
import { type InstanceOrigin, InstanceSeries } from '../instances/instance-series.js';
import { BookableTypes } from '../make/offered-types.js';
import { BookingResources } from '../make/booking-resources.js';
import { BookingAnnouncements, partiesOf } from '../messages/booking-announcements.js';
import { type LiveStatus, pendingIf } from '../messages/booking-news.js';
import { BookingRecipients } from '../messages/booking-recipients.repository.js';
import { SlotConflicts } from '../slot-conflicts.js';
import { attendeesOf, goings } from './attendee-facts.js';
import { BookingHosts } from './booking-hosts.js';

/** The booking after it has claimed its time again. */
interface Restored {
  readonly status: LiveStatus;
  readonly people: Pick<BookingRow, 'organizerId' | 'attendees'>;
  readonly change: BookingChange;
}

/**
 * Undoes a cancellation: the booking claims its time again, under the rules for new ones. Not by the link of a guest:
 * the holder of an old link could take the time of hosts who expect nobody, and booking again is as quick.
 */
@Injectable()
export class BookingRestorations {
  constructor(
    private readonly repository: BookingsRepository,
    private readonly access: BookingAccess,
    private readonly people: BookingPeople,
    private readonly organizations: OrganizationsApi,
    private readonly types: BookableTypes,
    private readonly slots: SlotsApi,
    private readonly resources: BookingResources,
    private readonly hosts: BookingHosts,
    private readonly attendees: AttendeesRepository,
    private readonly recipients: BookingRecipients,
    private readonly series: InstanceSeries,
    private readonly announcements: BookingAnnouncements,
    private readonly conflicts: SlotConflicts,
    private readonly presenter: BookingPresenter,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    readonly transactions: Transactions,
  ) {}

  /**
   * @throws CodedError not_cancelled, already_declined, not_restorable, in_the_past, slot_taken, outside_availability,
   * limit_reached, duration_not_offered, precondition_failed
   */
  @Transactional()
  async restore(actor: Actor, id: string, version: number | undefined): Promise<BookingDto> {
    const { booking, standing, origin } = await this.open(actor, id, version);
    assertNotPast(periodOf(booking), this.clock.now());
    const restored =
      booking.eventTypeId === null
        ? await this.takeTime(actor, booking, origin)
        : await this.takeSlot(actor, booking, booking.eventTypeId, standing);
    await this.write(actor, booking, restored);
    await this.tell(actor, booking, restored);
    const now = await this.access.reopen(actor, id);
    return this.presenter.one(actor, now.booking, now.standing);
  }

  /** Lock order: the series before its instances, against deadlocks. */
  private async open(actor: Actor, id: string, version: number | undefined) {
    const { booking: found } = await this.access.open(actor, id, 'cancel');
    assertCancelled(found.status);
    await this.series.open(found);
    const { booking, standing } = await this.access.openToChange(actor, id, 'cancel');
    assertVersion(version, booking.version);
    assertCancelled(booking.status);
    // Again, because the series may have been split before the booking was locked.
    return { booking, standing, origin: await this.series.open(booking) };
  }

  /** Claims the time of an ad-hoc booking or instance: that of the organizer and of resources. */
  private async takeTime(actor: Actor, booking: BookingRow, origin: InstanceOrigin | null): Promise<Restored> {
    const { id, organizerId, organizationId } = booking;
    const organizer = (await this.people.byId([organizerId])).get(organizerId);
    if (!organizer?.isActive) throw notRestorable('Its organizer has no active account any more.');
    if (organizationId !== null && !(await this.organizations.roleOf(organizationId, organizerId)))
      throw notRestorable('Its organizer does not belong to its organization any more.');
    const bookableIds = await this.resources.openToRestore(booking);
    const period = periodOf(booking);
    if (!(await this.slots.takeBookables(id, organizationId, bookableIds, period)))
      throw new UnsettledError(SLOT_TAKEN, () => this.conflicts.explain(bookableIds, period, null));
    const attendees = origin ? await this.leaveOut(actor, booking, origin) : booking.attendees;
    const change = origin ? { seriesSequence: origin.sequence } : {};
    return { status: 'confirmed', people: { organizerId, attendees }, change };
  }

  /** Claims a slot of an event type by its present settings; another host takes over when the former one cannot. */
  private async takeSlot(
    actor: Actor,
    booking: BookingRow,
    eventTypeId: string,
    standing: Standing,
  ): Promise<Restored> {
    const type = await this.types.lockOrThrow(eventTypeId);
    await this.assertBookerThere(booking);
    const takesPart = standing.isBooker || can(standing, 'decide');
    // Former hosts are subject to the same rules as bookers.
    const decides = can(standing, 'decide') && (await this.types.isGivenBy(type, actor));
    if (takesPart && !decides && !(await this.types.isVisible(type, actor.userId)))
      throw notRestorable('Its event type is not offered to you any more.');
    const fault = this.types.faultOf(type, booking.answers);
    if (fault !== null) throw notRestorable(`Its event type has other questions now: ${fault}`);
    const placed = await this.slots.place(booking.id, {
      type,
      ...periodOf(booking),
      seats: booking.seats,
      hostId: null,
      ...exceptionsOf(booking),
      preferredHostId: booking.organizerId,
    });
    const isAsked = !decides || (await this.repository.wasPending(booking.id));
    const status = type.requiresConfirmation && isAsked ? 'pending' : 'confirmed';
    const people = await this.hosts.become(actor.userId, booking, placed.hostIds, status);
    return { status, people, change: { organizerId: people.organizerId, ...changeTo(placed) } };
  }

  private async assertBookerThere({ attendees }: BookingRow): Promise<void> {
    const booker = attendees.find(({ role }) => role === 'booker');
    const account = booker && (await this.people.byId([booker.userId])).get(booker.userId ?? '');
    const isThere = booker?.userId === null ? booker.email !== null : account?.isActive;
    if (!isThere) throw notRestorable('Whoever booked it has no active account any more.');
  }

  /** Leaves out attendees who were removed from the series since. @returns the others */
  private async leaveOut(
    actor: Actor,
    booking: BookingRow,
    { people }: InstanceOrigin,
  ): Promise<readonly AttendeeRow[]> {
    const apart = await this.recipients.apartIn(booking.id);
    const isIn = (row: AttendeeRow) => [...people, ...apart].some((person) => isSame(person, row));
    const gone = booking.attendees.filter((row) => !isIn(row));
    if (gone.length === 0) return booking.attendees;
    await this.attendees.remove(gone.map(({ id }) => id));
    await this.repository.record(goings(actor.userId, attendeesOf(booking, gone)));
    return booking.attendees.filter(isIn);
  }

  private async write(actor: Actor, booking: BookingRow, { status, people, change }: Restored): Promise<void> {
    const { id: bookingId, status: before, organizerId } = booking;
    const was = { status: before, organizerId };
    if (people.attendees.some(({ role, status: answer }) => role !== 'host' && answer !== 'needs_action'))
      await this.attendees.resetAnswers(bookingId);
    const sequence = booking.sequence + 1;
    await this.repository.change(booking, { ...change, status, cancelledAt: null, cancelReason: null, sequence });
    const { organizerId: host, ...changes } = changesBetween(was, { status, organizerId: people.organizerId });
    const all = { ...changes, ...(host && { hostId: host }) };
    await this.repository.record([{ bookingId, actorId: actor.userId, action: 'restored', changes: all }]);
  }

  private async tell({ userId: actorId }: Actor, booking: BookingRow, { status, people }: Restored): Promise<void> {
    const { id: bookingId, start, end } = booking;
    const sequence = booking.sequence + 1;
    const moment = { sequence, start, end, ...pendingIf(status) };
    const announcement = { turn: 'restored', status, sequence } as const;
    const tellings = await this.announcements.announce(booking, partiesOf(people), announcement);
    await this.outbox.append(BOOKING_RESTORED, { bookingId, actorId, ...moment, tellings });
    if (status === 'pending') await this.outbox.append(BOOKING_REQUESTED, { bookingId, actorId, ...moment });
  }
}

function notRestorable(detail: string): CodedError {
  return new CodedError(NOT_RESTORABLE, { detail });
}

function isSame(
  person: { readonly userId: string | null; readonly email: string | null },
  { userId, email }: AttendeeRow,
): boolean {
  return person.userId === null
    ? person.email !== null && person.email.toLowerCase() === email?.toLowerCase()
    : person.userId === userId;
}
