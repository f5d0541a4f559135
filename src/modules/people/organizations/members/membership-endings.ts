import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { JoiningRepository } from '../joining/joining.repository.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';
import { type FormerMember, MembershipHolder } from '../organizations.api.js';
import { FormerManagerKeys } from '../service-accounts/former-manager-keys.js';

/** Ends what memberships give, in the transaction that ends them and under the lock on the organization. */
@Injectable()
export class MembershipEndings {
  constructor(
    private readonly repository: OrganizationsRepository,
    private readonly keys: FormerManagerKeys,
    private readonly joining: JoiningRepository,
    private readonly discovery: DiscoveryService,
  ) {}

  /** After the member was removed. */
  async endMembership(former: FormerMember): Promise<void> {
    const { organizationId, userId } = former;
    await this.keys.end([organizationId], userId);
    await this.joining.stopAdmitting(userId, organizationId);
    const heirId = await this.repository.heirOf(organizationId, userId);
    for (const holder of this.holders()) await holder.endMembership(former, heirId);
  }

  /** After the member became a plain one. */
  async endManagement(former: FormerMember): Promise<void> {
    await this.keys.end([former.organizationId], former.userId);
    await this.joining.stopAdmitting(former.userId, former.organizationId);
    for (const holder of this.holders()) await holder.endManagement(former);
  }

  private holders(): MembershipHolder[] {
    return this.discovery
      .getProviders()
      .filter(({ isAlias }) => !isAlias)
      .map(({ instance }) => instance as unknown)
      .filter((instance) => instance instanceof MembershipHolder);
  }
}
