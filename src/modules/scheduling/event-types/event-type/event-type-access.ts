import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { type OrganizationRole, OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import type { EventTypeRow } from './event-type-row.js';
import type { EventTypeRecord } from '../event-types.api.js';
import { can, type EventTypeAction, type Standing, standingIn } from '../event-types.policy.js';
import { EventTypesRepository } from './event-types.repository.js';

export interface Opened {
  readonly type: EventTypeRow;
  readonly standing: Standing;
}

/** Authorization of event types. */
@Injectable()
export class EventTypeAccess {
  constructor(
    private readonly repository: EventTypesRepository,
    private readonly organizations: OrganizationsApi,
  ) {}

  /** @throws CodedError not_found for strangers, forbidden */
  async open({ userId }: Actor, id: string, action: EventTypeAction): Promise<Opened> {
    const type = await this.repository.find(id);
    if (!type) throw new CodedError(NOT_FOUND);
    const standing = await this.standingOf(userId, type);
    const isCopy = type.parentId !== null;
    if (!can(standing, 'read', isCopy)) throw new CodedError(NOT_FOUND);
    if (!can(standing, action, isCopy)) throw new CodedError(FORBIDDEN);
    return { type, standing };
  }

  membershipsOf(userId: string): Promise<ReadonlyMap<string, OrganizationRole>> {
    return this.organizations.membershipsOf(userId);
  }

  async standingOf(userId: string, type: EventTypeRecord): Promise<Standing> {
    const { organizationId } = type;
    const role = organizationId === null ? null : await this.organizations.roleOf(organizationId, userId);
    return standingIn(type, userId, role);
  }
}
