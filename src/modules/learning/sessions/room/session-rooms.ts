import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { LiveDocuments } from '../live/live-documents.js';
import { type FileOfRoom, type RoomOfRuns, SessionRooms, type SessionView } from '../sessions.api.js';
import { SESSION_STATUS_CONFLICT } from '../sessions.errors.js';
import { canWriteLocked } from '../sessions.policy.js';
import { ParticipationsRepository } from '../statistics/participations.repository.js';
import { SessionAccess } from './session-access.js';
import { SessionsRepository } from './sessions.repository.js';

@Injectable()
export class SessionRoomsService extends SessionRooms {
  constructor(
    private readonly access: SessionAccess,
    private readonly sessions: SessionsRepository,
    private readonly documents: LiveDocuments,
    private readonly participations: ParticipationsRepository,
  ) {
    super();
  }

  async toRun(actor: Actor, sessionId: string): Promise<RoomOfRuns> {
    const { room, standing } = await this.access.enter(actor, sessionId, 'run');
    if (room.status !== 'active') throw new CodedError(SESSION_STATUS_CONFLICT);
    if (room.isLocked && !canWriteLocked(standing)) throw new CodedError(FORBIDDEN);
    return room;
  }

  filesOf(sessionId: string): Promise<readonly FileOfRoom[]> {
    return this.documents.filesOf(sessionId);
  }

  async toSeeRuns(actor: Actor, sessionId: string): Promise<void> {
    await this.access.enter(actor, sessionId, 'see people');
  }

  async toEndRuns(actor: Actor, sessionId: string): Promise<void> {
    await this.access.enter(actor, sessionId, 'steer');
  }

  async countRun(sessionId: string, userId: string, durationMs: number): Promise<void> {
    await this.sessions.countRun(sessionId, durationMs);
    await this.participations.countRun(sessionId, userId);
  }

  async organizationOf(sessionId: string): Promise<string | null> {
    return (await this.sessions.findById(sessionId))?.organizationId ?? null;
  }

  async find(sessionId: string): Promise<SessionView | null> {
    const room = await this.sessions.findById(sessionId);
    if (!room) return null;
    const { id, title, description, language, status, isPublic, isLocked, maxCollaborators } = room;
    const { ownerId, organizationId, createdAt, updatedAt } = room;
    return {
      ...{ id, title, description, language, status, isPublic, isLocked, maxCollaborators, ownerId, organizationId },
      ...{ createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() },
    };
  }
}
