import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import type { Actor } from '../../../../infra/access/actor.js';
import type { Organization } from './organization.entity.js';
import type { Membership } from '../organizations.policy.js';
import { OrganizationsRepository } from './organizations.repository.js';

export interface Admitted {
  readonly organization: Organization;
  readonly membership: Membership;
}

/** Admission of members; for everybody else the organization does not exist (404). */
@Injectable()
export class OrganizationAccess {
  constructor(private readonly repository: OrganizationsRepository) {}

  /** For reading. @throws CodedError not_found for non-members */
  async enter(actor: Actor, organizationId: string): Promise<Admitted> {
    return this.admit(actor, await this.repository.findById(organizationId));
  }

  /**
   * For changes: the row lock serializes changes of the organization, its members and its invitations until the
   * transaction ends. The role is read in a later statement (READ COMMITTED), so it is the current one.
   * @throws CodedError not_found for non-members
   */
  async lock(actor: Actor, organizationId: string): Promise<Admitted> {
    return this.admit(actor, await this.repository.lock(organizationId));
  }

  private async admit(actor: Actor, organization: Organization | null): Promise<Admitted> {
    const membership = organization && (await this.repository.findMember(organization.id, actor.userId));
    if (!membership) throw new CodedError(NOT_FOUND);
    return { organization, membership: actor.key ? withoutOwnership(membership) : membership };
  }
}

/** Least privilege: an API key of an owner acts as an admin, because only people settle ownership. */
function withoutOwnership({ userId, role }: Membership): Membership {
  return { userId, role: role === 'owner' ? 'admin' : role };
}

/** @throws CodedError forbidden */
export function assertAllowed(allowed: boolean): void {
  if (!allowed) throw new CodedError(FORBIDDEN, { detail: 'Your role in the organization does not allow this.' });
}
