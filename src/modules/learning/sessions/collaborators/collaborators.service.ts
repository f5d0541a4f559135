import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { invalid } from '../../../../kernel/invalid.js';
import type { Page } from '../../../../kernel/page.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { GuestsRepository } from '../guests/guests.repository.js';
import { type Admitted, SessionAccess } from '../room/session-access.js';
import type { Session } from '../room/session.entity.js';
import type { SessionDto } from '../room/session.dto.js';
import { isChangeable, isOpen } from '../room/session.rules.js';
import { SessionsRepository } from '../room/sessions.repository.js';
import { SessionsService } from '../room/sessions.service.js';
import {
  ALREADY_COLLABORATOR,
  NOT_ANOTHER_COLLABORATOR,
  SESSION_OWNER_STAYS,
  SESSION_STATUS_CONFLICT,
} from '../sessions.errors.js';
import {
  aboutRoom,
  SESSION_COLLABORATOR_ADDED,
  SESSION_COLLABORATOR_JOINED,
  SESSION_COLLABORATOR_LEFT,
  SESSION_COLLABORATOR_REMOVED,
  SESSION_OWNERSHIP_TRANSFERRED,
  SESSION_ROLE_CHANGED,
} from '../sessions.events.js';
import { can, canGive } from '../sessions.policy.js';
import type {
  ChangeCollaboratorDto,
  CollaboratorDto,
  CollaboratorQueryDto,
  NewCollaboratorDto,
  TransferSessionDto,
} from './collaborator.dto.js';
import { CollaboratorPresenter } from './collaborator.presenter.js';
import { type SessionRole, strongerOf, USUAL_ROLE } from './collaborator.rules.js';
import { CollaboratorsRepository } from './collaborators.repository.js';
import type { SessionCollaborator } from './session-collaborator.entity.js';

/** Use cases of the people of a room. Each holds the row lock of the room. */
@Injectable()
export class CollaboratorsService {
  constructor(
    private readonly repository: CollaboratorsRepository,
    private readonly rooms: SessionsRepository,
    private readonly sessions: SessionsService,
    private readonly access: SessionAccess,
    private readonly guests: GuestsRepository,
    private readonly organizations: OrganizationsApi,
    private readonly presenter: CollaboratorPresenter,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /**
   * Comes in; nothing happens when the actor is there.
   * @throws CodedError api_key_refused, session_status_conflict, session_full
   */
  @Transactional()
  async join(actor: Actor, id: string): Promise<SessionDto> {
    await this.access.assertPerson(actor);
    const admitted = await this.access.lock(actor, id, 'join');
    await this.letIn(actor, admitted, admitted.collaborator?.role ?? USUAL_ROLE);
    return this.sessions.findOne(actor, id);
  }

  /**
   * Lets the actor in, under the row lock of the room, with this role or the stronger one that they have.
   * @throws CodedError session_status_conflict, session_full
   */
  async letIn(actor: Actor, { room, collaborator }: Admitted, given: SessionRole): Promise<void> {
    if (room.ownerId === actor.userId) return;
    const role = collaborator ? strongerOf(collaborator.role, given) : given;
    if (collaborator?.isActive)
      return isChangeable(room.status) ? this.setRole(actor, room, collaborator, role) : undefined;
    if (!isOpen(room.status)) throw new CodedError(SESSION_STATUS_CONFLICT);
    await this.repository.admit(room.id, actor.userId, role);
    const fact = { ...aboutRoom(room), userId: actor.userId, actorId: actor.userId };
    await this.outbox.append(SESSION_COLLABORATOR_JOINED, { ...fact, role });
  }

  /** Goes out; the role is kept for coming in again. @throws CodedError session_owner_stays */
  @Transactional()
  async leave(actor: Actor, id: string): Promise<void> {
    const { room, standing, collaborator } = await this.access.lock(actor, id, 'see');
    if (standing === 'owner') throw new CodedError(SESSION_OWNER_STAYS);
    if (!collaborator?.isActive) return;
    await this.repository.leave(collaborator);
    await this.endLinksOf(actor.userId, room);
    const fact = { ...aboutRoom(room), userId: actor.userId, actorId: actor.userId };
    await this.outbox.append(SESSION_COLLABORATOR_LEFT, fact);
  }

  async list(actor: Actor, id: string, query: CollaboratorQueryDto): Promise<Page<CollaboratorDto>> {
    await this.access.enter(actor, id, 'see people');
    const { data, meta } = await this.repository.list(id, query);
    return { data: await this.presenter.present(data), meta };
  }

  async findOne(actor: Actor, id: string, collaboratorId: string): Promise<CollaboratorDto> {
    await this.access.enter(actor, id, 'see people');
    return this.present(await this.getOrThrow(id, collaboratorId));
  }

  /**
   * Adds somebody whom the actor works with. Others accept an invitation link first: an arbitrary id must disclose
   * nobody's name.
   * @throws CodedError validation_failed, already_collaborator, session_status_conflict, session_full
   */
  @Transactional()
  async add(actor: Actor, id: string, { userId, role = USUAL_ROLE }: NewCollaboratorDto): Promise<CollaboratorDto> {
    const { room, standing } = await this.access.lock(actor, id, 'invite');
    if (!canGive(standing, role)) throw new CodedError(FORBIDDEN);
    if (!isOpen(room.status)) throw new CodedError(SESSION_STATUS_CONFLICT);
    if (userId === room.ownerId) throw new CodedError(ALREADY_COLLABORATOR);
    const known = await this.repository.findPerson(id, userId);
    if (known?.isActive) throw new CodedError(ALREADY_COLLABORATOR);
    await this.assertColleague(actor, userId);
    if (known) await this.repository.changeRole(known, role);
    await this.repository.admit(id, userId, role);
    const fact = { ...aboutRoom(room), userId, actorId: actor.userId };
    await this.outbox.append(SESSION_COLLABORATOR_ADDED, { ...fact, role });
    return this.present(await this.repository.findPerson(id, userId));
  }

  @Transactional()
  async changeRole(
    actor: Actor,
    id: string,
    collaboratorId: string,
    { role }: ChangeCollaboratorDto,
  ): Promise<CollaboratorDto> {
    const { room, standing } = await this.access.lock(actor, id, 'invite');
    const collaborator = await this.getOrThrow(id, collaboratorId);
    if (!canGive(standing, collaborator.role) || !canGive(standing, role)) throw new CodedError(FORBIDDEN);
    if (!isChangeable(room.status)) throw new CodedError(SESSION_STATUS_CONFLICT);
    await this.setRole(actor, room, collaborator, role);
    await this.endLinksOf(collaborator.userId, room);
    return this.present({ ...collaborator, role });
  }

  /** Removes somebody, or the actor, who needs to be let in anew then. */
  @Transactional()
  async remove(actor: Actor, id: string, collaboratorId: string): Promise<void> {
    const { room, standing } = await this.access.lock(actor, id, 'see people');
    const collaborator = await this.getOrThrow(id, collaboratorId);
    const { userId } = collaborator;
    const mayRemove = userId === actor.userId || (can(standing, 'invite') && canGive(standing, collaborator.role));
    if (!mayRemove) throw new CodedError(FORBIDDEN);
    await this.repository.end(collaborator, userId === actor.userId ? 'gone' : 'barred');
    await this.endLinksOf(userId, room);
    await this.outbox.append(SESSION_COLLABORATOR_REMOVED, { ...aboutRoom(room), userId, actorId: actor.userId });
  }

  /**
   * Makes a collaborator the owner; the actor takes their place as an admin of the room, in the same transaction.
   * @throws CodedError session_status_conflict, not_another_collaborator
   */
  @Transactional()
  async transfer(actor: Actor, id: string, { userId }: TransferSessionDto): Promise<SessionDto> {
    const { room } = await this.access.lock(actor, id, 'transfer');
    if (!isChangeable(room.status)) throw new CodedError(SESSION_STATUS_CONFLICT);
    const heir = await this.repository.findPerson(id, userId);
    const { organizationId, ownerId } = room;
    const isInsider =
      organizationId === null || (await this.organizations.holdMembership(organizationId, userId)) !== null;
    if (!heir?.isActive || !isInsider) throw new CodedError(NOT_ANOTHER_COLLABORATOR);
    await this.repository.exchange(heir, ownerId);
    await this.rooms.handOver(id, userId);
    await this.outbox.append(SESSION_OWNERSHIP_TRANSFERRED, {
      ...aboutRoom(room),
      previousOwner: ownerId,
      newOwner: userId,
      actorId: actor.userId,
    });
    return this.sessions.findOne(actor, id);
  }

  /** Links of guests go with the permission to make them, and with the links those who came by them. */
  private async endLinksOf(userId: string, room: Session): Promise<void> {
    const { standing } = await this.access.look(userId, room);
    if (!can(standing, 'invite')) await this.guests.revokeMadeInRoom(room.id, userId);
  }

  private async setRole(
    actor: Actor,
    room: Session,
    collaborator: SessionCollaborator,
    role: SessionRole,
  ): Promise<void> {
    const { userId, role: formerRole } = collaborator;
    if (role === formerRole) return;
    await this.repository.changeRole(collaborator, role);
    const fact = { ...aboutRoom(room), userId, actorId: actor.userId };
    await this.outbox.append(SESSION_ROLE_CHANGED, { ...fact, role, formerRole });
  }

  /** @throws CodedError validation_failed, the same for unknown people, those whom the actor does not work with, and service accounts */
  private async assertColleague({ userId: actorId }: Actor, userId: string): Promise<void> {
    const isColleague = (await this.organizations.colleaguesAmong(actorId, [userId])).length > 0;
    if (isColleague && (await this.organizations.serviceAccountsAmong([userId])).size === 0) return;
    const message = 'is nobody you share an organization with: send an invitation link';
    throw invalid([{ pointer: '/userId', field: 'userId', message, code: 'unknown_person' }]);
  }

  private async getOrThrow(sessionId: string, id: string): Promise<SessionCollaborator> {
    const collaborator = await this.repository.find(sessionId, id);
    if (!collaborator) throw new CodedError(NOT_FOUND);
    return collaborator;
  }

  private async present(collaborator: SessionCollaborator | null): Promise<CollaboratorDto> {
    const [presented] = collaborator ? await this.presenter.present([collaborator]) : [];
    if (!presented) throw new CodedError(NOT_FOUND);
    return presented;
  }
}
