import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { FORMER_USER, type UserRecord } from '../../../people/users/users.api.js';
import { calendarUid } from '../booking/booking-calendar.js';
import {
  BookingAudiences,
  BookingFeedsApi,
  type FeedDetails,
  type FeedEntry,
  type FeedScope,
} from '../booking-feeds.api.js';
import { BookingFeedsRepository } from './booking-feeds.repository.js';
import { BookingGuests } from '../guest/booking-guests.js';
import { forReader } from '../booking/booking-outline.js';
import { describedWith } from '../guest/guest-details.js';
import { BookingPeople } from '../booking/booking-people.js';
import { nameOf, type People } from '../booking/booking-view.js';
import type { BookingRow } from '../booking/booking-row.js';
import { RoomLinks } from '../rooms/room-links.js';
import { withRoom } from '../rooms/with-room.js';
import { can, gives, participates, standingOf } from '../booking/booking.policy.js';

/** Bookings for calendar feeds, redacted by the policy for the viewer. */
@Injectable()
export class BookingFeeds extends BookingFeedsApi {
  constructor(
    private readonly repository: BookingFeedsRepository,
    private readonly people: BookingPeople,
    private readonly guests: BookingGuests,
    private readonly rooms: RoomLinks,
    private readonly organizations: OrganizationsApi,
    private readonly discovery: DiscoveryService,
  ) {
    super();
  }

  async entries(viewerId: string, scope: FeedScope, from: Date, to: Date): Promise<FeedEntry[]> {
    const bookings = await this.find(scope, from, to);
    const organizationIds = new Set(bookings.flatMap(({ organizationId }) => organizationId ?? []));
    const people = await this.people.of(bookings, viewerId);
    const roles = await this.organizations.rolesOf(viewerId, [...organizationIds]);
    const viewer = people.get(viewerId);
    if (!viewer) return [];
    const managed = new Set([...roles].filter(([, role]) => role !== 'member').map(([id]) => id));
    const given = bookings.filter((booking) => gives(viewer.id, booking));
    const guests = await this.guests.ofAll(given, people);
    const audience = await this.audienceOf(viewerId, scope, { from, to }, bookings);
    const hosts = await this.people.of(audience, viewerId);
    const entries = bookings.map((booking) =>
      toEntry(
        booking,
        can(standingOf(viewer, booking, managesItsOrganization(booking, managed)), 'read')
          ? detailsOf(
              withRoom(
                describedWith(forReader(viewer.id, booking), guests.get(booking.id) ?? null, viewer.language),
                this.rooms.accountUrlFor(booking, viewer.id),
              ),
              people,
              viewer,
            )
          : null,
      ),
    );
    return [...entries, ...audience.map((booking) => toEntry(booking, outlineOf(booking, hosts)))];
  }

  async knowing(
    bookableId: string,
    ids: readonly string[],
    attendingCounts: boolean,
  ): Promise<Map<string, Date | null>> {
    const rows = ids.length === 0 ? [] : await this.repository.knowing(bookableId, ids, attendingCounts);
    return new Map(rows.map(({ id, until }) => [id, until === null ? null : new Date(until)]));
  }

  /** What a person has beside what they host and attend; no other feed has it. */
  private async audienceOf(
    viewerId: string,
    scope: FeedScope,
    { from, to }: { readonly from: Date; readonly to: Date },
    known: readonly BookingRow[],
  ): Promise<BookingRow[]> {
    if (scope.kind !== 'person' || scope.userId !== viewerId) return [];
    const ids = new Set<string>();
    for (const { instance } of this.discovery.getProviders() as { readonly instance: unknown }[])
      if (instance instanceof BookingAudiences)
        for (const id of await instance.bookingsFor(viewerId, from, to)) ids.add(id);
    for (const { id } of known) ids.delete(id);
    return ids.size === 0 ? [] : this.repository.ofIds([...ids], from, to);
  }

  private find(scope: FeedScope, from: Date, to: Date): Promise<BookingRow[]> {
    if (scope.kind === 'person') return this.repository.ofPerson(scope.userId, from, to);
    if (scope.kind === 'organization') return this.repository.ofOrganization(scope.organizationId, from, to);
    return this.repository.ofBookable(scope.bookableId, from, to);
  }
}

function managesItsOrganization({ organizationId }: BookingRow, managed: ReadonlySet<string>): boolean {
  return organizationId !== null && managed.has(organizationId);
}

function detailsOf(booking: BookingRow, people: People, viewer: UserRecord): FeedDetails {
  const { title, description, location, organizerId } = booking;
  const showsAddresses = participates(viewer.id, booking);
  const attendees = booking.attendees
    .filter(({ status, userId }) => status !== 'declined' && userId !== viewer.id)
    .map((attendee) => nameOf(attendee, people, showsAddresses));
  const organizer = organizerId === viewer.id ? [] : [people.get(organizerId)?.name ?? FORMER_USER];
  return { title, description, location, companions: [...organizer, ...attendees] };
}

/** For those who are no attendees: when, where and by whom. */
function outlineOf({ title, location, organizerId }: BookingRow, people: People): FeedDetails {
  return { title, description: null, location, companions: [people.get(organizerId)?.name ?? FORMER_USER] };
}

function toEntry(booking: BookingRow, details: FeedDetails | null): FeedEntry {
  return {
    uid: calendarUid(booking.id),
    sequence: booking.sequence,
    start: new Date(booking.start),
    end: new Date(booking.end),
    isTentative: booking.status !== 'confirmed',
    details,
    createdAt: new Date(booking.createdAt),
    updatedAt: new Date(booking.updatedAt),
  };
}
