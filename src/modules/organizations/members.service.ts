import { Injectable } from '@nestjs/common';
import { CodedError } from '../../kernel/coded-error.js';
import { NOT_FOUND } from '../../kernel/common-errors.js';
import type { Page } from '../../kernel/page.js';
import type { Actor } from '../../infra/access/actor.js';
import { Transactional, Transactions } from '../../infra/database/transactions.js';
import { Outbox } from '../../infra/outbox/outbox.js';
import { UsersApi } from '../users/users.api.js';
import type { ChangeMemberDto, NewMemberDto, TransferOwnershipDto } from './dto/change-organization.dto.js';
import type { AddedMemberDto, MemberDto } from './dto/member.dto.js';
import type { MemberQueryDto } from './dto/organization-query.dto.js';
import type { OrganizationDetailsDto } from './dto/organization.dto.js';
import type { OrganizationMember } from './entities/organization-member.entity.js';
import { InvitationsRepository } from './invitations.repository.js';
import { InvitationsService } from './invitations.service.js';
import { MemberPresenter } from './member.presenter.js';
import { assertAllowed, OrganizationAccess } from './organization-access.js';
import { toInvited, toJoined } from './organization.mapper.js';
import { NOT_ANOTHER_MEMBER } from './organizations.errors.js';
import { MEMBER_ADDED, MEMBER_REMOVED, MEMBER_ROLE_CHANGED, OWNERSHIP_TRANSFERRED } from './organizations.events.js';
import { can, canChangeRole, canManage, canRemove } from './organizations.policy.js';
import { OrganizationsRepository } from './organizations.repository.js';
import { OrganizationsService } from './organizations.service.js';

@Injectable()
export class MembersService {
  constructor(
    private readonly repository: OrganizationsRepository,
    private readonly pending: InvitationsRepository,
    private readonly organizations: OrganizationsService,
    private readonly invitations: InvitationsService,
    private readonly access: OrganizationAccess,
    private readonly presenter: MemberPresenter,
    private readonly users: UsersApi,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  async list(actor: Actor, organizationId: string, query: MemberQueryDto): Promise<Page<MemberDto>> {
    await this.access.enter(actor, organizationId);
    const { data, meta } = await this.repository.listMembers(organizationId, query);
    return { data: await this.presenter.present(data), meta };
  }

  async findOne(actor: Actor, organizationId: string, userId: string): Promise<MemberDto> {
    await this.access.enter(actor, organizationId);
    return this.present(await this.getOrThrow(organizationId, userId));
  }

  /**
   * Who has an account is a member at once; any other address is invited.
   * @throws CodedError already_member
   */
  @Transactional()
  async add(actor: Actor, organizationId: string, { email, role = 'member' }: NewMemberDto): Promise<AddedMemberDto> {
    const { membership } = await this.access.lock(actor, organizationId);
    assertAllowed(canManage(membership, role));
    const person = await this.users.findForSignIn(email);
    if (!person) return toInvited(await this.invitations.invite(actor, organizationId, { email, role }));
    await this.repository.addMember(organizationId, person.id, role);
    // The insert waited for an erasure of the person that was under way: read again what became of it.
    if (!(await this.users.findById(person.id))) throw new CodedError(NOT_FOUND);
    await this.pending.deleteForAddress(email, organizationId);
    await this.outbox.append(MEMBER_ADDED, { organizationId, userId: person.id, role, actorId: actor.userId });
    return toJoined(await this.present(await this.getOrThrow(organizationId, person.id)));
  }

  /** @throws CodedError last_owner */
  @Transactional()
  async changeRole(
    actor: Actor,
    organizationId: string,
    userId: string,
    { role }: ChangeMemberDto,
  ): Promise<MemberDto> {
    const { membership } = await this.access.lock(actor, organizationId);
    const target = await this.getOrThrow(organizationId, userId);
    assertAllowed(canChangeRole(membership, target, role));
    if (role === target.role) return this.present(target);
    await this.repository.changeRoles(organizationId, new Map([[userId, role]]));
    await this.outbox.append(MEMBER_ROLE_CHANGED, { organizationId, userId, role, actorId: actor.userId });
    return this.present({ ...target, role });
  }

  /** Removes somebody, or the actor who leaves. @throws CodedError last_owner */
  @Transactional()
  async remove(actor: Actor, organizationId: string, userId: string): Promise<void> {
    const { membership } = await this.access.lock(actor, organizationId);
    const target = await this.getOrThrow(organizationId, userId);
    assertAllowed(canRemove(membership, target));
    await this.repository.removeMember([organizationId], userId);
    await this.outbox.append(MEMBER_REMOVED, { organizationId, userId, actorId: actor.userId });
  }

  /** The actor becomes admin in the moment in which the other member becomes owner. @throws CodedError not_another_member */
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

  private async getOrThrow(organizationId: string, userId: string): Promise<OrganizationMember> {
    const member = await this.repository.findMember(organizationId, userId);
    if (!member) throw new CodedError(NOT_FOUND);
    return member;
  }

  private async present(member: OrganizationMember): Promise<MemberDto> {
    const [presented] = await this.presenter.present([member]);
    if (!presented) throw new CodedError(NOT_FOUND);
    return presented;
  }
}
