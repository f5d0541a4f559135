import { Injectable } from '@nestjs/common';
import { API_KEY_REFUSED } from '../../../../infra/access/access.errors.js';
import type { Actor, GuestGrant } from '../../../../infra/access/actor.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { Nudges } from '../../../../infra/realtime/nudges.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { UsersApi } from '../../../people/users/users.api.js';
import { CollaboratorsRepository } from '../collaborators/collaborators.repository.js';
import type { SessionCollaborator } from '../collaborators/session-collaborator.entity.js';
import { can, type SessionAction, type Standing, standingIn } from '../sessions.policy.js';
import { roomTopic } from './room-topic.js';
import type { Session } from './session.entity.js';
import { isOpen } from './session.rules.js';
import { SessionsRepository } from './sessions.repository.js';

export interface Admitted {
  readonly room: Session;
  readonly standing: Standing;
  /** The actor's place, also when they have left. */
  readonly collaborator: SessionCollaborator | null;
}

/** Admission to rooms; for whoever may not see it, a room does not exist (404). */
@Injectable()
export class SessionAccess {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly collaborators: CollaboratorsRepository,
    private readonly organizations: OrganizationsApi,
    private readonly transactions: Transactions,
    private readonly nudges: Nudges,
    private readonly users: UsersApi,
  ) {}

  /** For reading. @throws CodedError not_found, forbidden */
  async enter(actor: Actor, id: string, action: SessionAction): Promise<Admitted> {
    return this.admit(actor, await this.sessions.findById(id), action);
  }

  /** For changes, under the row lock of the room. @throws CodedError not_found, forbidden */
  async lock(actor: Actor, id: string, action: SessionAction): Promise<Admitted> {
    this.nudgeAfterCommit(id);
    return this.admit(actor, await this.sessions.lock(id), action);
  }

  /** Only people own rooms and come into them: what a service account has ends with it. @throws CodedError api_key_refused */
  async assertPerson({ userId, key }: Actor): Promise<void> {
    if (key && (await this.organizations.serviceAccountsAmong([userId])).size > 0)
      throw new CodedError(API_KEY_REFUSED, { detail: 'A service account owns no rooms and comes into none.' });
  }

  /** Under the row lock of the room, for whoever has another permission to come in; null when there is no room. */
  async lockFor({ userId }: Actor, id: string): Promise<Admitted | null> {
    this.nudgeAfterCommit(id);
    const room = await this.sessions.lock(id);
    return room && this.look(userId, room);
  }

  /** Under the row lock of the room, for what its booking does; null when there is no room. */
  lockBooked(id: string): Promise<Session | null> {
    this.nudgeAfterCommit(id);
    return this.sessions.lock(id);
  }

  /** What somebody is to the room. */
  async look(userId: string, room: Session): Promise<Admitted> {
    const { id, organizationId } = room;
    const role = organizationId === null ? null : await this.organizations.roleOf(organizationId, userId);
    const collaborator = await this.collaborators.findPerson(id, userId);
    const standing = standingIn(room, userId, role, collaborator);
    const isHidden = (standing === 'visitor' || standing === 'barred') && !(await this.isActive([room.ownerId]));
    return { room, standing: isHidden ? 'stranger' : standing, collaborator };
  }

  /** The same by ids; somebody null is nobody. Null when there is no room. */
  async lookAt(userId: string | null, id: string): Promise<Pick<Admitted, 'room' | 'standing'> | null> {
    const room = await this.sessions.findById(id);
    return room && (userId === null ? { room, standing: 'stranger' } : this.look(userId, room));
  }

  /** Whether all these accounts are active. */
  async isActive(userIds: readonly string[]): Promise<boolean> {
    const people = await this.users.findByIds([...new Set(userIds)]);
    return userIds.every((userId) => people.get(userId)?.isActive);
  }

  /** Whoever has the room open looks at it again. */
  private nudgeAfterCommit(id: string): void {
    this.transactions.afterCommit(() => this.nudges.send(roomTopic(id)));
  }

  private async admit(actor: Actor, room: Session | null, action: SessionAction): Promise<Admitted> {
    if (!room) throw new CodedError(NOT_FOUND);
    const admitted = actor.guest ? asGuest(actor.guest, room) : await this.look(actor.userId, room);
    if (!can(admitted.standing, 'see')) throw new CodedError(NOT_FOUND);
    if (!can(admitted.standing, action)) throw new CodedError(FORBIDDEN);
    return admitted;
  }
}

/** A guest is somebody in one open room, and nobody in all others. */
function asGuest({ roomId, role }: GuestGrant, room: Session): Admitted {
  const isThere = roomId === room.id && isOpen(room.status);
  return { room, standing: isThere ? role : 'stranger', collaborator: null };
}
