import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';
import type { DeliveryStatus } from '../webhook/webhook.rules.js';

/** One message on its way to one webhook. The body is kept to the letter, because it is signed to the letter. */
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
  /** What receivers get as `webhook-id`: the same for every attempt, and for every webhook that is told the same. */
  @Column({ type: 'uuid' }) messageId: string;
  @Column({ type: 'varchar', length: 100 }) event: string;
  /** Of the events of one booking; null for events of anything else. */
  @Column({ type: 'int', nullable: true }) sequence: number | null;
  @Column({ type: 'text' }) body: string;
  /** Whom the body is about, by id or lower-case address, so that it can be found when one of them is forgotten. */
  @Column({ type: 'text', array: true }) people: string[];
  @Column({ type: 'varchar', length: 20, default: 'pending' }) status: DeliveryStatus;
  /** How many were begun. */
  @Column({ type: 'int', default: 0 }) attempts: number;
  /** How many there were before it was last asked for: the pauses between attempts grow from there. */
  @Column({ type: 'int', default: 0 }) attemptsBefore: number;
  /** What the last attempt failed with; null when it did not. */
  @Column({ type: 'varchar', length: 300, nullable: true }) lastError: string | null;
  /** No attempt begins after it. */
  @TimestampColumn() retriesEndAt: Date;
  @TimestampColumn({ nullable: true }) nextAttemptAt: Date | null;
  @TimestampColumn({ nullable: true }) finishedAt: Date | null;
  @CreatedAtColumn() createdAt: Date;
}
