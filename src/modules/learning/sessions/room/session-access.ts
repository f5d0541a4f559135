import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { Nudges } from '../../../../infra/realtime/nudges.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { CollaboratorsRepository } from '../collaborators/collaborators.repository.js';
import type { SessionCollaborator } from '../collaborators/session-collaborator.entity.js';
import { can, type SessionAction, type Standing, standingIn } from '../sessions.policy.js';
import { roomTopic } from './room-topic.js';
import type { Session } from './session.entity.js';
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

  /** Under the row lock of the room, for whoever has another permission to come in; null when there is no room. */
  async lockFor({ userId }: Actor, id: string): Promise<Admitted | null> {
    this.nudgeAfterCommit(id);
    const room = await this.sessions.lock(id);
    return room && this.look(userId, room);
  }

  /** What somebody is to the room. */
  async look(userId: string, room: Session): Promise<Admitted> {
    const { id, organizationId } = room;
    const role = organizationId === null ? null : await this.organizations.roleOf(organizationId, userId);
    const collaborator = await this.collaborators.findPerson(id, userId);
    return { room, standing: standingIn(room, userId, role, collaborator), collaborator };
  }

  /** Whoever has the room open looks at it again. */
  private nudgeAfterCommit(id: string): void {
    this.transactions.afterCommit(() => this.nudges.send(roomTopic(id)));
  }

  private async admit(actor: Actor, room: Session | null, action: SessionAction): Promise<Admitted> {
    if (!room) throw new CodedError(NOT_FOUND);
    const admitted = await this.look(actor.userId, room);
    if (!can(admitted.standing, 'see')) throw new CodedError(NOT_FOUND);
    if (!can(admitted.standing, action)) throw new CodedError(FORBIDDEN);
    return admitted;
  }
}
