import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { AvailabilityApi } from '../../availability/availability.api.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { shownTo } from './booking-outline.js';
import type { BookingRow } from './booking-row.js';
import { assertCan, type BookingAction, type Standing, standingOf } from './booking.policy.js';
import { BookingsRepository } from './bookings.repository.js';

export interface Opened {
  readonly booking: BookingRow;
  readonly standing: Standing;
}

/** Authorization: reads a booking, and decides what the actor may do. */
@Injectable()
export class BookingAccess {
  constructor(
    private readonly repository: BookingsRepository,
    private readonly organizations: OrganizationsApi,
    private readonly availability: AvailabilityApi,
  ) {}

  /** @throws CodedError not_found, forbidden */
  async open(actor: Actor, id: string, action: BookingAction): Promise<Opened> {
    const opened = await this.reopen(actor, id);
    assertCan(opened.standing, action);
    return opened;
  }

  /** Reads again after a change, by which the actor may have lost access. @throws CodedError not_found */
  async reopen(actor: Actor, id: string): Promise<Opened> {
    const booking = await this.repository.find(id);
    if (!booking) throw new CodedError(NOT_FOUND);
    return { booking, standing: await this.standingOf(actor, booking) };
  }

  /**
   * Opens with a row lock, which serializes changes until the transaction ends.
   * @throws CodedError not_found, forbidden
   */
  async openToChange(actor: Actor, id: string, action: BookingAction): Promise<Opened> {
    await this.repository.lock(id);
    return this.open(actor, id, action);
  }

  async managesOrganization({ userId }: Actor, organizationId: string): Promise<boolean> {
    const role = await this.organizations.roleOf(organizationId, userId);
    return role === 'owner' || role === 'admin';
  }

  /** Whether the actor manages any of these resources. */
  async managesResource({ userId }: Actor, bookableIds: readonly string[]): Promise<boolean> {
    return bookableIds.length > 0 && (await this.availability.resourcesManagedBy(userId, bookableIds)).size > 0;
  }

  /** Bookings of resources that the actor manages, reduced to what they may see; in one query. */
  async shown(actor: Actor, bookings: readonly BookingRow[]): Promise<BookingRow[]> {
    const organizationIds = new Set(bookings.flatMap(({ organizationId }) => organizationId ?? []));
    const roles = await this.organizations.rolesOf(actor.userId, [...organizationIds]);
    const managed = new Set([...roles].filter(([, role]) => role !== 'member').map(([id]) => id));
    return bookings.map((booking) => {
      const managesOrganization = booking.organizationId !== null && managed.has(booking.organizationId);
      return shownTo(standingOf({ id: actor.userId, role: actor.role }, booking, managesOrganization, true), booking);
    });
  }

  private async standingOf(actor: Actor, booking: BookingRow): Promise<Standing> {
    const isOrganizer = booking.organizerId === actor.userId;
    const managesOrganization =
      !isOrganizer &&
      booking.organizationId !== null &&
      (await this.managesOrganization(actor, booking.organizationId));
    const managesResource = !isOrganizer && (await this.managesResource(actor, booking.bookableIds));
    return standingOf({ id: actor.userId, role: actor.role }, booking, managesOrganization, managesResource);
  }
}
