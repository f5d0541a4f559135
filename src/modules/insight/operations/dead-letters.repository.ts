import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import type { Page } from '../../../kernel/page.js';
import { paginate } from '../../../infra/database/paginate.js';
import { DeadLetter } from '../../../infra/outbox/dead-letter.entity.js';
import { OutboxMessage } from '../../../infra/outbox/outbox-message.entity.js';
import type { DeadLetterQueryDto } from './dto/dead-letter.dto.js';

@Injectable()
export class DeadLettersRepository {
  constructor(
    @InjectRepository(DeadLetter) private readonly letters: Repository<DeadLetter>,
    @InjectRepository(OutboxMessage) private readonly messages: Repository<OutboxMessage>,
  ) {}

  list(query: DeadLetterQueryDto): Promise<Page<DeadLetter>> {
    const list = this.letters.createQueryBuilder('letter');
    if (query.consumer !== undefined) list.where('letter.consumer = :consumer', { consumer: query.consumer });
    return paginate(list, query, '-failedAt');
  }

  findById(id: string): Promise<DeadLetter | null> {
    return this.letters.findOneBy({ id });
  }

  findMessage(id: string): Promise<OutboxMessage | null> {
    return this.messages.findOneBy({ id });
  }

  async namesOf(messageIds: readonly string[]): Promise<Map<string, string>> {
    if (messageIds.length === 0) return new Map();
    const messages = await this.messages.find({ select: { id: true, name: true }, where: { id: In([...messageIds]) } });
    return new Map(messages.map(({ id, name }) => [id, name]));
  }
}
