import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { CodedError } from '../../kernel/coded-error.js';
import { NOT_FOUND } from '../../kernel/common-errors.js';
import type { Page } from '../../kernel/page.js';
import type { Actor } from '../../infra/access/actor.js';
import { hashSecret } from '../../infra/access/link-secret.js';
import { Transactional, Transactions } from '../../infra/database/transactions.js';
import { Outbox } from '../../infra/outbox/outbox.js';
import { UsersApi } from '../users/users.api.js';
import type { AcceptInvitationDto, NewMemberDto } from './dto/change-organization.dto.js';
import type { InvitationDto, InvitationPreviewDto } from './dto/invitation.dto.js';
import type { InvitationQueryDto } from './dto/organization-query.dto.js';
import type { OrganizationDetailsDto } from './dto/organization.dto.js';
import type { OrganizationInvitation } from './entities/organization-invitation.entity.js';
import { expiryFrom, maskEmail } from './invitation.rules.js';
import { InvitationsRepository } from './invitations.repository.js';
import { assertAllowed, OrganizationAccess } from './organization-access.js';
import { toInvitationDto } from './organization.mapper.js';
import {
  ALREADY_MEMBER,
  INVITATION_EXPIRED,
  INVITATION_FOR_ANOTHER,
  INVITATION_INVALID,
} from './organizations.errors.js';
import { INVITATION_CREATED, MEMBER_ADDED } from './organizations.events.js';
import { can, canManage } from './organizations.policy.js';
import { OrganizationsRepository } from './organizations.repository.js';
import { OrganizationsService } from './organizations.service.js';

@Injectable()
export class InvitationsService {
  constructor(
    private readonly invitations: InvitationsRepository,
    private readonly repository: OrganizationsRepository,
    private readonly organizations: OrganizationsService,
    private readonly access: OrganizationAccess,
    private readonly users: UsersApi,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    readonly transactions: Transactions,
  ) {}

  /**
   * The worker makes the link and mails it. An address that is invited already gets a new link, and the old one ends.
   * @throws CodedError already_member
   */
  @Transactional()
  async invite(actor: Actor, organizationId: string, { email, role = 'member' }: NewMemberDto): Promise<InvitationDto> {
    const { membership } = await this.access.lock(actor, organizationId);
    assertAllowed(canManage(membership, role));
    const person = await this.users.findForSignIn(email);
    if (person && (await this.repository.findMember(organizationId, person.id))) throw new CodedError(ALREADY_MEMBER);
    const expiresAt = expiryFrom(this.clock.now());
    const invitation = await this.invitations.invite({
      organizationId,
      email,
      role,
      invitedBy: actor.userId,
      expiresAt,
    });
    const { id: invitationId, round } = invitation;
    await this.outbox.append(INVITATION_CREATED, { invitationId, organizationId, round });
    return this.present(invitation);
  }

  async list(actor: Actor, organizationId: string, query: InvitationQueryDto): Promise<Page<InvitationDto>> {
    await this.assertSeesInvitations(actor, organizationId);
    const { data, meta } = await this.invitations.list(organizationId, query);
    const people = await this.users.findByIds(data.map(({ invitedBy }) => invitedBy));
    return { data: data.map((invitation) => toInvitationDto(invitation, people, this.clock.now())), meta };
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

  /** @throws CodedError invitation_invalid, invitation_expired */
  async preview(token: string): Promise<InvitationPreviewDto> {
    const invitation = await this.openOrThrow(token);
    const organization = await this.repository.findById(invitation.organizationId);
    if (!organization) throw new CodedError(INVITATION_INVALID);
    const { role, invitedBy, expiresAt } = await this.present(invitation);
    return {
      organizationName: organization.name,
      inviterName: invitedBy.name,
      role,
      emailHint: maskEmail(invitation.email),
      expiresAt,
    };
  }

  /** @throws CodedError invitation_invalid, invitation_expired, invitation_for_another */
  @Transactional()
  async accept(actor: Actor, { token }: AcceptInvitationDto): Promise<OrganizationDetailsDto> {
    const invitation = await this.openOrThrow(token);
    await this.join(actor.userId, invitation);
    return this.organizations.details(actor, invitation.organizationId);
  }

  /**
   * Accepts without sign-in, for the account that has the invited address.
   * @returns the name of the organization
   * @throws CodedError invitation_invalid, invitation_expired, invitation_for_another when there is no such account
   */
  @Transactional()
  async acceptByLink({ token }: AcceptInvitationDto): Promise<string> {
    const invitation = await this.openOrThrow(token);
    const person = await this.users.findForSignIn(invitation.email);
    if (!person) throw new CodedError(INVITATION_FOR_ANOTHER);
    return this.join(person.id, invitation);
  }

  /**
   * The account has to have the invited address. It need not have been verified before: the secret was mailed to that
   * address and nowhere else, so whoever brings it has shown that the address is theirs, and it counts as verified.
   */
  private async join(userId: string, invitation: OrganizationInvitation): Promise<string> {
    const { id, organizationId, email, role, invitedBy, round } = invitation;
    if (!(await this.users.markEmailVerified(userId, email))) throw new CodedError(INVITATION_FOR_ANOTHER);
    const organization = await this.repository.lock(organizationId);
    // Only now it is certain that it was neither revoked nor accepted nor renewed in the meantime.
    if (!organization || !(await this.invitations.delete({ id, round }))) throw new CodedError(INVITATION_INVALID);
    if (!(await this.repository.findMember(organizationId, userId))) {
      await this.repository.addMember(organizationId, userId, role);
      await this.outbox.append(MEMBER_ADDED, { organizationId, userId, role, actorId: userId, invitedBy });
    }
    return organization.name;
  }

  private async openOrThrow(token: string): Promise<OrganizationInvitation> {
    const invitation = await this.invitations.findByToken(hashSecret(token));
    if (!invitation) throw new CodedError(INVITATION_INVALID);
    if (invitation.expiresAt <= this.clock.now()) throw new CodedError(INVITATION_EXPIRED);
    return invitation;
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
    return toInvitationDto(invitation, people, this.clock.now());
  }
}
