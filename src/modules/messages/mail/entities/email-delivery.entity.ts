import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import {
  CreatedAtColumn,
  IdColumn,
  JsonColumn,
  LANGUAGE_CHECK,
  LanguageColumn,
  TimestampColumn,
} from '../../../../infra/database/columns.js';
import { DEFAULT_LANGUAGE, type Language } from '../../../../kernel/language.js';
import type { MailCalendar } from '../../../../infra/mail/outgoing-mail.js';
import { EMAIL_STATUSES, type EmailStatus } from '../email-status.js';
import { MAIL_PRIORITIES, type MailPriority } from '../../../../infra/mail/mail-template.js';

const oneOf = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');

/** One e-mail to one recipient: its content until it is sent, and its state. */
@Entity('email_deliveries')
@Unique('email_deliveries_cause_key', ['template', 'recipient', 'cause'])
@Unique('email_deliveries_message_id_key', ['messageId'])
@Index('email_deliveries_created', ['createdAt', 'id'])
@Index('email_deliveries_status', ['status', 'createdAt', 'id'])
@Index('email_deliveries_template', ['template', 'createdAt', 'id'])
@Index('email_deliveries_recipient', ['recipient', 'createdAt', 'id'])
@Index('email_deliveries_user', ['userId'], { where: 'user_id IS NOT NULL' })
@Index('email_deliveries_held', ['senderId'], { where: `status = 'held'` })
@Index('email_deliveries_sender', ['senderId', 'id'], { where: 'sender_id IS NOT NULL' })
// TypeORM cannot express the index on an expression: the first id in the cause.
@Index('email_deliveries_cause_id', { synchronize: false })
@Check('email_deliveries_status_check', `status IN (${oneOf(EMAIL_STATUSES)})`)
@Check('email_deliveries_language_check', LANGUAGE_CHECK)
@Check('email_deliveries_priority_check', `priority IN (${oneOf(MAIL_PRIORITIES)})`)
export class EmailDelivery {
  @IdColumn() id: string;
  @Column({ type: 'varchar', length: 40 }) template: string;
  @Column({ type: 'citext' }) recipient: string;
  @Column({ type: 'varchar', length: 200, nullable: true }) recipientName: string | null;
  @Column({ type: 'varchar', length: 64 }) timeZone: string;
  @LanguageColumn({ default: DEFAULT_LANGUAGE }) language: Language;
  @ForeignKey('User', { onDelete: 'SET NULL', name: 'email_deliveries_user_fkey' })
  @Column({ type: 'uuid', nullable: true })
  userId: string | null;
  /** Account on whose behalf it is sent; null for mails of the system. */
  @ForeignKey('User', { onDelete: 'SET NULL', name: 'email_deliveries_sender_fkey' })
  @Column({ type: 'uuid', nullable: true })
  senderId: string | null;
  @Column({ type: 'text' }) subject: string;
  /** Data of the template, which may contain secret links; deleted when the mail is sent. */
  @JsonColumn({ nullable: true }) data: object | null;
  @JsonColumn({ nullable: true }) calendar: MailCalendar | null;
  /** The `Message-ID` of every attempt. */
  @Column({ type: 'varchar', length: 320 }) messageId: string;
  /** Idempotency key: one mail per template, recipient and cause. */
  @Column({ type: 'varchar', length: 200 }) cause: string;
  @Column({ type: 'varchar', length: 10 }) priority: MailPriority;
  @Column({ type: 'varchar', length: 10, default: 'queued' }) status: EmailStatus;
  @Column({ type: 'int', default: 0 }) attempts: number;
  /** Attempt after which a temporary failure is final. */
  @Column({ type: 'int' }) attemptLimit: number;
  @Column({ type: 'text', nullable: true }) lastError: string | null;
  @Column({ type: 'varchar', length: 20, nullable: true }) provider: string | null;
  @Column({ type: 'text', nullable: true }) providerMessageId: string | null;
  @Column({ type: 'varchar', length: 128, nullable: true }) requestId: string | null;
  @CreatedAtColumn() createdAt: Date;
  @TimestampColumn({ nullable: true }) nextAttemptAt: Date | null;
  @TimestampColumn({ nullable: true }) sentAt: Date | null;
}
