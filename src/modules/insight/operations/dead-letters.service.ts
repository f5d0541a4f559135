import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import type { Page } from '../../../kernel/page.js';
import type { DeadLetter } from '../../../infra/outbox/dead-letter.entity.js';
import { DeadLetters } from '../../../infra/queue/dead-letters.js';
import { DeadLettersRepository } from './dead-letters.repository.js';
import type { DeadLetterDetailsDto, DeadLetterDto, DeadLetterQueryDto } from './dto/dead-letter.dto.js';
import { redact, redactText } from '../../../kernel/redaction.js';

/** Administration of dead letters. */
@Injectable()
export class DeadLettersService {
  constructor(
    private readonly repository: DeadLettersRepository,
    private readonly deadLetters: DeadLetters,
  ) {}

  async list(query: DeadLetterQueryDto): Promise<Page<DeadLetterDto>> {
    const { data, meta } = await this.repository.list(query);
    const names = await this.repository.namesOf(data.map(({ messageId }) => messageId));
    return { data: data.map((letter) => summary(letter, names.get(letter.messageId))), meta };
  }

  /** @throws CodedError not_found */
  async findOne(id: string): Promise<DeadLetterDetailsDto> {
    const letter = await this.repository.findById(id);
    const message = letter && (await this.repository.findMessage(letter.messageId));
    if (!message) throw new CodedError(NOT_FOUND);
    return {
      ...summary(letter, message.name),
      payload: redact(message.payload) as Record<string, unknown>,
      requestId: message.requestId,
      messageCreatedAt: message.createdAt,
    };
  }

  /** @throws CodedError not_found */
  async retry(id: string): Promise<void> {
    if (!(await this.deadLetters.retry(id))) throw new CodedError(NOT_FOUND);
  }

  /** @throws CodedError not_found */
  async discard(id: string): Promise<void> {
    if (!(await this.deadLetters.discard(id))) throw new CodedError(NOT_FOUND);
  }
}

type Summary = { [member in keyof DeadLetterDto]: DeadLetterDto[member] };

function summary({ id, consumer, messageId, error, attempts, failedAt }: DeadLetter, messageName = 'unknown'): Summary {
  return { id, consumer, messageId, messageName, error: redactText(error), attempts, failedAt };
}
