import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import type { Page } from '../../../../kernel/page.js';
import type { LivePerson } from '../live/cursors.js';
import { DEFAULT_MESSAGE_SORT, type SessionMessageQueryDto } from './session-message.dto.js';
import { SessionMessage } from './session-message.entity.js';

@Injectable()
export class SessionMessagesRepository {
  constructor(@InjectRepository(SessionMessage) private readonly messages: Repository<SessionMessage>) {}

  insert(sessionId: string, { id, guest }: LivePerson, content: string): Promise<SessionMessage> {
    const author = guest ? { authorId: null, guestId: id } : { authorId: id, guestId: null };
    return this.messages.save(this.messages.create({ sessionId, ...author, content }));
  }

  list(sessionId: string, query: SessionMessageQueryDto): Promise<Page<SessionMessage>> {
    const list = this.messages.createQueryBuilder('message').where({ sessionId });
    return paginate(list, query, DEFAULT_MESSAGE_SORT);
  }

  async deleteOf(authorId: string): Promise<void> {
    await this.messages.delete({ authorId });
  }
}
