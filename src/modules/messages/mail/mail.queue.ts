import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/ids.js';
import { DEFAULT_LANGUAGE } from '../../../kernel/language.js';
import { MailConfig } from '../../../infra/config/config.js';
import { Transactions } from '../../../infra/database/transactions.js';
import { parseMailAddress } from '../../../infra/mail/outgoing-mail.js';
import { currentRequestId } from '../../../infra/telemetry/request-context.js';
import { UsersApi } from '../../people/users/users.api.js';
import { EmailDeliveries } from './email-deliveries.repository.js';
import { MailAttempts } from './mail-attempts.js';
import { MailApi, type MailRequest } from './mail.api.js';
import { EmailOptOuts } from './subscriptions/email-opt-outs.repository.js';
import type { MailTemplate } from '../../../infra/mail/mail-template.js';

/** Addresses of service accounts, in a reserved domain (RFC 2606, section 2). */
const UNREACHABLE = /\.invalid$/i;

/** Enqueues mails: inserts a delivery and the job of its first attempt, in the caller's transaction. */
@Injectable()
export class MailQueue extends MailApi {
  private readonly domain: string;

  constructor(
    private readonly config: MailConfig,
    private readonly deliveries: EmailDeliveries,
    private readonly attempts: MailAttempts,
    private readonly optOuts: EmailOptOuts,
    private readonly users: UsersApi,
    private readonly transactions: Transactions,
  ) {
    super();
    this.domain = parseMailAddress(config.from).email.split('@').at(-1) ?? 'localhost';
  }

  async queue<D extends object>({ template, to, data, cause, sender, ...rest }: MailRequest<D>): Promise<boolean> {
    if (!this.transactions.isActive) throw new Error(`The mail ${template.name} was queued outside a transaction.`);
    if (UNREACHABLE.test(to.email)) return false;
    if (template.subscription && to.userId && (await this.optOuts.has(to.userId, template.name))) return false;
    const { name, timeZone = 'UTC' } = to;
    const language = to.language ?? DEFAULT_LANGUAGE;
    const priority = rest.priority ?? template.priority;
    const isHeld = rest.isUnasked === true && (await this.isHeld(sender));
    const id = newId();
    const added = await this.deliveries.add({
      id,
      template: template.name,
      recipient: to.email,
      recipientName: name ?? null,
      timeZone,
      language,
      userId: to.userId ?? null,
      senderId: sender,
      status: isHeld ? 'held' : 'queued',
      subject: template.compose(data, { name, timeZone, language }).subject,
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
    if (!isHeld)
      await this.attempts.add({ deliveryId: id, attempt: 1, priority, senderId: sender, cause }, rest.delayUntil);
    return true;
  }

  withdraw({ name }: MailTemplate, email: string, about: string): Promise<void> {
    return this.deliveries.withdraw(name, email, `${about}:`);
  }

  withdrawFromAll({ name }: MailTemplate, about: string): Promise<void> {
    return this.deliveries.withdrawFromAll(name, `${about}:`);
  }

  /**
   * Against abuse as a spam relay: an unverified account mails nobody whom it named. The account is locked (FOR SHARE),
   * so that a concurrent verification waits for this transaction, and then releases what it holds.
   */
  async isHeld(sender: string | null): Promise<boolean> {
    if (sender === null || !this.config.holdsUnverified) return false;
    const account = await this.users.findById(sender);
    return account !== null && !account.emailVerified && !(await this.users.lockVerification(sender));
  }
}
