import { ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import type { ShownDelivery } from '../email-deliveries.repository.js';
import { EMAIL_STATUSES, type EmailStatus } from '../email-status.js';
import { MAIL_PRIORITIES, type MailPriority } from '../../../../infra/mail/mail-template.js';
import { mailTemplateNames } from '../mail.templates.js';

@ApiSchema({ name: 'Email' })
export class EmailDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  id: string;
  @EnumField(mailTemplateNames(), { name: 'EmailTemplate', example: 'BOOKING_CONFIRMATION' })
  template: string;
  /** @example ada@example.org */
  recipient: string;
  /** @example 'Ada Lovelace' */
  recipientName: string | null;
  /**
   * The account behind the address, when there is one.
   * @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12
   */
  userId: string | null;
  /** @example 'Confirmed: Mentoring' */
  subject: string;
  @EnumField(EMAIL_STATUSES, { name: 'EmailStatus', example: 'sent' })
  status: EmailStatus;
  @EnumField(MAIL_PRIORITIES, { name: 'EmailPriority', example: 'normal' })
  priority: MailPriority;
  /** How often it was tried. */
  attempts: number;
  /**
   * The attempt after which a temporary failure is final. It grows with attempts that do not count, because the provider
   * was away from all mails.
   * @example 12
   */
  attemptLimit: number;
  /** What the provider answered to the last attempt that failed. */
  lastError: string | null;
  /** @example smtp */
  provider: string | null;
  /**
   * The provider's own name for the message.
   * @example '250 queued as 4X1'
   */
  providerMessageId: string | null;
  /**
   * The `Message-ID`; the same for every attempt.
   * @example <01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11@example.org>
   */
  messageId: string;
  /**
   * What made it necessary; the same cause sends one e-mail.
   * @example booking.confirmed:01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11
   */
  cause: string;
  /**
   * The request that made it necessary, as in the logs.
   * @example checkout-42
   */
  requestId: string | null;
  createdAt: Date;
  nextAttemptAt: Date | null;
  /** @example 2027-01-04T08:00:01.200Z */
  sentAt: Date | null;
}

@ApiSchema({ name: 'EmailPage' })
export class EmailPageDto extends PageOf(EmailDto, 'EmailPage') {}

export function toEmailDto(delivery: ShownDelivery): EmailDto {
  return {
    id: delivery.id,
    template: delivery.template,
    recipient: delivery.recipient,
    recipientName: delivery.recipientName,
    userId: delivery.userId,
    subject: delivery.subject,
    status: delivery.status,
    priority: delivery.priority,
    attempts: delivery.attempts,
    attemptLimit: delivery.attemptLimit,
    lastError: delivery.lastError,
    provider: delivery.provider,
    providerMessageId: delivery.providerMessageId,
    messageId: delivery.messageId,
    cause: delivery.cause,
    requestId: delivery.requestId,
    createdAt: delivery.createdAt,
    nextAttemptAt: delivery.nextAttemptAt,
    sentAt: delivery.sentAt,
  };
}
