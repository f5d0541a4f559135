import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Actor } from '../../../../infra/access/actor.js';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import { SessionAccess } from '../room/session-access.js';
import { SessionNote } from './session-note.entity.js';
import type { ReplaceSessionNotesDto, SessionNotesDto } from './session-notes.dto.js';

@Injectable()
export class SessionNotesRepository {
  constructor(@InjectRepository(SessionNote) private readonly notes: Repository<SessionNote>) {}

  find(sessionId: string): Promise<SessionNote | null> {
    return this.notes.findOneBy({ sessionId });
  }

  async put(sessionId: string, content: string, updatedBy: string): Promise<void> {
    await this.notes.upsert({ sessionId, content, updatedBy, updatedAt: new Date() }, ['sessionId']);
  }

  /** What somebody wrote about rooms of others. */
  async deleteOf(updatedBy: string): Promise<void> {
    await this.notes.delete({ updatedBy });
  }
}

/** Notes of those who run a room; nobody else sees that there are some. */
@Injectable()
export class SessionNotesService {
  constructor(
    private readonly repository: SessionNotesRepository,
    private readonly access: SessionAccess,
    private readonly users: UsersApi,
  ) {}

  /** @throws CodedError not_found, forbidden */
  async findOne(actor: Actor, sessionId: string): Promise<SessionNotesDto> {
    await this.access.enter(actor, sessionId, 'steer');
    const notes = await this.repository.find(sessionId);
    if (!notes) return { sessionId, content: '', updatedBy: null, updatedAt: null };
    const { content, updatedBy, updatedAt } = notes;
    const writer = (await this.users.findByIds([updatedBy])).get(updatedBy);
    return { sessionId, content, updatedBy: { id: updatedBy, name: writer?.name ?? FORMER_USER }, updatedAt };
  }

  /** @throws CodedError not_found, forbidden */
  async replace(actor: Actor, sessionId: string, { content }: ReplaceSessionNotesDto): Promise<SessionNotesDto> {
    await this.access.enter(actor, sessionId, 'steer');
    await this.repository.put(sessionId, content, actor.userId);
    return this.findOne(actor, sessionId);
  }
}
