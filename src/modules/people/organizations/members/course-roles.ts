import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import {
  COURSE_ROLES,
  type CourseMember,
  type CourseProfileRole,
  CourseProfilesHolder,
  type CourseRole,
  managesCourses,
  type SaidOfProfile,
} from '../organizations.api.js';
import { MEMBER_COURSE_ROLES_CHANGED } from '../organizations.events.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';
import type { OrganizationMember } from './organization-member.entity.js';

/** What members are in courses: `manager` stands in the membership, the others follow from profiles in use. */
@Injectable()
export class CourseRoles {
  constructor(
    private readonly repository: OrganizationsRepository,
    private readonly discovery: DiscoveryService,
    private readonly outbox: Outbox,
  ) {}

  /** By the id of the membership, of members of one organization. */
  async of(members: readonly OrganizationMember[]): Promise<Map<string, CourseRole[]>> {
    const [first] = members;
    const profiles = first && (await this.profilesOf(first.organizationId, members));
    return new Map(
      members.map((member) => [
        member.id,
        COURSE_ROLES.filter((role) =>
          role === 'manager' ? managesCourses(member) : profiles?.get(member.userId)?.includes(role),
        ),
      ]),
    );
  }

  /** Whether somebody has been a facilitator or student of the organization and is it no more. */
  async wasTaken(organizationId: string, userId: string): Promise<boolean> {
    for (const holder of this.holders()) if (await holder.wasTaken(organizationId, userId)) return true;
    return false;
  }

  /**
   * Adds to what the member is, who agreed to it. Under the lock on the organization.
   * @param said in the profiles that are made
   */
  async give(member: CourseMember, roles: readonly CourseRole[], said?: SaidOfProfile): Promise<void> {
    if (roles.length === 0) return;
    if (roles.includes('manager')) await this.repository.setCourseManager(member.organizationId, member.userId, true);
    for (const holder of this.holders()) await holder.give(member, roles.filter(isProfileRole), said);
    await this.tell(member, true);
  }

  /** Makes the member just this. Under the lock on the organization. */
  async set(member: OrganizationMember, wanted: readonly CourseRole[], actorId: string): Promise<void> {
    const { organizationId, userId, isCourseManager } = member;
    const has = (await this.profilesOf(organizationId, [member])).get(userId) ?? [];
    const given = wanted.filter(isProfileRole).filter((role) => !has.includes(role));
    const taken = has.filter((role) => !wanted.includes(role));
    const manages = wanted.includes('manager');
    if (given.length === 0 && taken.length === 0 && manages === isCourseManager) return;
    const who = { organizationId, userId, actorId };
    if (manages !== isCourseManager) await this.repository.setCourseManager(organizationId, userId, manages);
    for (const holder of this.holders()) {
      await holder.give(who, given);
      await holder.take(who, taken);
    }
    await this.tell(who, false);
  }

  private async tell(member: CourseMember, isAgreed: boolean): Promise<void> {
    const { organizationId, userId } = member;
    const stored = await this.repository.findMember(organizationId, userId);
    const courseRoles = stored ? ((await this.of([stored])).get(stored.id) ?? []) : [];
    await this.outbox.append(MEMBER_COURSE_ROLES_CHANGED, { ...member, courseRoles, isAgreed });
  }

  private async profilesOf(
    organizationId: string,
    members: readonly OrganizationMember[],
  ): Promise<Map<string, CourseProfileRole[]>> {
    const ids = members.map(({ userId }) => userId);
    const [holder] = this.holders();
    return holder ? holder.rolesOf(organizationId, ids) : new Map<string, CourseProfileRole[]>();
  }

  private holders(): CourseProfilesHolder[] {
    return this.discovery
      .getProviders()
      .filter(({ isAlias }) => !isAlias)
      .map(({ instance }) => instance as unknown)
      .filter((instance) => instance instanceof CourseProfilesHolder);
  }
}

function isProfileRole(role: CourseRole): role is CourseProfileRole {
  return role !== 'manager';
}
