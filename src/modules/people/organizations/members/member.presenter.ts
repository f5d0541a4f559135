import { Injectable } from '@nestjs/common';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { UsersApi } from '../../users/users.api.js';
import { CourseRoles } from './course-roles.js';
import type { MemberDto } from './member.dto.js';
import type { OrganizationMember } from './organization-member.entity.js';
import { InvitationsRepository } from '../invitations/invitations.repository.js';
import type { ListedPerson } from './member-list.js';
import { toInvitationDto, toInvitedDto, toMemberDto } from '../organization/organization.mapper.js';
import { ServiceAccountsRepository } from '../service-accounts/service-accounts.repository.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';

/** Makes DTOs of members. */
@Injectable()
export class MemberPresenter {
  constructor(
    private readonly users: UsersApi,
    private readonly repository: OrganizationsRepository,
    private readonly services: ServiceAccountsRepository,
    private readonly invitations: InvitationsRepository,
    private readonly courseRoles: CourseRoles,
    private readonly clock: DatabaseClock,
  ) {}

  /** In the given order, with all people in one query. */
  async present(members: readonly OrganizationMember[]): Promise<MemberDto[]> {
    const people = await this.users.findByIds(members.map(({ userId }) => userId));
    const factsOf = await this.factsOf(members);
    return members.flatMap((member) => {
      const person = people.get(member.userId);
      return person ? [toMemberDto(member, person, factsOf(member))] : [];
    });
  }
  /** In the given order, without those who were removed or have accepted since the list was read. */
  async presentListed(organizationId: string, listed: readonly ListedPerson[]): Promise<MemberDto[]> {
    const idsOf = (invited: boolean) => listed.filter(({ isInvited }) => isInvited === invited).map(({ id }) => id);
    const members = await this.repository.findMembersByIds(idsOf(false));
    const invitations = await this.invitations.findByIds(organizationId, idsOf(true));
    const people = await this.users.findByIds([
      ...members.map(({ userId }) => userId),
      ...invitations.map(({ invitedBy }) => invitedBy),
    ]);
    const factsOf = await this.factsOf(members);
    const entries = new Map<string, MemberDto>();
    for (const member of members) {
      const person = people.get(member.userId);
      if (person) entries.set(member.id, toMemberDto(member, person, factsOf(member)));
    }
    const now = await this.clock.now();
    for (const invitation of invitations)
      entries.set(invitation.id, toInvitedDto(toInvitationDto(invitation, people, now)));
    return listed.flatMap(({ id }) => entries.get(id) ?? []);
  }

  private async factsOf(members: readonly OrganizationMember[]) {
    const services = await this.services.among(members.map(({ userId }) => userId));
    const roles = await this.courseRoles.of(members);
    return ({ id, userId }: OrganizationMember) => ({
      isServiceAccount: services.has(userId),
      courseRoles: roles.get(id) ?? [],
    });
  }
}
