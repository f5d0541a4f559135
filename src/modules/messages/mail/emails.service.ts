import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import { mapPage, type Page } from '../../../kernel/page.js';
import { MailConfig } from '../../../infra/config/config.js';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import type { EmailQueryDto } from './dto/email-query.dto.js';
import { type EmailDto, toEmailDto } from './dto/email.dto.js';
import { EmailDeliveries, type ShownDelivery } from './email-deliveries.repository.js';
import { MailAttempts } from './mail-attempts.js';
import { EMAIL_CONTENT_REMOVED, EMAIL_NOT_FAILED } from './mail.errors.js';

/** Use cases of administrators. */
@Injectable()
export class EmailsService {
  constructor(
    private readonly config: MailConfig,
    private readonly deliveries: EmailDeliveries,
    private readonly attempts: MailAttempts,
    readonly transactions: Transactions,
  ) {}

  async search(query: EmailQueryDto): Promise<Page<EmailDto>> {
    return mapPage(await this.deliveries.search(query), toEmailDto);
  }

  async findOne(id: string): Promise<EmailDto> {
    return toEmailDto(await this.getOrThrow(id));
  }

  /** @throws CodedError not_found, email_not_failed, email_content_removed */
  @Transactional()
  async retry(id: string): Promise<EmailDto> {
    const next = await this.deliveries.requeue(id, this.config.attempts);
    const delivery = await this.getOrThrow(id);
    if (!next) {
      const failed = delivery.status === 'failed' || delivery.status === 'bounced';
      throw new CodedError(failed ? EMAIL_CONTENT_REMOVED : EMAIL_NOT_FAILED);
    }
    await this.attempts.add(next);
    return toEmailDto(delivery);
  }

  private async getOrThrow(id: string): Promise<ShownDelivery> {
    const delivery = await this.deliveries.findById(id);
    if (!delivery) throw new CodedError(NOT_FOUND);
    return delivery;
  }
}
