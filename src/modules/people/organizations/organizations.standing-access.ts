import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { type Handover, StandingAccessHolder } from '../users/users.api.js';
import type { Organization } from './organization/organization.entity.js';
import { InvitationsRepository } from './invitations/invitations.repository.js';
import { MEMBER_REMOVED, OWNERSHIP_TRANSFERRED } from './organizations.events.js';
import { OrganizationsRepository } from './organization/organizations.repository.js';
import { FormerManagerKeys } from './service-accounts/former-manager-keys.js';

/**
 * Colleagues see each other's time and publish each other as hosts. Whoever had the account without its owner may have
 * chosen them, so no invitation of theirs is accepted any more; and an account whose owner never said anything before
 * belongs to no organization with others. It keeps those in which it is alone, which show it to nobody.
 */
@Injectable()
export class OrganizationsStandingAccess extends StandingAccessHolder {
  constructor(
    private readonly repository: OrganizationsRepository,
    private readonly invitations: InvitationsRepository,
    private readonly keys: FormerManagerKeys,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async endStandingAccess(userId: string, handover: Handover): Promise<void> {
    // Who accepts one waits for this lock, and is then seen as a member or finds the invitation gone.
    const organizations = await this.repository.lockAllOf(userId);
    await this.invitations.deleteSentBy(userId);
    if (handover !== 'first_proof') return;
    for (const organization of organizations) if (organization.memberCount > 1) await this.leave(organization, userId);
  }

  /** The others lose nothing: where the account was the only owner, another member is owner now. */
  private async leave({ id: organizationId, ownerCount }: Organization, userId: string): Promise<void> {
    const formerRole = await this.repository.roleOf(organizationId, userId);
    if (formerRole === null) return;
    const mustPassOn = formerRole === 'owner' && ownerCount === 1;
    // With service accounts alone it stays: their keys are those that the account made, which end.
    if (mustPassOn && !(await this.passOn(organizationId, userId))) return;
    await this.repository.removeMember([organizationId], userId);
    await this.keys.end([organizationId], userId);
    await this.outbox.append(MEMBER_REMOVED, { organizationId, userId, formerRole, actorId: userId });
  }

  /** @returns whether there was somebody to own it */
  private async passOn(organizationId: string, ownerId: string): Promise<boolean> {
    const heir = await this.repository.heirOf(organizationId, ownerId);
    if (heir === null) return false;
    await this.repository.changeRoles(organizationId, new Map([[heir, 'owner']]));
    await this.outbox.append(OWNERSHIP_TRANSFERRED, { organizationId, userId: heir, actorId: ownerId });
    return true;
  }
}
