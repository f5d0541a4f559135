import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { type RoomOfRuns, SessionRooms } from '../sessions.api.js';
import { SESSION_STATUS_CONFLICT } from '../sessions.errors.js';
import { canWriteLocked } from '../sessions.policy.js';
import { SessionAccess } from './session-access.js';
import { SessionsRepository } from './sessions.repository.js';

@Injectable()
export class SessionRoomsService extends SessionRooms {
  constructor(
    private readonly access: SessionAccess,
    private readonly sessions: SessionsRepository,
  ) {
    super();
  }

  async toRun(actor: Actor, sessionId: string): Promise<RoomOfRuns> {
    const { room, standing } = await this.access.enter(actor, sessionId, 'run');
    if (room.status !== 'active') throw new CodedError(SESSION_STATUS_CONFLICT);
    if (room.isLocked && !canWriteLocked(standing)) throw new CodedError(FORBIDDEN);
    return room;
  }

  async toSeeRuns(actor: Actor, sessionId: string): Promise<void> {
    await this.access.enter(actor, sessionId, 'see people');
  }

  async toEndRuns(actor: Actor, sessionId: string): Promise<void> {
    await this.access.enter(actor, sessionId, 'steer');
  }

  countRun(sessionId: string, durationMs: number): Promise<void> {
    return this.sessions.countRun(sessionId, durationMs);
  }

  async organizationOf(sessionId: string): Promise<string | null> {
    return (await this.sessions.findById(sessionId))?.organizationId ?? null;
  }
}
