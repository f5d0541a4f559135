import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { JsonColumn, TimestampColumn } from '../../../../infra/database/columns.js';
import type { AttemptErrorCode } from '../webhook/webhook.rules.js';

/** One attempt of a delivery: request and response. */
@Entity('webhook_attempts')
export class WebhookAttempt {
  @ForeignKey('WebhookDelivery', { onDelete: 'CASCADE', name: 'webhook_attempts_delivery_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  deliveryId: string;
  /** From 1. */
  @PrimaryColumn({ type: 'int' }) number: number;
  @TimestampColumn() startedAt: Date;
  @Column({ type: 'int' }) durationMs: number;
  @Column({ type: 'varchar', length: 2048 }) url: string;
  @JsonColumn() requestHeaders: Record<string, string>;
  /** Null without a response, like the other members of it. */
  @Column({ type: 'smallint', nullable: true }) responseStatus: number | null;
  @JsonColumn({ nullable: true }) responseHeaders: Record<string, string> | null;
  /** The beginning of the body. */
  @Column({ type: 'text', nullable: true }) responseBody: string | null;
  @Column({ type: 'boolean', nullable: true }) responseIsCut: boolean | null;
  /** Null when the receiver accepted the message. */
  @Column({ type: 'varchar', length: 30, nullable: true }) errorCode: AttemptErrorCode | null;
  @Column({ type: 'varchar', length: 300, nullable: true }) errorMessage: string | null;
}
