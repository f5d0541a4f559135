import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import { CollaboratorsRepository } from '../collaborators/collaborators.repository.js';
import type {
  MySessionRole,
  PublicSessionDto,
  SessionDto,
  SessionMetadataDto,
  SessionOwnerDto,
} from './session.dto.js';
import type { Session } from './session.entity.js';
import { averageOf } from './session.rules.js';

type Owners = ReadonlyMap<string, SessionOwnerDto>;

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
    const owners = await this.ownersOf(rooms);
    const ids = rooms.map(({ id }) => id);
    const roles = await this.collaborators.rolesOf(userId, ids);
    return rooms.map((room) => {
      const myRole = room.ownerId === userId ? 'owner' : (guest?.role ?? roles.get(room.id) ?? null);
      return toSessionDto(room, owners, myRole);
    });
  }

  async presentPublic(rooms: readonly Session[]): Promise<PublicSessionDto[]> {
    const owners = await this.ownersOf(rooms);
    return rooms.map((room) => toPublicSessionDto(room, owners));
  }

  private async ownersOf(rooms: readonly Session[]): Promise<Owners> {
    const people = await this.users.findByIds([...new Set(rooms.map(({ ownerId }) => ownerId))]);
    return new Map([...people].map(([id, { name, username }]) => [id, { id, name, username }]));
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

function toPublicSessionDto(room: Session, owners: Owners): PublicSessionDto {
  const { id, title, description, language, ownerId, hasPasteLog, createdAt } = room;
  const { maxCollaborators, collaboratorCount } = room;
  return {
    id,
    title,
    description,
    language,
    owner: owners.get(ownerId) ?? { id: ownerId, name: FORMER_USER, username: null },
    hasPasteLog,
    maxCollaborators,
    collaboratorCount,
    metadata: metadataOf(room),
    createdAt,
  };
}

function toSessionDto(room: Session, owners: Owners, myRole: MySessionRole | null): SessionDto {
  const { organizationId, status, isPublic, isLocked, version, updatedAt } = room;
  return {
    ...toPublicSessionDto(room, owners),
    organizationId,
    status,
    isPublic,
    isLocked,
    myRole,
    version,
    updatedAt,
  };
}
