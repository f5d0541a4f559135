import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import type { Page } from '../../../../kernel/page.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { hashSecret } from '../../../../infra/access/link-secret.js';
import type { Language } from '../../../../kernel/language.js';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { AddressProof, OwnAccounts, Reauthentication, SessionLock } from '../../auth/auth.api.js';
import { UsersApi } from '../../users/users.api.js';
import type { AcceptInvitationDto, AcceptOnPageDto, JoinOnPageDto } from './accept-invitation.dto.js';
import type { InvitationPreviewDto, ReceivedInvitationDto } from './invitation.dto.js';
import type { InvitationQueryDto } from './invitation-query.dto.js';
import { CourseRoles } from '../members/course-roles.js';
import type { OrganizationDetailsDto } from '../organization/organization.dto.js';
import type { OrganizationInvitation } from './organization-invitation.entity.js';
import { maskEmail } from './invitation.rules.js';
import { InvitationsRepository } from './invitations.repository.js';
import { toReceivedInvitationDto } from '../organization/organization.mapper.js';
import { INVITATION_EXPIRED, INVITATION_FOR_ANOTHER, INVITATION_INVALID } from '../organizations.errors.js';
import { INVITATION_DECLINED, MEMBER_ADDED } from '../organizations.events.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';
import { OrganizationsService } from '../organization/organizations.service.js';

/** Use cases of the invitee. Membership needs their consent: nobody becomes a member without having accepted here. */
@Injectable()
export class InvitationAnswersService {
  constructor(
    private readonly invitations: InvitationsRepository,
    private readonly repository: OrganizationsRepository,
    private readonly courseRoles: CourseRoles,
    private readonly organizations: OrganizationsService,
    private readonly users: UsersApi,
    private readonly reauthentication: Reauthentication,
    private readonly accounts: OwnAccounts,
    private readonly addressProof: AddressProof,
    private readonly session: SessionLock,
    private readonly outbox: Outbox,
    private readonly clock: DatabaseClock,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError invitation_invalid, invitation_expired */
  async preview(token: string): Promise<InvitationPreviewDto> {
    const invitation = await this.openOrThrow(token);
    const organization = await this.repository.findById(invitation.organizationId);
    if (!organization) throw new CodedError(INVITATION_INVALID);
    const { email, role, courseRoles, invitedBy, expiresAt } = invitation;
    const inviter = (await this.users.findByIds([invitedBy])).get(invitedBy);
    return {
      organizationName: organization.name,
      inviterName: inviter?.name ?? '',
      role,
      courseRoles,
      emailHint: maskEmail(email),
      expiresAt,
    };
  }

  /**
   * Accepts by the mailed link, signed in to the account of the invited address. An unverified address is verified by
   * it, because the secret was mailed to that address only. The login session is held, because a membership outlives it.
   * @throws CodedError invitation_invalid, invitation_expired, invitation_for_another, session_ended
   */
  @Transactional()
  async accept(actor: Actor, { token }: AcceptInvitationDto): Promise<OrganizationDetailsDto> {
    await this.session.hold(actor);
    const invitation = await this.openOrThrow(token);
    await this.join(actor.userId, invitation);
    return this.organizations.details(actor, invitation.organizationId);
  }

  /**
   * Accepts by the mailed link and the password of the account. The link alone does not suffice against account
   * pre-hijacking: the account may belong to somebody who signed up with another's address. The owner of the address
   * resets the password first, which revokes what others began.
   * @returns the name of the organization
   * @throws CodedError invitation_invalid, invitation_expired, wrong_password, sign_in_throttled, account_deactivated,
   * invitation_for_another when there is no such account
   */
  async acceptOnPage({ token, password }: AcceptOnPageDto, address: string): Promise<string> {
    const { email } = await this.openOrThrow(token);
    const person = await this.users.findForSignIn(email);
    if (!person) throw new CodedError(INVITATION_FOR_ANOTHER);
    // Outside the transaction: hashing is slow, and a rollback must not undo the count of failed attempts.
    await this.reauthentication.provePassword(person.id, password, { address, means: hashSecret(token) });
    return this.transactions.run(async () => this.join(person.id, await this.openOrThrow(token)));
  }

  /** Whether the invited address has an account. @throws CodedError invitation_invalid, invitation_expired */
  async hasAccount(token: string): Promise<boolean> {
    return (await this.users.findForSignIn((await this.openOrThrow(token)).email)) !== null;
  }

  /**
   * Creates an account by the mailed link alone, where there is none. The address is verified and the person a member
   * at once, because the secret was mailed to that address only.
   * @returns the name of the organization
   * @throws CodedError invitation_invalid, invitation_expired, email_taken, password_too_common
   */
  async joinOnPage({ token, name, newPassword }: JoinOnPageDto, language: Language): Promise<string> {
    const { email } = await this.openOrThrow(token);
    const hash = await this.accounts.hashAcceptable(newPassword, { email, name });
    return this.transactions.run(async () => {
      const invitation = await this.openOrThrow(token);
      const person = await this.accounts.createWithHash({ email: invitation.email, name, language }, hash);
      return this.join(person.id, invitation);
    });
  }

  /** Unexpired invitations to the actor's verified address; none while it is unverified. */
  async list(actor: Actor, query: InvitationQueryDto): Promise<Page<ReceivedInvitationDto>> {
    const person = await this.users.findById(actor.userId);
    const email = person?.emailVerified ? person.email : null;
    const { data, meta } = await this.invitations.listForAddress(email, await this.clock.now(), query);
    return { data: await this.present(data), meta };
  }

  /** @throws CodedError not_found, invitation_expired, session_ended */
  @Transactional()
  async acceptReceived(actor: Actor, id: string): Promise<OrganizationDetailsDto> {
    await this.session.hold(actor);
    return this.acceptReceivedAs(actor, id);
  }

  /** `acceptReceived` without a login session, for demo data. */
  @Transactional()
  async acceptReceivedAs(actor: Actor, id: string): Promise<OrganizationDetailsDto> {
    const invitation = await this.receivedOrThrow(actor, id);
    if (invitation.expiresAt <= (await this.clock.now())) throw new CodedError(INVITATION_EXPIRED);
    await this.join(actor.userId, invitation);
    return this.organizations.details(actor, invitation.organizationId);
  }

  /** @throws CodedError not_found */
  @Transactional()
  async decline(actor: Actor, id: string): Promise<void> {
    const invitation = await this.receivedOrThrow(actor, id);
    const { organizationId, round, invitedBy, email } = invitation;
    if (!(await this.invitations.delete({ id, round }))) throw new CodedError(NOT_FOUND);
    await this.outbox.append(INVITATION_DECLINED, {
      ...{ invitationId: id, organizationId, actorId: actor.userId, invitedBy, email },
    });
  }

  private async receivedOrThrow(actor: Actor, id: string): Promise<OrganizationInvitation> {
    const person = await this.users.findById(actor.userId);
    const invitation = person?.emailVerified ? await this.invitations.findForAddress(id, person.email) : null;
    if (!invitation) throw new CodedError(NOT_FOUND);
    return invitation;
  }

  /**
   * Verifies the address and adds the member with what they are in the courses, idempotently.
   * @throws CodedError invitation_for_another, invitation_invalid
   */
  private async join(userId: string, invitation: OrganizationInvitation): Promise<string> {
    const { id, organizationId, email, role, courseRoles, invitedBy, round } = invitation;
    if (!(await this.addressProof.prove(userId, email))) throw new CodedError(INVITATION_FOR_ANOTHER);
    const organization = await this.repository.lock(organizationId);
    // Under the lock, the conditional delete decides the race with revocation, another acceptance, and another round.
    if (!organization || !(await this.invitations.delete({ id, round }))) throw new CodedError(INVITATION_INVALID);
    if (!(await this.repository.findMember(organizationId, userId))) {
      await this.repository.addMember(organizationId, userId, role);
      await this.outbox.append(MEMBER_ADDED, { organizationId, userId, role, actorId: userId, invitedBy });
      await this.courseRoles.give({ organizationId, userId, actorId: invitedBy }, courseRoles);
    }
    return organization.name;
  }

  private async openOrThrow(token: string): Promise<OrganizationInvitation> {
    const invitation = await this.invitations.findByToken(hashSecret(token));
    if (!invitation) throw new CodedError(INVITATION_INVALID);
    if (invitation.expiresAt <= (await this.clock.now())) throw new CodedError(INVITATION_EXPIRED);
    return invitation;
  }

  private async present(invitations: readonly OrganizationInvitation[]): Promise<ReceivedInvitationDto[]> {
    const organizations = await this.repository.findByIds(invitations.map(({ organizationId }) => organizationId));
    const names = new Map(organizations.map(({ id, name }) => [id, name]));
    const people = await this.users.findByIds(invitations.map(({ invitedBy }) => invitedBy));
    return invitations.map((invitation) =>
      toReceivedInvitationDto(invitation, names.get(invitation.organizationId) ?? '', people),
    );
  }
}
