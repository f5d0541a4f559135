import { Injectable } from '@nestjs/common';
import {
  type OrganizationRecord,
  type OrganizationRole,
  type OrganizationStanding,
  OrganizationsApi,
  type PeoplePair,
  type PersonOfOrganization,
  unknownOrganization,
} from './organizations.api.js';
import { OrganizationsRepository } from './organization/organizations.repository.js';
import { ServiceAccountsRepository } from './service-accounts/service-accounts.repository.js';

@Injectable()
export class OrganizationsDirectory extends OrganizationsApi {
  constructor(
    private readonly repository: OrganizationsRepository,
    private readonly services: ServiceAccountsRepository,
  ) {
    super();
  }

  roleOf(organizationId: string, userId: string): Promise<OrganizationRole | null> {
    return this.repository.roleOf(organizationId, userId);
  }

  holdMemberships(organizationId: string, userIds: readonly string[]): Promise<number> {
    return this.repository.holdMemberships(organizationId, userIds);
  }

  holdMembership(organizationId: string, userId: string): Promise<OrganizationRole | null> {
    return this.repository.holdMembership(organizationId, userId);
  }

  holdRole(organizationId: string, userId: string): Promise<OrganizationRole | null> {
    return this.repository.holdRole(organizationId, userId);
  }

  async roleInOrThrow(organizationId: string, userId: string): Promise<OrganizationRole> {
    const role = await this.roleOf(organizationId, userId);
    if (!role) throw unknownOrganization();
    return role;
  }

  async rolesOf(userId: string, organizationIds: readonly string[]): Promise<Map<string, OrganizationRole>> {
    const memberships = await this.repository.findMembershipsOf(userId, organizationIds);
    return new Map(memberships.map(({ organizationId, role }) => [organizationId, role]));
  }

  membershipsOf(userId: string): Promise<Map<string, OrganizationRole>> {
    return this.repository.membershipsOf(userId);
  }

  standingOf(organizationId: string, userId: string): Promise<OrganizationStanding | null> {
    return this.repository.standingOf(organizationId, userId);
  }

  standingsOf(userId: string): Promise<Map<string, OrganizationStanding>> {
    return this.repository.standingsOf(userId);
  }

  memberIdsOf(organizationId: string, after: string | undefined, limit: number): Promise<string[]> {
    return this.repository.userIdsOf(organizationId, after, limit);
  }

  managersOf(organizationId: string): Promise<string[]> {
    return this.repository.managersOf(organizationId);
  }

  courseManagersOf(organizationId: string): Promise<string[]> {
    return this.repository.courseManagersOf(organizationId);
  }

  async findByIds(ids: readonly string[]): Promise<Map<string, OrganizationRecord>> {
    const organizations = await this.repository.findByIds(ids);
    return new Map(organizations.map(({ id, name }) => [id, { id, name }]));
  }

  idsOf(userId: string): Promise<string[]> {
    return this.repository.idsOf(userId);
  }

  membersAmong(organizationId: string, ids: readonly string[]): Promise<string[]> {
    return this.repository.membersAmong(organizationId, ids);
  }

  async membersOf<Person extends PersonOfOrganization>(people: readonly Person[]): Promise<Person[]> {
    return people.length === 0 ? [] : this.repository.membersOf(people);
  }

  serviceAccountsAmong(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.services.among(ids);
  }

  colleaguesAmong(userId: string, ids: readonly string[]): Promise<string[]> {
    return this.repository.colleaguesAmong(userId, ids);
  }

  async colleaguePairs(pairs: readonly PeoplePair[]): Promise<PeoplePair[]> {
    return pairs.length === 0 ? [] : this.repository.colleaguePairs(pairs);
  }
}
