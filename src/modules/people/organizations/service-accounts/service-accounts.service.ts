import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { UsersApi } from '../../users/users.api.js';
import { assertAllowed, OrganizationAccess } from '../organization/organization-access.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';
import { TOO_MANY_SERVICE_ACCOUNTS } from '../organizations.errors.js';
import { SERVICE_ACCOUNT_CREATED, SERVICE_ACCOUNT_DELETED, SERVICE_ACCOUNT_RENAMED } from '../organizations.events.js';
import { can, canManage } from '../organizations.policy.js';
import type {
  ChangeServiceAccountDto,
  NewServiceAccountDto,
  ServiceAccountDto,
  ServiceAccountListDto,
} from './service-account.dto.js';
import type { ServiceAccount } from './service-account.entity.js';
import { MOST_ACCOUNTS } from './service-account.rules.js';
import { ServiceAccountsRepository } from './service-accounts.repository.js';

/** Use cases of owners and admins for service accounts. */
@Injectable()
export class ServiceAccountsService {
  constructor(
    private readonly repository: ServiceAccountsRepository,
    private readonly organizations: OrganizationsRepository,
    private readonly access: OrganizationAccess,
    private readonly users: UsersApi,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError forbidden, too_many_service_accounts */
  @Transactional()
  async create(
    actor: Actor,
    organizationId: string,
    { name, role = 'member' }: NewServiceAccountDto,
  ): Promise<ServiceAccountDto> {
    const { membership } = await this.access.lock(actor, organizationId);
    assertAllowed(canManage(membership, role));
    if ((await this.repository.countOf(organizationId)) >= MOST_ACCOUNTS)
      throw new CodedError(TOO_MANY_SERVICE_ACCOUNTS);
    const { id } = await this.users.createService(name);
    await this.organizations.addMember(organizationId, id, role);
    await this.repository.insert(organizationId, id);
    await this.outbox.append(SERVICE_ACCOUNT_CREATED, { organizationId, accountId: id, actorId: actor.userId });
    return this.findOne(actor, organizationId, id);
  }

  async list(actor: Actor, organizationId: string): Promise<ServiceAccountListDto> {
    await this.enter(actor, organizationId);
    return { data: await this.present(await this.repository.listOf(organizationId)) };
  }

  async findOne(actor: Actor, organizationId: string, id: string): Promise<ServiceAccountDto> {
    await this.enter(actor, organizationId);
    const account = await this.repository.find(id);
    const [shown] = account?.organizationId === organizationId ? await this.present([account]) : [];
    if (!shown) throw new CodedError(NOT_FOUND);
    return shown;
  }

  @Transactional()
  async change(
    actor: Actor,
    organizationId: string,
    id: string,
    { name }: ChangeServiceAccountDto,
  ): Promise<ServiceAccountDto> {
    const { membership } = await this.access.lock(actor, organizationId);
    const before = await this.findOne(actor, organizationId, id);
    assertAllowed(canManage(membership, before.role));
    if (name === undefined || name === before.name) return before;
    await this.users.renameService(id, name);
    await this.outbox.append(SERVICE_ACCOUNT_RENAMED, { organizationId, accountId: id, actorId: actor.userId });
    return { ...before, name };
  }

  /**
   * Deletes a service account like an account of a person: its keys are revoked, its bookings cancelled, and others
   * notified.
   */
  @Transactional()
  async delete(actor: Actor, organizationId: string, id: string): Promise<void> {
    const { membership } = await this.access.lock(actor, organizationId);
    const { role } = await this.findOne(actor, organizationId, id);
    assertAllowed(canManage(membership, role));
    await this.outbox.append(SERVICE_ACCOUNT_DELETED, { organizationId, accountId: id, actorId: actor.userId });
    await this.users.close(id);
    await this.repository.delete(id);
  }

  /** @throws CodedError not_found for non-members, forbidden for plain members */
  private async enter(actor: Actor, organizationId: string): Promise<void> {
    const { membership } = await this.access.enter(actor, organizationId);
    assertAllowed(can(membership, 'see invitations'));
  }

  private async present(accounts: readonly ServiceAccount[]): Promise<ServiceAccountDto[]> {
    const ids = accounts.map(({ userId }) => userId);
    const people = await this.users.findByIds(ids);
    const shown: ServiceAccountDto[] = [];
    for (const { userId: id, organizationId, createdAt } of accounts) {
      const [account, member] = [people.get(id), await this.organizations.findMember(organizationId, id)];
      if (account && member) shown.push({ id, organizationId, name: account.name, role: member.role, createdAt });
    }
    return shown;
  }
}
