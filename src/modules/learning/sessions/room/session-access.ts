import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { can, type SessionAction, standingIn } from '../sessions.policy.js';
import type { Session } from './session.entity.js';
import { SessionsRepository } from './sessions.repository.js';

/** Admission to rooms; for whoever may not see it, a room does not exist (404). */
@Injectable()
export class SessionAccess {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly organizations: OrganizationsApi,
  ) {}

  /** For reading. @throws CodedError not_found */
  async enter(actor: Actor, id: string): Promise<Session> {
    return this.admit(actor, await this.sessions.findById(id), 'see');
  }

  /** For changes, under the row lock of the room. @throws CodedError not_found, forbidden */
  async lock(actor: Actor, id: string, action: SessionAction): Promise<Session> {
    return this.admit(actor, await this.sessions.lock(id), action);
  }

  private async admit({ userId }: Actor, room: Session | null, action: SessionAction): Promise<Session> {
    if (!room) throw new CodedError(NOT_FOUND);
    const { organizationId } = room;
    const role = organizationId === null ? null : await this.organizations.roleOf(organizationId, userId);
    const standing = standingIn(room, userId, role);
    if (!can(standing, 'see')) throw new CodedError(NOT_FOUND);
    if (!can(standing, action)) throw new CodedError(FORBIDDEN);
    return room;
  }
}
