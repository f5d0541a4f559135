import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { hashSecret, newLinkSecret } from '../../../../infra/access/link-secret.js';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import type { Page } from '../../../../kernel/page.js';
import { SessionLock } from '../../../people/auth/auth.api.js';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import { USUAL_ROLE } from '../collaborators/collaborator.rules.js';
import { CollaboratorsService } from '../collaborators/collaborators.service.js';
import type { SessionCollaborator } from '../collaborators/session-collaborator.entity.js';
import { SessionAccess } from '../room/session-access.js';
import type { SessionDto } from '../room/session.dto.js';
import { isChangeable } from '../room/session.rules.js';
import { SessionsService } from '../room/sessions.service.js';
import { SESSION_INVITATION_EXPIRED, SESSION_INVITATION_INVALID, SESSION_STATUS_CONFLICT } from '../sessions.errors.js';
import { aboutRoom, SESSION_INVITATION_CREATED, SESSION_INVITATION_REVOKED } from '../sessions.events.js';
import { can, canGive } from '../sessions.policy.js';
import type {
  AcceptSessionInvitationDto,
  NewSessionInvitationDto,
  SessionInvitationDto,
  SessionInvitationQueryDto,
  SessionInvitationWithSecretDto,
} from './session-invitation.dto.js';
import type { SessionInvitation } from './session-invitation.entity.js';
import { expiryAfter, INVITATION_DAYS } from './session-invitation.rules.js';
import { SessionInvitationsRepository } from './session-invitations.repository.js';

/** Use cases of links into rooms. */
@Injectable()
export class SessionInvitationsService {
  constructor(
    private readonly invitations: SessionInvitationsRepository,
    private readonly access: SessionAccess,
    private readonly collaborators: CollaboratorsService,
    private readonly sessions: SessionsService,
    private readonly users: UsersApi,
    private readonly lock: SessionLock,
    private readonly clock: DatabaseClock,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** Makes a link, which outlives the login session. @throws CodedError forbidden, session_ended */
  @Transactional()
  async create(
    actor: Actor,
    sessionId: string,
    wanted: NewSessionInvitationDto,
  ): Promise<SessionInvitationWithSecretDto> {
    await this.lock.hold(actor);
    return this.createAs(actor, sessionId, wanted);
  }

  /** `create` without a login session, for demo data. */
  @Transactional()
  async createAs(
    actor: Actor,
    sessionId: string,
    { role = USUAL_ROLE, expiresInDays = INVITATION_DAYS.default }: NewSessionInvitationDto,
  ): Promise<SessionInvitationWithSecretDto> {
    const { room, standing } = await this.access.lock(actor, sessionId, 'invite');
    if (!canGive(standing, role)) throw new CodedError(FORBIDDEN);
    if (!isChangeable(room.status)) throw new CodedError(SESSION_STATUS_CONFLICT);
    const secret = newLinkSecret();
    const invitation = await this.invitations.insert({
      sessionId,
      role,
      createdBy: actor.userId,
      tokenHash: hashSecret(secret),
      expiresAt: expiryAfter(expiresInDays, await this.clock.now()),
    });
    await this.outbox.append(SESSION_INVITATION_CREATED, {
      ...aboutRoom(room),
      invitationId: invitation.id,
      role,
      actorId: actor.userId,
    });
    return { ...(await this.present(invitation)), secret };
  }

  async list(actor: Actor, sessionId: string, query: SessionInvitationQueryDto): Promise<Page<SessionInvitationDto>> {
    await this.access.enter(actor, sessionId, 'invite');
    const { data, meta } = await this.invitations.list(sessionId, query);
    return { data: await this.presentAll(data), meta };
  }

  async findOne(actor: Actor, sessionId: string, id: string): Promise<SessionInvitationDto> {
    await this.access.enter(actor, sessionId, 'invite');
    return this.present(await this.getOrThrow(sessionId, id));
  }

  @Transactional()
  async revoke(actor: Actor, sessionId: string, id: string): Promise<void> {
    const { room, standing } = await this.access.lock(actor, sessionId, 'invite');
    const { role } = await this.getOrThrow(sessionId, id);
    if (!canGive(standing, role)) throw new CodedError(FORBIDDEN);
    await this.invitations.delete(id);
    const fact = { ...aboutRoom(room), invitationId: id, actorId: actor.userId };
    await this.outbox.append(SESSION_INVITATION_REVOKED, fact);
  }

  /**
   * Lets the actor in by a link; who is there already gets its role where that is stronger.
   * @throws CodedError session_invitation_invalid, session_invitation_expired, session_status_conflict, session_full
   */
  @Transactional()
  async accept(actor: Actor, { token }: AcceptSessionInvitationDto): Promise<SessionDto> {
    const found = await this.invitations.findByToken(hashSecret(token));
    if (!found) throw new CodedError(SESSION_INVITATION_INVALID);
    const admitted = await this.access.lockFor(actor, found.sessionId);
    // Under the row lock, a link that was revoked meanwhile is gone.
    const invitation = await this.invitations.find(found.sessionId, found.id);
    if (!admitted || !invitation) throw new CodedError(SESSION_INVITATION_INVALID);
    if (invitation.expiresAt <= (await this.clock.now())) throw new CodedError(SESSION_INVITATION_EXPIRED);
    const { standing, collaborator: maker } = await this.access.look(invitation.createdBy, admitted.room);
    if (!(await this.access.isActive([invitation.createdBy, admitted.room.ownerId])))
      throw new CodedError(SESSION_INVITATION_INVALID);
    if (isBefore(maker, invitation) || !can(standing, 'invite') || !canGive(standing, invitation.role))
      throw new CodedError(SESSION_INVITATION_INVALID);
    const { collaborator } = admitted;
    if (!isBefore(collaborator, invitation)) await this.collaborators.letIn(actor, admitted, invitation.role);
    else if (!collaborator?.isActive) throw new CodedError(SESSION_INVITATION_INVALID);
    return this.sessions.findOne(actor, found.sessionId);
  }

  private async getOrThrow(sessionId: string, id: string): Promise<SessionInvitation> {
    const invitation = await this.invitations.find(sessionId, id);
    if (!invitation) throw new CodedError(NOT_FOUND);
    return invitation;
  }

  private async present(invitation: SessionInvitation): Promise<SessionInvitationDto> {
    const [presented] = await this.presentAll([invitation]);
    if (!presented) throw new CodedError(NOT_FOUND);
    return presented;
  }

  private async presentAll(invitations: readonly SessionInvitation[]): Promise<SessionInvitationDto[]> {
    const people = await this.users.findByIds([...new Set(invitations.map(({ createdBy }) => createdBy))]);
    return invitations.map(({ id, sessionId, role, createdBy, expiresAt, createdAt }) => {
      const maker = { id: createdBy, name: people.get(createdBy)?.name ?? FORMER_USER };
      return { id, sessionId, role, createdBy: maker, expiresAt, createdAt };
    });
  }
}

/** Whether the link is from before others took a role or the place from the person. */
function isBefore(person: SessionCollaborator | null, { createdAt }: SessionInvitation): boolean {
  return person?.linksFrom ? createdAt <= person.linksFrom : false;
}
