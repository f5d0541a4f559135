import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { together } from '../../../../infra/database/together.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { invalid } from '../../../../kernel/invalid.js';
import { MESSAGE_INSERT } from '../../../../infra/outbox/outbox.js';
import { MINUTE } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import type { Language } from '../../../../kernel/language.js';
import { type EventTypeRecord, EventTypesApi } from '../../event-types/event-types.api.js';
import { type Placed, type PlacementRequest, SlotsApi } from '../../slots/slots.api.js';
import { BookableTypes } from './offered-types.js';
import { firstAnnouncement } from '../messages/booking-announcements.js';
import { coHost } from '../change/booking-hosts.js';
import { BookingLinks } from '../guest/booking-links.js';
import { pendingIf } from '../messages/booking-news.js';
import { forComers } from '../booking/booking-outline.js';
import { BookingPeople } from '../booking/booking-people.js';
import type { AttendeeRow, BookingRow } from '../booking/booking-row.js';
import { type People, viewOf } from '../booking/booking-view.js';
import type { BookingView } from '../bookings.api.js';
import { BOOKING_CONFIRMED, BOOKING_REQUESTED } from '../bookings.events.js';
import type { BookSlotDto } from './book-slot.dto.js';
import type { Invitee } from '../booking-instances.api.js';
import { SlotRooms } from '../rooms/slot-rooms.js';
import { PlacedBookingsRepository } from './placed-bookings.repository.js';

/** A booker with an account. */
type Booker = Pick<Actor, 'userId'>;

interface Made {
  readonly written: Promise<BookingRow>;
  readonly people: People;
  readonly manageUrl: string | undefined;
}

/** Books slots of event types, for people with an account and for guests. */
@Injectable()
export class SlotBookingsService {
  constructor(
    private readonly types: BookableTypes,
    private readonly eventTypes: EventTypesApi,
    private readonly slots: SlotsApi,
    private readonly bookings: PlacedBookingsRepository,
    private readonly people: BookingPeople,
    private readonly links: BookingLinks,
    private readonly rooms: SlotRooms,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Books a slot.
   * @param actor undefined for guests
   * @param language of the browser (Accept-Language)
   * @throws CodedError validation_failed, slot_taken, outside_availability, limit_reached, in_the_past, hold_expired,
   * hold_mismatch, not_a_host
   */
  async book(
    actor: Booker | undefined,
    { language: chosen, ...wanted }: BookSlotDto,
    language: Language | null = null,
  ): Promise<BookingView> {
    const { written, people, manageUrl } = await this.transactions.run(() =>
      this.make(actor, wanted, chosen ?? language),
    );
    const booking = forComers(await written);
    return viewOf(booking, { people, showsAddresses: true, viewerId: actor?.userId, manageUrl });
  }

  /** Pipelines the last statement with the COMMIT, so its result is awaited after the transaction. */
  private async make(
    actor: Booker | undefined,
    wanted: Omit<BookSlotDto, 'language'>,
    language: Language | null,
  ): Promise<Made> {
    const type = await this.types.lockVisible(wanted.eventTypeId, actor?.userId ?? null);
    const answers = this.eventTypes.checkAnswers(type, wanted.answers ?? {}, '/answers');
    assertBookerKnown(actor, wanted);
    await this.rooms.assertMayAsk(type, wanted, actor?.userId ?? null);
    const id = newId();
    const invitees = inviteesOf(actor, wanted);
    const request = await this.requestOf(type, actor, wanted, invitees);
    const [placement, known] = await together(
      this.place(id, actor, wanted, request),
      this.people.byId([...type.hosts, ...invitees].map(({ userId }) => userId?.toLowerCase() ?? null)),
    );
    const [organizerId = type.ownerId, ...coHosts] = placement.hostIds;
    const sessionId = await this.rooms.forSlot(type, wanted, { organizerId, seatingId: placement.seatingId });
    // Attendees are sorted by id, so hosts come first.
    const giving = coHosts.map(coHost);
    const attendees = [...giving, ...(await this.attendeesOf([organizerId, ...coHosts], actor, invitees, known))];
    const people = await this.people.completing(known, [organizerId, ...attendees.map(({ userId }) => userId)]);
    const status = type.requiresConfirmation ? 'pending' : 'confirmed';
    const isActive = (userId: string) => people.get(userId)?.isActive === true;
    const { rows, tellings } = firstAnnouncement({ id, organizerId, attendees }, status, isActive);
    const written = this.bookings.insert({
      id,
      placement,
      organizationId: type.organizationId,
      sessionId,
      title: type.title,
      description: type.description,
      location: type.location,
      timeZone: wanted.timeZone ?? (actor && people.get(actor.userId)?.timeZone) ?? type.timeZone,
      status,
      answers,
      notes: wanted.notes ?? null,
      metadata: wanted.metadata ?? {},
      attendees,
      actorId: actor?.userId ?? null,
      recipients: rows,
      message: MESSAGE_INSERT.values(status === 'pending' ? BOOKING_REQUESTED : BOOKING_CONFIRMED, {
        bookingId: id,
        actorId: actor?.userId ?? null,
        sequence: 0,
        start: placement.startsAt.toISOString(),
        end: placement.endsAt.toISOString(),
        ...pendingIf(status),
        tellings,
      }),
    });
    await this.transactions.unawaited(written);
    const link = actor ? null : await this.links.renew(id, placement.endsAt, language);
    return { written, people, manageUrl: link?.manageUrl };
  }

  /**
   * Round-robin excludes participants as hosts, unless all hosts participate. With `hostId` it is that host or none.
   */
  private async requestOf(
    type: EventTypeRecord,
    actor: Booker | undefined,
    { start, durationMinutes, seats = 1, hostId }: BookSlotDto,
    named: readonly Invitee[],
  ): Promise<PlacementRequest> {
    const minutes = durationMinutes ?? type.durations[0] ?? 0;
    const end = new Date(start.getTime() + minutes * MINUTE);
    const request = { type, start, end, seats, hostId: hostId ?? null, isUnawaited: true };
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
    read: People,
  ): Promise<AttendeeRow[]> {
    const [first, ...others] = await this.people.resolve(
      hostIds,
      named,
      (index) => (index === 0 ? '/attendee' : `/guests/${index - 1}`),
      actor?.userId ?? null,
      read,
    );
    return first ? [{ ...first, role: 'booker' }, ...others] : [];
  }
}

/** The booker first. */
function inviteesOf(actor: Booker | undefined, { attendee, guests = [] }: BookSlotDto): Invitee[] {
  return [attendee ?? { userId: actor?.userId }, ...guests];
}

function assertBookerKnown(actor: Booker | undefined, { attendee }: BookSlotDto): void {
  if (actor || attendee) return;
  const message = 'must be given by those who are not signed in';
  throw invalid([{ pointer: '/attendee', field: 'attendee', message, code: 'is_required' }]);
}
