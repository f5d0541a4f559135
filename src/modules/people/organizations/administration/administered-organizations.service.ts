import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import type { Page } from '../../../../kernel/page.js';
import { PageNamesApi } from '../../users/page-names.api.js';
import { UsersApi } from '../../users/users.api.js';
import { MemberList } from '../members/member-list.js';
import { MemberPresenter } from '../members/member.presenter.js';
import type { MemberDto } from '../members/member.dto.js';
import type { MemberQueryDto } from '../members/member-query.dto.js';
import type { Organization } from '../organization/organization.entity.js';
import { ORGANIZATION_PAGE_REMOVED } from '../organizations.events.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';
import type { AdministeredOrganizationDto, AdministeredOrganizationQueryDto } from './administered-organization.dto.js';
import { OrganizationStorage } from './organization-storage.js';
import type { OrganizationStorageDto } from './organization-storage.dto.js';

/** Organizations of everybody, as administrators see them. */
@Injectable()
export class AdministeredOrganizationsService {
  constructor(
    private readonly repository: OrganizationsRepository,
    private readonly pageNames: PageNamesApi,
    private readonly users: UsersApi,
    private readonly people: MemberList,
    private readonly presenter: MemberPresenter,
    private readonly stored: OrganizationStorage,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  async search(query: AdministeredOrganizationQueryDto): Promise<Page<AdministeredOrganizationDto>> {
    const page = await this.repository.search(query);
    return { data: await this.present(page.data), meta: page.meta };
  }

  /** @throws CodedError not_found */
  async findOne(id: string): Promise<AdministeredOrganizationDto> {
    const [found] = await this.present([await this.findOrThrow(id)]);
    if (!found) throw new CodedError(NOT_FOUND);
    return found;
  }

  /** @throws CodedError not_found */
  async storage(id: string): Promise<OrganizationStorageDto> {
    await this.findOrThrow(id);
    return this.stored.of(id);
  }

  /** Members and open invitations. @throws CodedError not_found */
  async members(id: string, query: MemberQueryDto): Promise<Page<MemberDto>> {
    await this.findOrThrow(id);
    const { data, meta } = await this.people.page(id, query, true);
    return { data: await this.presenter.presentListed(id, data), meta };
  }

  /** Takes its public page away; a no-op without one. @throws CodedError not_found */
  @Transactional()
  async removePage({ userId: actorId }: Actor, id: string): Promise<void> {
    if (!(await this.repository.lock(id))) throw new CodedError(NOT_FOUND);
    if (!(await this.pageNames.slugsOf([id])).has(id)) return;
    await this.pageNames.give({ organizationId: id }, null);
    await this.outbox.append(ORGANIZATION_PAGE_REMOVED, { organizationId: id, actorId });
  }

  private async findOrThrow(id: string): Promise<Organization> {
    const organization = await this.repository.findById(id);
    if (!organization) throw new CodedError(NOT_FOUND);
    return organization;
  }

  private async present(organizations: readonly Organization[]): Promise<AdministeredOrganizationDto[]> {
    const ids = organizations.map(({ id }) => id);
    const slugs = await this.pageNames.slugsOf(ids);
    const owners = await this.repository.firstOwners(ids);
    const people = await this.users.findByIds([...owners.values()].flat());
    return organizations.map(({ id, name, memberCount, ownerCount, createdAt }) => ({
      ...{ id, name, slug: slugs.get(id) ?? null, memberCount, ownerCount, createdAt },
      owners: (owners.get(id) ?? []).flatMap((userId) => {
        const person = people.get(userId);
        return person ? [{ id: userId, name: person.name, email: person.email }] : [];
      }),
    }));
  }
}
