import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { KeyCustodian } from '../../auth/auth.api.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';
import { canManage } from '../organizations.policy.js';
import { ServiceAccountsRepository } from './service-accounts.repository.js';

/** Keys of a service account belong to those who may manage its role in the organization. */
@Injectable()
export class ServiceAccountKeys extends KeyCustodian {
  constructor(
    private readonly accounts: ServiceAccountsRepository,
    private readonly organizations: OrganizationsRepository,
  ) {
    super();
  }

  async manages(actor: Actor, accountId: string): Promise<boolean> {
    const account = await this.accounts.find(accountId);
    return account !== null && this.isManager(actor, account.organizationId, accountId);
  }

  /**
   * With a row lock on the organization: a concurrent change of roles waits, and then revokes keys created here, too.
   */
  async managesFirmly(actor: Actor, accountId: string): Promise<boolean> {
    const account = await this.accounts.find(accountId);
    const organization = account && (await this.organizations.lock(account.organizationId));
    return organization !== null && this.isManager(actor, organization.id, accountId);
  }

  private async isManager({ userId }: Actor, organizationId: string, accountId: string): Promise<boolean> {
    const actor = await this.organizations.findMember(organizationId, userId);
    const account = await this.organizations.findMember(organizationId, accountId);
    return actor !== null && account !== null && actor.userId !== accountId && canManage(actor, account.role);
  }
}
