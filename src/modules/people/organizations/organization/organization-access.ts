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

/** Lets members into their organization; for everybody else there is none. */
@Injectable()
export class OrganizationAccess {
  constructor(private readonly repository: OrganizationsRepository) {}

  /** To read. @throws CodedError not_found for strangers */
  async enter(actor: Actor, organizationId: string): Promise<Admitted> {
    return this.admit(actor, await this.repository.findById(organizationId));
  }

  /**
   * To change something: until the transaction ends nobody else changes the organization, its members or its
   * invitations. The role is read in a statement after the one that waited for the lock, so it is the current one.
   * @throws CodedError not_found for strangers
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

/** Who owns an organization is settled by people: an API key of an owner is an admin there. */
function withoutOwnership({ userId, role }: Membership): Membership {
  return { userId, role: role === 'owner' ? 'admin' : role };
}

/** @throws CodedError forbidden */
export function assertAllowed(allowed: boolean): void {
  if (!allowed) throw new CodedError(FORBIDDEN, { detail: 'Your role in the organization does not allow this.' });
}
