import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import type { Page } from '../../../../kernel/page.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CourseRoles } from './course-roles.js';
import type { ChangeMemberDto, NewMemberDto, TransferOwnershipDto } from './change-member.dto.js';
import type { MemberDto } from './member.dto.js';
import type { MemberQueryDto } from './member-query.dto.js';
import type { OrganizationDetailsDto } from '../organization/organization.dto.js';
import type { OrganizationMember } from './organization-member.entity.js';
import { InvitationsService } from '../invitations/invitations.service.js';
import { MemberList } from './member-list.js';
import { MembershipEndings } from './membership-endings.js';
import { RemovalsRepository } from './removals.repository.js';
import { MemberPresenter } from './member.presenter.js';
import { assertAllowed, OrganizationAccess } from '../organization/organization-access.js';
import { toInvitedDto } from '../organization/organization.mapper.js';
import { NOT_ANOTHER_MEMBER, IS_SERVICE_ACCOUNT } from '../organizations.errors.js';
import { MEMBER_REMOVED, MEMBER_ROLE_CHANGED, OWNERSHIP_TRANSFERRED } from '../organizations.events.js';
import type { OrganizationRole } from '../organizations.api.js';
import { can, canChangeRole, canRemove } from '../organizations.policy.js';
import { ServiceAccountsRepository } from '../service-accounts/service-accounts.repository.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';
import { OrganizationsService } from '../organization/organizations.service.js';

@Injectable()
export class MembersService {
  constructor(
    private readonly repository: OrganizationsRepository,
    private readonly services: ServiceAccountsRepository,
    private readonly endings: MembershipEndings,
    private readonly removals: RemovalsRepository,
    private readonly courseRoles: CourseRoles,
    private readonly people: MemberList,
    private readonly organizations: OrganizationsService,
    private readonly invitations: InvitationsService,
    private readonly access: OrganizationAccess,
    private readonly presenter: MemberPresenter,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** Lists members, with open invitations for those who may see them. */
  async list(actor: Actor, organizationId: string, query: MemberQueryDto): Promise<Page<MemberDto>> {
    const { membership } = await this.access.enter(actor, organizationId);
    const { data, meta } = await this.people.page(organizationId, query, can(membership, 'see invitations'));
    return { data: await this.presenter.presentListed(organizationId, data), meta };
  }

  /** @param id of the member's account, or of the invitation for those who may see it */
  async findOne(actor: Actor, organizationId: string, id: string): Promise<MemberDto> {
    const { membership } = await this.access.enter(actor, organizationId);
    const member = await this.repository.findMember(organizationId, id);
    if (member || !can(membership, 'see invitations')) return this.present(member ?? notThere());
    return toInvitedDto(await this.invitations.findOne(actor, organizationId, id));
  }

  /**
   * Invites, whether or not the address has an account: the same answer prevents user enumeration, and nobody becomes a
   * member without consent.
   * @throws CodedError already_member
   */
  async add(actor: Actor, organizationId: string, member: NewMemberDto): Promise<MemberDto> {
    return toInvitedDto(await this.invitations.invite(actor, organizationId, member));
  }

  /** The role, what the member is in the courses, or both. @throws CodedError last_owner */
  @Transactional()
  async change(
    actor: Actor,
    organizationId: string,
    userId: string,
    { role, courseRoles }: ChangeMemberDto,
  ): Promise<MemberDto> {
    const { membership } = await this.access.lock(actor, organizationId);
    const target = await this.getOrThrow(organizationId, userId);
    await this.assertPerson(userId);
    if (role !== undefined) assertAllowed(canChangeRole(membership, target, role));
    if (courseRoles !== undefined) {
      assertAllowed(can(membership, 'change'));
      await this.courseRoles.set(target, courseRoles, actor.userId);
    }
    if (role !== undefined && role !== target.role) await this.changeRole(actor, target, role);
    return this.present(await this.getOrThrow(organizationId, userId));
  }

  private async changeRole(
    { userId: actorId }: Actor,
    { organizationId, userId, role: formerRole }: OrganizationMember,
    role: OrganizationRole,
  ): Promise<void> {
    await this.repository.changeRoles(organizationId, new Map([[userId, role]]));
    if (role === 'member') await this.endings.endManagement({ organizationId, userId, actorId });
    await this.outbox.append(MEMBER_ROLE_CHANGED, { organizationId, userId, role, formerRole, actorId });
  }

  /**
   * Removes a member with the invitations that they sent, or the actor who leaves, or revokes an invitation.
   * @throws CodedError last_owner
   */
  @Transactional()
  async remove(actor: Actor, organizationId: string, userId: string): Promise<void> {
    const { membership } = await this.access.lock(actor, organizationId);
    const target = await this.repository.findMember(organizationId, userId);
    if (!target) {
      if (!can(membership, 'see invitations')) notThere();
      return this.invitations.revoke(actor, organizationId, userId);
    }
    assertAllowed(canRemove(membership, target));
    await this.assertPerson(userId);
    await this.repository.removeMember([organizationId], userId);
    await this.endings.endMembership({ organizationId, userId, actorId: actor.userId });
    if (userId !== actor.userId) await this.removals.note(organizationId, userId);
    await this.outbox.append(MEMBER_REMOVED, {
      organizationId,
      userId,
      formerRole: target.role,
      actorId: actor.userId,
    });
  }

  /** Transfers ownership: the actor becomes admin in the same transaction. @throws CodedError not_another_member */
  @Transactional()
  async transfer(
    actor: Actor,
    organizationId: string,
    { userId }: TransferOwnershipDto,
  ): Promise<OrganizationDetailsDto> {
    const { membership } = await this.access.lock(actor, organizationId);
    assertAllowed(can(membership, 'transfer'));
    const isOther = userId !== actor.userId && (await this.repository.findMember(organizationId, userId)) !== null;
    if (!isOther) throw new CodedError(NOT_ANOTHER_MEMBER);
    await this.assertPerson(userId);
    await this.repository.changeRoles(
      organizationId,
      new Map([
        [userId, 'owner'],
        [actor.userId, 'admin'],
      ]),
    );
    await this.outbox.append(OWNERSHIP_TRANSFERRED, { organizationId, userId, actorId: actor.userId });
    return this.organizations.details(actor, organizationId);
  }

  /** @throws CodedError service_account */
  private async assertPerson(userId: string): Promise<void> {
    if (await this.services.find(userId)) throw new CodedError(IS_SERVICE_ACCOUNT);
  }

  private async getOrThrow(organizationId: string, userId: string): Promise<OrganizationMember> {
    const member = await this.repository.findMember(organizationId, userId);
    return member ?? notThere();
  }

  private async present(member: OrganizationMember): Promise<MemberDto> {
    const [presented] = await this.presenter.present([member]);
    return presented ?? notThere();
  }
}

function notThere(): never {
  throw new CodedError(NOT_FOUND);
}
