import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { invalid } from '../../../../kernel/invalid.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { MINUTE } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { type EventTypeRecord, EventTypesApi } from '../../event-types/event-types.api.js';
import { type Placed, type PlacementRequest, SlotsApi } from '../../slots/slots.api.js';
import { BookableTypes } from './offered-types.js';
import { firstAnnouncement } from '../messages/booking-announcements.js';
import { coHost } from '../change/booking-hosts.js';
import { BookingLinks } from '../guest/booking-links.js';
import { liveStatusOf, pendingIf } from '../messages/booking-news.js';
import { BookingPeople } from '../booking/booking-people.js';
import { BookingRecipients } from '../messages/booking-recipients.repository.js';
import type { AttendeeRow, BookingRow } from '../booking/booking-row.js';
import { type People, viewOf } from '../booking/booking-view.js';
import type { BookingView } from '../bookings.api.js';
import { BOOKING_CONFIRMED, BOOKING_REQUESTED } from '../bookings.events.js';
import type { BookSlotDto } from './book-slot.dto.js';
import type { Invitee } from '../booking-instances.api.js';
import { PlacedBookingsRepository } from './placed-bookings.repository.js';

/** Whoever books and has an account. */
type Booker = Pick<Actor, 'userId'>;

/** Books slots of event types, for people with an account and for guests. */
@Injectable()
export class SlotBookingsService {
  constructor(
    private readonly types: BookableTypes,
    private readonly eventTypes: EventTypesApi,
    private readonly slots: SlotsApi,
    private readonly bookings: PlacedBookingsRepository,
    private readonly people: BookingPeople,
    private readonly recipients: BookingRecipients,
    private readonly links: BookingLinks,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /**
   * @param actor undefined for guests
   * @throws CodedError validation_failed, slot_taken, outside_availability, limit_reached, in_the_past, hold_expired,
   * hold_mismatch, not_a_host
   */
  @Transactional()
  async book(actor: Booker | undefined, wanted: BookSlotDto): Promise<BookingView> {
    const type = await this.types.lockVisible(wanted.eventTypeId, actor?.userId ?? null);
    const answers = this.eventTypes.checkAnswers(type, wanted.answers ?? {}, '/answers');
    assertBookerKnown(actor, wanted);
    const id = newId();
    const named = namedBy(actor, wanted);
    const placement = await this.place(id, actor, wanted, await this.requestOf(type, actor, wanted, named));
    const [organizerId = type.ownerId, ...coHosts] = placement.hostIds;
    const attendees = [...coHosts.map(coHost), ...(await this.attendeesOf([organizerId, ...coHosts], actor, named))];
    const people = await this.people.byId([organizerId, ...attendees.map(({ userId }) => userId)]);
    const booking = await this.bookings.insert({
      id,
      placement,
      organizationId: type.organizationId,
      title: type.title,
      description: type.description,
      location: type.location,
      timeZone: wanted.timeZone ?? (actor && people.get(actor.userId)?.timeZone) ?? type.timeZone,
      status: type.requiresConfirmation ? 'pending' : 'confirmed',
      answers,
      metadata: wanted.metadata ?? {},
      attendees,
      actorId: actor?.userId ?? null,
    });
    await this.announce(booking, actor, people);
    const link = actor ? null : await this.links.renew(id, placement.endsAt);
    return viewOf(booking, { people, showsAddresses: true, viewerId: actor?.userId, manageUrl: link?.manageUrl });
  }

  /** Who takes part hosts nothing, as long as anybody else could; whoever asked for a host, gets that one or nobody. */
  private async requestOf(
    type: EventTypeRecord,
    actor: Booker | undefined,
    { start, durationMinutes, seats = 1, hostId }: BookSlotDto,
    named: readonly Invitee[],
  ): Promise<PlacementRequest> {
    const minutes = durationMinutes ?? type.durations[0] ?? 0;
    const end = new Date(start.getTime() + minutes * MINUTE);
    const request = { type, start, end, seats, hostId: hostId ?? null };
    if (type.assignment !== 'round_robin' || hostId !== undefined) return request;
    const { known, unknown } = await this.people.accountsOf(named, actor?.userId ?? null);
    const hasOthers = type.hosts.some(({ userId }) => !known.includes(userId));
    return { ...request, exceptHostIds: hasOthers ? known : [], lastHostIds: unknown };
  }

  private place(
    bookingId: string,
    actor: Booker | undefined,
    { holdId }: BookSlotDto,
    request: PlacementRequest,
  ): Promise<Placed> {
    return holdId === undefined
      ? this.slots.place(bookingId, request)
      : this.slots.placeHeld(bookingId, request, { holdId, userId: actor?.userId ?? null });
  }

  private async attendeesOf(
    hostIds: readonly [string, ...string[]],
    actor: Booker | undefined,
    named: readonly Invitee[],
  ): Promise<AttendeeRow[]> {
    const [first, ...others] = await this.people.resolve(
      hostIds,
      named,
      (index) => (index === 0 ? '/attendee' : `/guests/${index - 1}`),
      actor?.userId ?? null,
    );
    return first ? [{ ...first, role: 'booker' }, ...others] : [];
  }

  private async announce(booking: BookingRow, actor: Booker | undefined, people: People): Promise<void> {
    const { id, start, end } = booking;
    const status = liveStatusOf(booking.status);
    const { rows, tellings } = firstAnnouncement(booking, status, people);
    await this.recipients.write(id, rows);
    await this.outbox.append(status === 'pending' ? BOOKING_REQUESTED : BOOKING_CONFIRMED, {
      bookingId: id,
      actorId: actor?.userId ?? null,
      sequence: 0,
      start,
      end,
      ...pendingIf(status),
      tellings,
    });
  }
}

/** The booker first. */
function namedBy(actor: Booker | undefined, { attendee, guests = [] }: BookSlotDto): Invitee[] {
  return [attendee ?? { userId: actor?.userId }, ...guests];
}

function assertBookerKnown(actor: Booker | undefined, { attendee }: BookSlotDto): void {
  if (actor || attendee) return;
  const message = 'must be given by those who are not signed in';
  throw invalid([{ pointer: '/attendee', field: 'attendee', message, code: 'is_required' }]);
}
