import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import type { Page } from '../../../../kernel/page.js';
import { DEFAULT_MESSAGE_SORT, type SessionMessageQueryDto } from './session-message.dto.js';
import { SessionMessage } from './session-message.entity.js';

@Injectable()
export class SessionMessagesRepository {
  constructor(@InjectRepository(SessionMessage) private readonly messages: Repository<SessionMessage>) {}

  insert(sessionId: string, authorId: string, content: string): Promise<SessionMessage> {
    return this.messages.save(this.messages.create({ sessionId, authorId, content }));
  }

  list(sessionId: string, query: SessionMessageQueryDto): Promise<Page<SessionMessage>> {
    const list = this.messages.createQueryBuilder('message').where({ sessionId });
    return paginate(list, query, DEFAULT_MESSAGE_SORT);
  }

  async deleteOf(authorId: string): Promise<void> {
    await this.messages.delete({ authorId });
  }
}
