import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { type Handover, StandingAccessHolder } from '../users/users.api.js';
import type { Organization } from './organization/organization.entity.js';
import { MembershipEndings } from './members/membership-endings.js';
import { InvitationsRepository } from './invitations/invitations.repository.js';
import { JoiningRepository } from './joining/joining.repository.js';
import { MEMBER_REMOVED, OWNERSHIP_TRANSFERRED } from './organizations.events.js';
import { OrganizationsRepository } from './organization/organizations.repository.js';

/**
 * Revokes what memberships grant when an account passes to its owner: colleagues see each other's time and publish each
 * other as hosts. Invitations that the account sent are deleted, and its codes admit nobody at once any more. After the
 * first verification of its address it also
 * asks nobody to be admitted any more, and leaves organizations with other members; it keeps those in which it is alone.
 */
@Injectable()
export class OrganizationsStandingAccess extends StandingAccessHolder {
  constructor(
    private readonly repository: OrganizationsRepository,
    private readonly invitations: InvitationsRepository,
    private readonly joining: JoiningRepository,
    private readonly endings: MembershipEndings,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async endStandingAccess(userId: string, handover: Handover): Promise<void> {
    // A concurrent acceptance waits for this lock: afterwards it is a member, or its invitation is gone.
    const organizations = await this.repository.lockAllOf(userId);
    await this.invitations.deleteSentBy(userId);
    await this.joining.stopAdmitting(userId, null);
    if (handover !== 'first_proof') return;
    await this.joining.deleteOf(userId);
    for (const organization of organizations) if (organization.memberCount > 1) await this.leave(organization, userId);
  }

  /** If the account is the only owner, another member becomes owner first. */
  private async leave({ id: organizationId, ownerCount }: Organization, userId: string): Promise<void> {
    const formerRole = await this.repository.roleOf(organizationId, userId);
    if (formerRole === null) return;
    const mustPassOn = formerRole === 'owner' && ownerCount === 1;
    // Without a successor (service accounts only) it stays; their keys were made by the account, and are revoked.
    if (mustPassOn && !(await this.passOn(organizationId, userId))) return;
    await this.repository.removeMember([organizationId], userId);
    await this.endings.endMembership({ organizationId, userId, actorId: userId });
    await this.outbox.append(MEMBER_REMOVED, { organizationId, userId, formerRole, actorId: userId });
  }

  /** @returns false without a successor */
  private async passOn(organizationId: string, ownerId: string): Promise<boolean> {
    const heir = await this.repository.heirOf(organizationId, ownerId);
    if (heir === null) return false;
    await this.repository.changeRoles(organizationId, new Map([[heir, 'owner']]));
    await this.outbox.append(OWNERSHIP_TRANSFERRED, { organizationId, userId: heir, actorId: ownerId });
    return true;
  }
}
