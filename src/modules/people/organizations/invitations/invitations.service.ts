import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import type { Page } from '../../../../kernel/page.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { EMAIL_NOT_VERIFIED } from '../../../../infra/quotas/outreach.errors.js';
import { SessionLock } from '../../auth/auth.api.js';
import { UsersApi } from '../../users/users.api.js';
import type { NewMemberDto } from '../members/change-member.dto.js';
import type { InvitationDto } from './invitation.dto.js';
import type { InvitationQueryDto } from './invitation-query.dto.js';
import type { OrganizationInvitation } from './organization-invitation.entity.js';
import { expiryFrom } from './invitation.rules.js';
import { InvitationsRepository } from './invitations.repository.js';
import { assertAllowed, OrganizationAccess } from '../organization/organization-access.js';
import { toInvitationDto } from '../organization/organization.mapper.js';
import { ALREADY_MEMBER } from '../organizations.errors.js';
import { INVITATION_CREATED } from '../organizations.events.js';
import { can, canManage } from '../organizations.policy.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';

/** Use cases of organizations for their invitations. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly invitations: InvitationsRepository,
    private readonly repository: OrganizationsRepository,
    private readonly access: OrganizationAccess,
    private readonly users: UsersApi,
    private readonly session: SessionLock,
    private readonly outbox: Outbox,
    private readonly clock: DatabaseClock,
    readonly transactions: Transactions,
  ) {}

  /**
   * Invites an address; the worker generates the link and mails it. Inviting again replaces the former link.
   * @throws CodedError already_member, email_not_verified, session_ended
   */
  @Transactional()
  async invite(actor: Actor, organizationId: string, member: NewMemberDto): Promise<InvitationDto> {
    await this.session.hold(actor);
    return this.inviteAs(actor, organizationId, member);
  }

  /** `invite` without a login session, for demo data. */
  @Transactional()
  async inviteAs(
    actor: Actor,
    organizationId: string,
    { email, role = 'member', courseRoles = [] }: NewMemberDto,
  ): Promise<InvitationDto> {
    const { membership } = await this.access.lock(actor, organizationId);
    assertAllowed(canManage(membership, role));
    await this.assertVerified(actor);
    const person = await this.users.findForSignIn(email);
    if (person && (await this.repository.findMember(organizationId, person.id))) throw new CodedError(ALREADY_MEMBER);
    const expiresAt = expiryFrom(await this.clock.now());
    const invitation = await this.invitations.invite({
      organizationId,
      email,
      role,
      courseRoles,
      invitedBy: actor.userId,
      expiresAt,
    });
    const { id: invitationId, round } = invitation;
    await this.outbox.append(INVITATION_CREATED, { invitationId, organizationId, round, role, courseRoles });
    return this.present(invitation);
  }

  async list(actor: Actor, organizationId: string, query: InvitationQueryDto): Promise<Page<InvitationDto>> {
    await this.assertSeesInvitations(actor, organizationId);
    const { data, meta } = await this.invitations.list(organizationId, query);
    const people = await this.users.findByIds(data.map(({ invitedBy }) => invitedBy));
    const now = await this.clock.now();
    return { data: data.map((invitation) => toInvitationDto(invitation, people, now)), meta };
  }

  async findOne(actor: Actor, organizationId: string, id: string): Promise<InvitationDto> {
    await this.assertSeesInvitations(actor, organizationId);
    return this.present(await this.getOrThrow(organizationId, id));
  }

  @Transactional()
  async revoke(actor: Actor, organizationId: string, id: string): Promise<void> {
    const { membership } = await this.access.lock(actor, organizationId);
    assertAllowed(can(membership, 'see invitations'));
    const { role } = await this.getOrThrow(organizationId, id);
    assertAllowed(canManage(membership, role));
    await this.invitations.delete({ organizationId, id });
  }

  /**
   * Colleagues see each other's time, so an account with an unverified address, which may be another person's, cannot
   * invite.
   * @throws CodedError email_not_verified
   */
  private async assertVerified({ userId }: Actor): Promise<void> {
    if (!(await this.users.findById(userId))?.emailVerified) throw new CodedError(EMAIL_NOT_VERIFIED);
  }

  private async getOrThrow(organizationId: string, id: string): Promise<OrganizationInvitation> {
    const invitation = await this.invitations.find(organizationId, id);
    if (!invitation) throw new CodedError(NOT_FOUND);
    return invitation;
  }

  private async assertSeesInvitations(actor: Actor, organizationId: string): Promise<void> {
    const { membership } = await this.access.enter(actor, organizationId);
    assertAllowed(can(membership, 'see invitations'));
  }

  private async present(invitation: OrganizationInvitation): Promise<InvitationDto> {
    const people = await this.users.findByIds([invitation.invitedBy]);
    return toInvitationDto(invitation, people, await this.clock.now());
  }
}
