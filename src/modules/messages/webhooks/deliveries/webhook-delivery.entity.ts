import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';
import type { DeliveryStatus } from '../webhook/webhook.rules.js';

/** Delivery of one message to one webhook. The body is stored byte for byte, because it is signed so. */
@Entity('webhook_deliveries')
@Unique('webhook_deliveries_message_key', ['webhookId', 'messageId'])
@Index('webhook_deliveries_webhook_created', ['webhookId', 'createdAt', 'id'])
@Index('webhook_deliveries_event', ['webhookId', 'event', 'createdAt', 'id'])
@Index('webhook_deliveries_undelivered', ['webhookId', 'status', 'createdAt', 'id'], { where: `status <> 'delivered'` })
@Index('webhook_deliveries_created', ['createdAt'])
// TypeORM cannot express the access method: USING gin (people).
@Index('webhook_deliveries_people', { synchronize: false })
@Check('webhook_deliveries_status_check', `status IN ('pending', 'sending', 'delivered', 'failed', 'dropped')`)
export class WebhookDelivery {
  @IdColumn() id: string;
  @ForeignKey('Webhook', { onDelete: 'CASCADE', name: 'webhook_deliveries_webhook_fkey' })
  @Column({ type: 'uuid' })
  webhookId: string;
  /** The `webhook-id`: the same for every attempt, and for every webhook that gets the message. */
  @Column({ type: 'uuid' }) messageId: string;
  @Column({ type: 'varchar', length: 100 }) event: string;
  /** Sequence number among the events of a booking; null for events of anything else. */
  @Column({ type: 'int', nullable: true }) sequence: number | null;
  @Column({ type: 'text' }) body: string;
  /** People whom the body is about, by id or lower-case address, for their erasure. */
  @Column({ type: 'text', array: true }) people: string[];
  @Column({ type: 'varchar', length: 20, default: 'pending' }) status: DeliveryStatus;
  /** Number of attempts, including one under way. */
  @Column({ type: 'int', default: 0 }) attempts: number;
  /** Attempts before the last redelivery, from which the back-off starts anew. */
  @Column({ type: 'int', default: 0 }) attemptsBefore: number;
  /** Error of the last attempt; null when it succeeded. */
  @Column({ type: 'varchar', length: 300, nullable: true }) lastError: string | null;
  /** No attempt begins after it. */
  @TimestampColumn() retriesEndAt: Date;
  @TimestampColumn({ nullable: true }) nextAttemptAt: Date | null;
  @TimestampColumn({ nullable: true }) finishedAt: Date | null;
  @CreatedAtColumn() createdAt: Date;
}
