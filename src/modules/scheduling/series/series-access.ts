import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../infra/access/actor.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import { OrganizationsApi } from '../../people/organizations/organizations.api.js';
import { SERIES_CANCELLED } from './series.errors.js';
import { assertCan, type SeriesAction } from './series.policy.js';
import { type SeriesRecord, SeriesRepository } from './series.repository.js';

/** Authorization of series: reads one, and checks that the actor may do the action. */
@Injectable()
export class SeriesAccess {
  constructor(
    private readonly repository: SeriesRepository,
    private readonly organizations: OrganizationsApi,
  ) {}

  /** @throws CodedError not_found, forbidden */
  async open(actor: Actor, id: string, action: SeriesAction): Promise<SeriesRecord> {
    const series = await this.repository.find(id);
    if (!series) throw new CodedError(NOT_FOUND);
    const { organizerId, organizationId, people } = series;
    const isOrganizer = organizerId === actor.userId;
    assertCan(
      {
        isOrganizer,
        isAttendee: people.some(({ userId }) => userId === actor.userId),
        managesOrganization:
          !isOrganizer && organizationId !== null && (await this.managesOrganization(actor, organizationId)),
        platformRole: actor.role,
      },
      action,
    );
    return series;
  }

  /**
   * Opens it for a change, in a transaction, with a row lock: nobody else changes it or its horizon until the end.
   * @throws CodedError not_found, forbidden, series_cancelled
   */
  async openToChange(actor: Actor, id: string, action: SeriesAction): Promise<SeriesRecord> {
    await this.repository.lock(id);
    const series = await this.open(actor, id, action);
    if (series.status === 'cancelled') throw new CodedError(SERIES_CANCELLED);
    return series;
  }

  async managesOrganization({ userId }: Actor, organizationId: string): Promise<boolean> {
    const role = await this.organizations.roleOf(organizationId, userId);
    return role === 'owner' || role === 'admin';
  }
}
