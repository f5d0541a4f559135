import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import { newId } from '../../../kernel/ids.js';
import { mapPage, type Page } from '../../../kernel/page.js';
import type { Actor } from '../../../infra/access/actor.js';
import { SESSION_ENDED } from '../../../infra/access/access.errors.js';
import { AppConfig, MailConfig } from '../../../infra/config/config.js';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { UsersApi } from '../../people/users/users.api.js';
import type { EmailContentDto } from './dto/email-content.dto.js';
import type { EmailQueryDto } from './dto/email-query.dto.js';
import { type EmailDto, toEmailDto } from './dto/email.dto.js';
import { EmailDeliveries, type ShownDelivery } from './email-deliveries.repository.js';
import { showContent } from './email-content.js';
import { MailApi } from './mail.api.js';
import { MailAttempts } from './mail-attempts.js';
import { EMAIL_CONTENT_READ } from './mail.events.js';
import { EMAIL_CONTENT_REMOVED, EMAIL_NOT_FAILED } from './mail.errors.js';
import { findMailTemplate } from './mail.templates.js';
import { testEmailMail } from './mails/test-email.template.js';
import { UnsubscribeLinks } from './subscriptions/unsubscribe-links.js';

/** Use cases of administrators. */
@Injectable()
export class EmailsService {
  constructor(
    private readonly config: MailConfig,
    private readonly deliveries: EmailDeliveries,
    private readonly attempts: MailAttempts,
    private readonly mail: MailApi,
    private readonly links: UnsubscribeLinks,
    private readonly users: UsersApi,
    private readonly app: AppConfig,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  async search(query: EmailQueryDto): Promise<Page<EmailDto>> {
    return mapPage(await this.deliveries.search(query), toEmailDto);
  }

  async findOne(id: string): Promise<EmailDto> {
    return toEmailDto(await this.getOrThrow(id));
  }

  /** Without the secrets of its links, and what the API keeps from administrators. Audited: the event names the reader. */
  @Transactional()
  async content({ userId: actorId }: Actor, id: string): Promise<EmailContentDto> {
    const kept = await this.deliveries.findContent(id);
    if (!kept) throw new CodedError(NOT_FOUND);
    const { userId } = kept;
    const template = findMailTemplate(kept.template);
    const unsubscribeUrl = template?.subscription && userId ? this.links.urlOf(userId, template.name) : undefined;
    const content = showContent(template, kept, unsubscribeUrl);
    if (content.state === 'kept') await this.outbox.append(EMAIL_CONTENT_READ, { emailId: id, userId, actorId });
    return content;
  }

  /** Takes the way of every mail, worker and retries included: the delivery shows its outcome. */
  @Transactional()
  async test({ userId }: Actor): Promise<EmailDto> {
    const user = await this.users.findById(userId);
    if (!user) throw new CodedError(SESSION_ENDED);
    const { email, name, timeZone, language } = user;
    const cause = `mail.test:${newId()}`;
    await this.mail.queue({
      template: testEmailMail,
      to: { email, name, timeZone, language, userId },
      sender: userId,
      data: { requestedAt: this.clock.now().toISOString(), installation: new URL(this.app.publicUrl).host },
      cause,
    });
    const delivery = await this.deliveries.findByCause(testEmailMail.name, email, cause);
    if (!delivery) throw new CodedError(NOT_FOUND);
    return toEmailDto(delivery);
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
