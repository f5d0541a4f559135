import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.js';
import { MailConfig } from '../../infra/config/config.js';
import { Transactions } from '../../infra/database/transactions.js';
import { parseMailAddress } from '../../infra/mail/outgoing-mail.js';
import { Outbox } from '../../infra/outbox/outbox.js';
import { currentRequestId } from '../../infra/telemetry/request-context.js';
import { EmailDeliveries } from './email-deliveries.repository.js';
import { MAIL_PRIORITY } from './mail-template.js';
import { MailApi, type MailRequest } from './mail.api.js';
import { SEND_MAIL } from './mail.jobs.js';
import { composeMail, type MailTemplateName, mailTemplates } from './mail.templates.js';

/** Takes mails from other features: a delivery row and the job that sends it, in the caller's transaction. */
@Injectable()
export class MailQueue extends MailApi {
  private readonly domain: string;

  constructor(
    private readonly config: MailConfig,
    private readonly deliveries: EmailDeliveries,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
  ) {
    super();
    this.domain = parseMailAddress(config.from).email.split('@').at(-1) ?? 'localhost';
  }

  async queue<T extends MailTemplateName>({ template, to, data, cause, ...rest }: MailRequest<T>): Promise<boolean> {
    if (!this.transactions.isActive) throw new Error(`The mail ${template} was queued outside a transaction.`);
    const { name, timeZone = 'UTC' } = to;
    const priority = rest.priority ?? mailTemplates[template].priority;
    const id = newId();
    const added = await this.deliveries.add({
      id,
      template,
      recipient: to.email,
      recipientName: name ?? null,
      timeZone,
      userId: to.userId ?? null,
      subject: composeMail(template, data, { name, timeZone }).subject,
      data,
      calendar: rest.calendar ?? null,
      messageId: `<${id}@${this.domain}>`,
      cause,
      priority,
      attemptLimit: this.config.attempts,
      requestId: currentRequestId(),
      nextAttemptAt: rest.delayUntil ?? null,
    });
    if (!added) return false;
    const options = { priority: MAIL_PRIORITY[priority], ...(rest.delayUntil && { availableAt: rest.delayUntil }) };
    await this.outbox.append(SEND_MAIL, { deliveryId: id, attempt: 1 }, options);
    return true;
  }
}
