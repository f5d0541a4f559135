import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import { CollaboratorsRepository } from '../collaborators/collaborators.repository.js';
import type { MySessionRole, PublicSessionDto, SessionDto, SessionMetadataDto } from './session.dto.js';
import type { Session } from './session.entity.js';
import { averageOf } from './session.rules.js';

/** Makes DTOs of rooms, with all people in one query. */
@Injectable()
export class SessionPresenter {
  constructor(
    private readonly users: UsersApi,
    private readonly collaborators: CollaboratorsRepository,
  ) {}

  async present(actor: Actor, room: Session): Promise<SessionDto> {
    const [presented] = await this.presentAll(actor, [room]);
    if (!presented) throw new Error('No room was presented.');
    return presented;
  }

  async presentAll({ userId, guest }: Actor, rooms: readonly Session[]): Promise<SessionDto[]> {
    const names = await this.namesOf(rooms);
    const ids = rooms.map(({ id }) => id);
    const roles = await this.collaborators.rolesOf(userId, ids);
    return rooms.map((room) => {
      const myRole = room.ownerId === userId ? 'owner' : (guest?.role ?? roles.get(room.id) ?? null);
      return toSessionDto(room, names, myRole);
    });
  }

  async presentPublic(rooms: readonly Session[]): Promise<PublicSessionDto[]> {
    const names = await this.namesOf(rooms);
    return rooms.map((room) => toPublicSessionDto(room, names));
  }

  private async namesOf(rooms: readonly Session[]): Promise<ReadonlyMap<string, string>> {
    const people = await this.users.findByIds([...new Set(rooms.map(({ ownerId }) => ownerId))]);
    return new Map([...people].map(([id, { name }]) => [id, name]));
  }
}

export function metadataOf({ editCount, runCount, runMs, lastActivityAt }: Session): SessionMetadataDto {
  return {
    totalExecutions: runCount,
    totalEdits: editCount,
    averageExecutionTime: averageOf(runMs, runCount),
    lastActivity: lastActivityAt,
  };
}

function toPublicSessionDto(room: Session, names: ReadonlyMap<string, string>): PublicSessionDto {
  const { id, title, description, language, ownerId, hasPasteLog, createdAt } = room;
  const { maxCollaborators, collaboratorCount } = room;
  return {
    id,
    title,
    description,
    language,
    owner: { id: ownerId, name: names.get(ownerId) ?? FORMER_USER },
    hasPasteLog,
    maxCollaborators,
    collaboratorCount,
    metadata: metadataOf(room),
    createdAt,
  };
}

function toSessionDto(room: Session, names: ReadonlyMap<string, string>, myRole: MySessionRole | null): SessionDto {
  const { organizationId, status, isPublic, isLocked, version, updatedAt } = room;
  return {
    ...toPublicSessionDto(room, names),
    organizationId,
    status,
    isPublic,
    isLocked,
    myRole,
    version,
    updatedAt,
  };
}
