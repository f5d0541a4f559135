import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { TOKEN_MISSING } from '../../../../infra/access/access.errors.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { bookingCalendar } from '../../../../infra/calendar/icalendar.js';
import { Transactions, UnsettledError } from '../../../../infra/database/transactions.js';
import { Clock } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { newId } from '../../../../kernel/ids.js';
import { mapPage, type Page } from '../../../../kernel/page.js';
import { BookedRooms } from '../../../learning/sessions/sessions.api.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { SLOT_TAKEN, SlotsApi } from '../../slots/slots.api.js';
import { BookingAccess } from '../booking/booking-access.js';
import { firstAnnouncement } from '../messages/booking-announcements.js';
import { toPublication } from '../booking/booking-calendar.js';
import { changesFor, forReader } from '../booking/booking-outline.js';
import { gives } from '../booking/booking.policy.js';
import { BookingGuests } from '../guest/booking-guests.js';
import { describedWith } from '../guest/guest-details.js';
import { type BookingScope, BookingList } from './booking-list.js';
import { BookingPeople } from '../booking/booking-people.js';
import { BookingResources } from '../make/booking-resources.js';
import { type BookingRow, periodOf } from '../booking/booking-row.js';
import { viewOf } from '../booking/booking-view.js';
import { hiddenFrom, toHistoryEntryDto } from '../booking/booking.mapper.js';
import { BookingPresenter } from '../booking/booking.presenter.js';
import { assertNotPast, assertPeriod, type Changes } from '../booking/booking.rules.js';
import type { BookingView } from '../bookings.api.js';
import { BookingsRepository } from '../booking/bookings.repository.js';
import type { BookingHistoryEntryDto } from './booking-history.dto.js';
import type { BookingHistoryQueryDto, BookingQueryDto } from './booking-query.dto.js';
import type { BookingDto } from '../booking/booking.dto.js';
import type { CreateBookingDto } from '../change/change-booking.dto.js';
import { RoomLinks } from '../rooms/room-links.js';
import { withRoom } from '../rooms/with-room.js';
import { SlotConflicts } from '../slot-conflicts.js';

type PagePlace = Pick<BookingQueryDto, 'limit' | 'cursor'>;

/** Creates ad-hoc bookings, and reads bookings. */
@Injectable()
export class BookingsService {
  constructor(
    private readonly repository: BookingsRepository,
    private readonly access: BookingAccess,
    private readonly people: BookingPeople,
    private readonly guests: BookingGuests,
    private readonly presenter: BookingPresenter,
    private readonly resources: BookingResources,
    private readonly slots: SlotsApi,
    private readonly rooms: BookedRooms,
    private readonly roomLinks: RoomLinks,
    private readonly conflicts: SlotConflicts,
    private readonly organizations: OrganizationsApi,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Creates an ad-hoc booking, which needs an account.
   * @throws CodedError token_missing, validation_failed, in_the_past, slot_taken
   */
  create(actor: Actor | undefined, wanted: CreateBookingDto): Promise<BookingView> {
    if (!actor) throw new CodedError(TOKEN_MISSING);
    const work = () => this.claimTime(actor, wanted);
    return wanted.bookableIds?.length || wanted.withSession
      ? this.transactions.run(work)
      : this.transactions.runStatement(work);
  }

  /** @throws CodedError forbidden for `scope=all` without the role of an administrator */
  async list(actor: Actor, query: BookingQueryDto): Promise<Page<BookingDto>> {
    return this.pageOf(actor, await this.scopeOf(actor, query), query);
  }

  /**
   * Reads the list page after page, as one: who sees other bookings than at the first page gets no further one, for
   * example who does not manage the organization any more.
   * @returns what throws a CodedError forbidden
   */
  listAsOne(query: BookingQueryDto): (actor: Actor, place: PagePlace) => Promise<Page<BookingDto>> {
    let begun: BookingScope | undefined;
    return async (actor, place) => {
      const scope = await this.scopeOf(actor, query);
      begun ??= scope;
      if (!isDeepStrictEqual(scope, begun)) throw new CodedError(FORBIDDEN);
      return this.pageOf(actor, scope, { ...query, ...place });
    };
  }

  private async pageOf(actor: Actor, scope: BookingScope, query: BookingQueryDto): Promise<Page<BookingDto>> {
    const { attendeeEmail: email } = query;
    const attendee = email === undefined ? null : { email, userId: await this.people.ownerOf(email) };
    const page = await this.repository.list(new BookingList(scope, query, attendee));
    const shown = scope.kind === 'resource' ? await this.access.shown(actor, page.data) : page.data;
    return { ...page, data: await this.presenter.page(actor, shown) };
  }

  async findOne(actor: Actor, id: string): Promise<BookingDto> {
    const { booking, standing } = await this.access.open(actor, id, 'see');
    return this.presenter.one(actor, booking, standing);
  }

  /** The booking as an iCalendar file (METHOD:PUBLISH). */
  async publication(actor: Actor, id: string): Promise<string> {
    const { booking } = await this.access.open(actor, id, 'read');
    const people = await this.people.of([booking]);
    const guest = gives(actor.userId, booking) ? await this.guests.of(booking, people) : null;
    const described = describedWith(forReader(actor.userId, booking), guest, people.get(actor.userId)?.language);
    return bookingCalendar(
      toPublication(withRoom(described, this.roomLinks.accountUrlFor(booking, actor.userId)), people),
    );
  }

  async history(actor: Actor, id: string, query: BookingHistoryQueryDto): Promise<Page<BookingHistoryEntryDto>> {
    const { booking } = await this.access.open(actor, id, 'read');
    const page = await this.repository.historyOf(id, query);
    const people = await this.people.byId(page.data.map(({ actorId }) => actorId));
    return mapPage(page, (entry) => ({
      ...toHistoryEntryDto(entry, people, hiddenFrom(actor.userId, booking)),
      changes: changesFor(actor.userId, booking, entry.changes as Changes),
    }));
  }

  private async claimTime(actor: Actor, wanted: CreateBookingDto): Promise<BookingView> {
    const { title, start, end, organizationId = null, metadata = {} } = wanted;
    assertPeriod({ start, end });
    assertNotPast({ start }, this.clock.now());
    if (organizationId !== null) await this.organizations.roleInOrThrow(organizationId, actor.userId);
    const attendees = await this.people.resolve(
      [actor.userId],
      wanted.attendees ?? [],
      (index) => `/attendees/${index}`,
    );
    const invited = await this.people.byId(attendees.map(({ userId }) => userId));
    // Who books has an active account; the rest of it comes with the booking.
    const isActive = (userId: string) => userId === actor.userId || invited.get(userId)?.isActive === true;
    const bookableIds = await this.resources.open(actor.userId, wanted.bookableIds ?? []);
    const id = newId();
    const booking = await this.repository.insert({
      id,
      organizerId: actor.userId,
      organizationId,
      sessionId: wanted.withSession
        ? await this.rooms.open({
            ownerId: actor.userId,
            organizationId,
            title,
            language: wanted.sessionLanguage ?? null,
          })
        : null,
      title,
      description: wanted.description || null,
      location: wanted.location || null,
      start,
      end,
      timeZone: wanted.timeZone ?? null,
      bookableIds,
      metadata,
      attendees,
      announced: firstAnnouncement({ id, organizerId: actor.userId, attendees }, 'confirmed', isActive),
    });
    if (!booking || !(await this.takeResources(booking)))
      throw new UnsettledError(SLOT_TAKEN, () =>
        this.conflicts.explain([actor.userId, ...bookableIds], { start, end }, null),
      );
    const people = new Map([...invited, ...(await this.people.cardsOf([booking]))]);
    return viewOf(booking, { people, showsAddresses: true, viewerId: actor.userId });
  }

  private async takeResources(booking: BookingRow): Promise<boolean> {
    const { id, organizationId, bookableIds } = booking;
    return bookableIds.length === 0 || this.slots.takeBookables(id, organizationId, bookableIds, periodOf(booking));
  }

  /**
   * Administrators and managers do not see addresses, so filtering by one is restricted to the actor's own bookings.
   */
  private async scopeOf(actor: Actor, query: BookingQueryDto): Promise<BookingScope> {
    const { scope, organizationId, attendeeEmail, bookableId } = query;
    if (scope === 'all' && actor.role !== 'admin') throw new CodedError(FORBIDDEN);
    if (attendeeEmail !== undefined) return { kind: 'participant', userId: actor.userId };
    if (scope === 'all') return { kind: 'everybody' };
    if (organizationId !== undefined && (await this.access.managesOrganization(actor, organizationId)))
      return { kind: 'organization', organizationId };
    // Managers of a resource may not learn which organization a booking belongs to.
    if (
      bookableId !== undefined &&
      organizationId === undefined &&
      (await this.access.managesResource(actor, [bookableId]))
    )
      return { kind: 'resource', bookableId };
    return { kind: 'participant', userId: actor.userId };
  }
}
