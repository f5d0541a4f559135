import { Injectable } from '@nestjs/common';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import type { CollaboratorDto } from './collaborator.dto.js';
import type { SessionCollaborator } from './session-collaborator.entity.js';

/** Makes DTOs of collaborators, with all people in one query. */
@Injectable()
export class CollaboratorPresenter {
  constructor(private readonly users: UsersApi) {}

  async present(collaborators: readonly SessionCollaborator[]): Promise<CollaboratorDto[]> {
    const people = await this.users.findByIds(collaborators.map(({ userId }) => userId));
    return collaborators.map(({ id, sessionId, userId, role, isActive, joinedAt }) => {
      const user = { id: userId, name: people.get(userId)?.name ?? FORMER_USER };
      return { id, sessionId, user, role, isActive, joinedAt };
    });
  }
}
