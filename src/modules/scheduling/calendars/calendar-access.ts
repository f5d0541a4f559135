import { Injectable } from '@nestjs/common';
import { AvailabilityApi } from '../availability/availability.api.js';
import type { FeedScope } from '../bookings/booking-feeds.api.js';
import { OrganizationsApi } from '../../people/organizations/organizations.api.js';
import { type UserRecord, UsersApi } from '../../people/users/users.api.js';
import type { CalendarFeed } from './entities/calendar-feed.entity.js';

export type CalendarTarget = Pick<CalendarFeed, 'ownerId' | 'scope' | 'organizationId' | 'bookableId'>;

export interface OpenCalendar {
  readonly name: string;
  readonly scope: FeedScope;
}

/** Authorization of feeds on each read: which calendars the owner may still see. */
@Injectable()
export class CalendarAccess {
  constructor(
    private readonly users: UsersApi,
    private readonly organizations: OrganizationsApi,
    private readonly availability: AvailabilityApi,
  ) {}

  /** @returns null when the person may not see it, or not any more */
  async open({ ownerId, organizationId, bookableId }: CalendarTarget): Promise<OpenCalendar | null> {
    const owner = await this.users.findById(ownerId);
    if (!owner?.isActive) return null;
    if (organizationId !== null) return this.openOrganization(ownerId, organizationId);
    if (bookableId !== null) return this.openBookable(owner, bookableId);
    return { name: owner.name, scope: { kind: 'person', userId: ownerId } };
  }

  private async openOrganization(userId: string, organizationId: string): Promise<OpenCalendar | null> {
    const organization = (await this.organizations.findByIds([organizationId])).get(organizationId);
    const isMember = (await this.organizations.roleOf(organizationId, userId)) !== null;
    return organization && isMember
      ? { name: organization.name, scope: { kind: 'organization', organizationId } }
      : null;
  }

  private async openBookable(owner: UserRecord, bookableId: string): Promise<OpenCalendar | null> {
    const bookable = await this.availability.findPlannedBy(owner.id, bookableId);
    return bookable && { name: bookable.name ?? owner.name, scope: { kind: 'bookable', bookableId } };
  }
}
