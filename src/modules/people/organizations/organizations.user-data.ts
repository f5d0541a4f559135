import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../kernel/coded-error.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { type Leaver, UserDataHolder, UsersApi } from '../users/users.api.js';
import type { Organization } from './organization/organization.entity.js';
import { InvitationsRepository } from './invitations/invitations.repository.js';
import { JoiningRepository } from './joining/joining.repository.js';
import { type OrganizationRole, SOLE_OWNER } from './organizations.api.js';
import { MEMBER_REMOVED, ORGANIZATION_DELETED } from './organizations.events.js';
import { RemovalsRepository } from './members/removals.repository.js';
import { MembershipEndings } from './members/membership-endings.js';
import { ServiceAccountsRepository } from './service-accounts/service-accounts.repository.js';
import { OrganizationsRepository } from './organization/organizations.repository.js';

/** Erases memberships, organizations without other members, and invitations to the person's address. */
@Injectable()
export class OrganizationsUserData extends UserDataHolder {
  readonly holds = {
    organization_members: ['userId'],
    organization_invitations: ['email', 'invitedBy'],
    organization_join_codes: ['createdBy'],
    organization_join_requests: ['userId', 'specialization', 'employeeId', 'studentNumber', 'reason'],
    organization_removals: ['userId'],
    service_accounts: ['userId'],
  };
  constructor(
    private readonly repository: OrganizationsRepository,
    private readonly invitations: InvitationsRepository,
    private readonly joining: JoiningRepository,
    private readonly removals: RemovalsRepository,
    private readonly services: ServiceAccountsRepository,
    private readonly users: UsersApi,
    private readonly endings: MembershipEndings,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  /**
   * Leaves organizations with other people, and deletes the others with their service accounts. Under the row locks of
   * the request, so that of two owners only one can leave.
   * @throws CodedError sole_owner, with the organizations that would be left without an owner
   */
  override async beginErasure(userId: string): Promise<void> {
    await this.joining.deleteOf(userId);
    const organizations = await this.repository.lockAllOf(userId);
    const services = await this.services.idsIn(ids(organizations));
    const isAlone = ({ id, memberCount }: Organization): boolean => {
      const ofIt = services.get(id) ?? [];
      return !ofIt.includes(userId) && memberCount === ofIt.length + 1;
    };
    const own = organizations.filter(isAlone);
    const shared = organizations.filter((organization) => !isAlone(organization));
    const roles = await this.rolesIn(userId, shared);
    this.assertNotSoleOwner(roles, shared);
    await this.repository.delete(ids(own));
    for (const { id } of own) for (const service of services.get(id) ?? []) await this.users.close(service);
    await this.repository.removeMember(ids(shared), userId);
    for (const organizationId of ids(shared))
      await this.endings.endMembership({ organizationId, userId, actorId: userId });
    for (const organizationId of ids(own))
      await this.outbox.append(ORGANIZATION_DELETED, { organizationId, actorId: userId });
    for (const [organizationId, formerRole] of roles)
      await this.outbox.append(MEMBER_REMOVED, { organizationId, userId, formerRole, actorId: userId });
  }

  async eraseUser({ id, provedEmail }: Leaver): Promise<void> {
    await this.services.delete(id);
    await this.joining.deleteOf(id);
    await this.joining.forgetCreator(id);
    await this.removals.forget(id);
    if (provedEmail !== null) await this.invitations.deleteForAddress(provedEmail);
  }

  private async rolesIn(userId: string, shared: readonly Organization[]): Promise<Map<string, OrganizationRole>> {
    const memberships = await this.repository.findMembershipsOf(userId, ids(shared));
    return new Map(memberships.map(({ organizationId, role }) => [organizationId, role]));
  }

  private assertNotSoleOwner(roles: ReadonlyMap<string, OrganizationRole>, shared: readonly Organization[]): void {
    const organizations = shared
      .filter(({ id, ownerCount }) => ownerCount === 1 && roles.get(id) === 'owner')
      .map(({ id, name }) => ({ id, name }));
    if (organizations.length === 0) return;
    const names = organizations.map(({ name }) => name).join(', ');
    throw new CodedError(SOLE_OWNER, { detail: `Without you nobody owns: ${names}.`, extensions: { organizations } });
  }
}

const ids = (organizations: readonly Organization[]) => organizations.map(({ id }) => id);
