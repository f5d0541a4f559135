import { Injectable } from '@nestjs/common';
import type { Actor } from '../../infra/access/actor.js';
import { CodedError } from '../../kernel/coded-error.js';
import { NOT_FOUND } from '../../kernel/common-errors.js';
import { OrganizationsApi } from '../organizations/organizations.api.js';
import type { BookingRow } from './booking-row.js';
import { assertCan, type BookingAction, type Standing, standingOf } from './bookings.policy.js';
import { BookingsRepository } from './bookings.repository.js';

export interface Opened {
  readonly booking: BookingRow;
  readonly standing: Standing;
}

/** The one way to a booking: read it, and see whether the actor may do what they ask for. */
@Injectable()
export class BookingAccess {
  constructor(
    private readonly repository: BookingsRepository,
    private readonly organizations: OrganizationsApi,
  ) {}

  /** @throws CodedError not_found, forbidden */
  async open(actor: Actor, id: string, action: BookingAction): Promise<Opened> {
    const booking = await this.repository.find(id);
    if (!booking) throw new CodedError(NOT_FOUND);
    const standing = await this.standingOf(actor, booking);
    assertCan(standing, action);
    return { booking, standing };
  }

  /**
   * Opens it for a change, inside a transaction: nobody else changes it before that ends.
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

  private async standingOf(actor: Actor, booking: BookingRow): Promise<Standing> {
    const managesOrganization =
      booking.organizerId !== actor.userId &&
      booking.organizationId !== null &&
      (await this.managesOrganization(actor, booking.organizationId));
    return standingOf({ id: actor.userId, role: actor.role }, booking, managesOrganization);
  }
}
