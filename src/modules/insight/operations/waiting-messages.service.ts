import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { mapPage, type Page } from '../../../kernel/page.js';
import { paginate } from '../../../infra/database/paginate.js';
import { OutboxMessage } from '../../../infra/outbox/outbox-message.entity.js';
import { IS_WAITING, WaitingMessages } from '../../../infra/outbox/waiting-messages.js';
import type { WaitingMessageDto, WaitingMessageQueryDto } from './dto/waiting-message.dto.js';

const NONE = { total: 0, left: 0, failed: 0 };

/** Shows parents that wait for their children to administrators. */
@Injectable()
export class WaitingMessagesService {
  constructor(
    @InjectRepository(OutboxMessage) private readonly messages: Repository<OutboxMessage>,
    private readonly waiting: WaitingMessages,
  ) {}

  async list(query: WaitingMessageQueryDto): Promise<Page<WaitingMessageDto>> {
    const page = await paginate(this.messages.createQueryBuilder('p').where(IS_WAITING), query, 'createdAt');
    const children = await this.waiting.childrenOf(page.data.map(({ id }) => id));
    return mapPage(page, ({ id, name, priority, createdAt }) => ({
      id,
      name,
      priority,
      children: children.get(id) ?? NONE,
      createdAt,
    }));
  }
}
