import { Injectable } from '@nestjs/common';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import type { PublicSessionDto, SessionDto } from './session.dto.js';
import type { Session } from './session.entity.js';
import { averageOf } from './session.rules.js';

/** Makes DTOs of rooms, with all people in one query. */
@Injectable()
export class SessionPresenter {
  constructor(private readonly users: UsersApi) {}

  async present(room: Session): Promise<SessionDto> {
    return toSessionDto(room, await this.namesOf([room]));
  }

  async presentAll(rooms: readonly Session[]): Promise<SessionDto[]> {
    const names = await this.namesOf(rooms);
    return rooms.map((room) => toSessionDto(room, names));
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

function toPublicSessionDto(room: Session, names: ReadonlyMap<string, string>): PublicSessionDto {
  const { id, title, description, language, ownerId, editCount, runCount, runMs, lastActivityAt, createdAt } = room;
  return {
    id,
    title,
    description,
    language,
    owner: { id: ownerId, name: names.get(ownerId) ?? FORMER_USER },
    metadata: {
      totalExecutions: runCount,
      totalEdits: editCount,
      averageExecutionTime: averageOf(runMs, runCount),
      lastActivity: lastActivityAt,
    },
    createdAt,
  };
}

function toSessionDto(room: Session, names: ReadonlyMap<string, string>): SessionDto {
  const { organizationId, status, isPublic, isLocked, maxCollaborators, version, updatedAt } = room;
  return {
    ...toPublicSessionDto(room, names),
    organizationId,
    status,
    isPublic,
    isLocked,
    maxCollaborators,
    version,
    updatedAt,
  };
}
