import { Injectable } from '@nestjs/common';
import type { Page } from '../../../../kernel/page.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { PageNamesApi } from '../../users/page-names.api.js';
import { UsersApi } from '../../users/users.api.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import type { ChangeOrganizationDto, NewOrganizationDto } from './change-organization.dto.js';
import type { OrganizationQueryDto } from './organization-query.dto.js';
import type { OrganizationDetailsDto, OrganizationDto } from './organization.dto.js';
import { MemberPresenter } from '../members/member.presenter.js';
import { BrandsApi } from '../brands.api.js';
import { assertAllowed, OrganizationAccess } from './organization-access.js';
import { type OrganizationParts, toOrganizationDto } from './organization.mapper.js';
import {
  ORGANIZATION_BRAND_CHANGED,
  ORGANIZATION_CREATED,
  ORGANIZATION_DELETED,
  ORGANIZATION_RENAMED,
} from '../organizations.events.js';
import { ANNOUNCE_DELETION, ANNOUNCE_RENAME, ANNOUNCED_AT_ONCE } from '../organizations.jobs.js';
import { can } from '../organizations.policy.js';
import { ServiceAccountsRepository } from '../service-accounts/service-accounts.repository.js';
import { OrganizationsRepository } from './organizations.repository.js';

const MEMBERS_IN_DETAILS = 100;

@Injectable()
export class OrganizationsService {
  constructor(
    private readonly repository: OrganizationsRepository,
    private readonly access: OrganizationAccess,
    private readonly services: ServiceAccountsRepository,
    private readonly users: UsersApi,
    private readonly pageNames: PageNamesApi,
    private readonly brands: BrandsApi,
    private readonly presenter: MemberPresenter,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** Creates an organization with the actor as its owner. */
  @Transactional()
  async create(actor: Actor, { name }: NewOrganizationDto): Promise<OrganizationDetailsDto> {
    const { id } = await this.repository.insert(name, actor.userId);
    await this.outbox.append(ORGANIZATION_CREATED, { organizationId: id, actorId: actor.userId });
    return this.details(actor, id);
  }

  async list({ userId }: Actor, query: OrganizationQueryDto): Promise<Page<OrganizationDto>> {
    const { data, meta } = await this.repository.listOf(userId, query);
    const ids = data.map(({ id }) => id);
    const memberships = await this.repository.findMembershipsOf(userId, ids);
    const partsOf = await this.partsOf(ids);
    const roles = new Map(memberships.map(({ organizationId, role }) => [organizationId, role]));
    const visible = data.flatMap((organization) => {
      const role = roles.get(organization.id);
      // Removed between the two queries.
      return role ? [toOrganizationDto(organization, role, partsOf(organization.id))] : [];
    });
    return { data: visible, meta };
  }

  async details(actor: Actor, id: string): Promise<OrganizationDetailsDto> {
    const { organization, membership } = await this.access.enter(actor, id);
    const members = await this.presenter.present(await this.repository.firstMembers(id, MEMBERS_IN_DETAILS));
    const partsOf = await this.partsOf([id]);
    return { ...toOrganizationDto(organization, membership.role, partsOf(id)), members };
  }

  @Transactional()
  async change(
    actor: Actor,
    id: string,
    { name, slug, color }: ChangeOrganizationDto,
    version: number | undefined,
  ): Promise<OrganizationDetailsDto> {
    const { organization, membership } = await this.access.lock(actor, id);
    assertAllowed(can(membership, 'change'));
    assertVersion(version, organization.version);
    if (name !== undefined || slug !== undefined || color !== undefined)
      await this.repository.change(id, {
        ...(name === undefined ? {} : { name }),
        ...(color === undefined ? {} : { color }),
      });
    if (slug !== undefined) await this.pageNames.give({ organizationId: id }, slug);
    const fact = { organizationId: id, actorId: actor.userId };
    if (color !== undefined && color !== organization.color) await this.outbox.append(ORGANIZATION_BRAND_CHANGED, fact);
    if (name !== undefined && name !== organization.name) {
      await this.outbox.append(ORGANIZATION_RENAMED, fact);
      const renamed = { ...fact, organizationName: organization.name };
      await this.toOtherMembers(actor, id, (userIds) => this.outbox.append(ANNOUNCE_RENAME, { ...renamed, userIds }));
    }
    return this.details(actor, id);
  }

  @Transactional()
  async delete(actor: Actor, id: string): Promise<void> {
    const { organization, membership } = await this.access.lock(actor, id);
    assertAllowed(can(membership, 'delete'));
    const fact = { organizationId: id, organizationName: organization.name, actorId: actor.userId };
    await this.toOtherMembers(actor, id, (userIds) => this.outbox.append(ANNOUNCE_DELETION, { ...fact, userIds }));
    const services = (await this.services.idsIn([id])).get(id) ?? [];
    await this.repository.delete([id]);
    for (const service of services) await this.users.close(service);
    await this.outbox.append(ORGANIZATION_DELETED, { organizationId: id, actorId: actor.userId });
  }

  private async partsOf(ids: readonly string[]): Promise<(id: string) => OrganizationParts> {
    const slugs = await this.pageNames.slugsOf(ids);
    const brands = await this.brands.of(ids);
    return (id) => ({ slug: slugs.get(id) ?? null, logoUrl: brands.get(id)?.logoUrl ?? null });
  }

  /** Announces in batches to all other members at the time of the change. */
  private async toOtherMembers(
    { userId: actorId }: Actor,
    id: string,
    announce: (userIds: readonly string[]) => Promise<unknown>,
  ): Promise<void> {
    let members: string[] = [];
    do {
      members = await this.repository.userIdsOf(id, members.at(-1), ANNOUNCED_AT_ONCE);
      const userIds = members.filter((userId) => userId !== actorId);
      if (userIds.length > 0) await announce(userIds);
    } while (members.length === ANNOUNCED_AT_ONCE);
  }
}
