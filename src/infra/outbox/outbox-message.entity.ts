import { Column, Entity, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn, JsonColumn, TimestampColumn } from '../database/columns.js';

/**
 * Transactional outbox: a side effect that was committed with its cause, until the relay publishes it to the queues.
 */
@Entity('outbox_messages')
@Index('outbox_messages_lanes', ['lane', 'priority', 'availableAt'], { where: 'published_at IS NULL AND is_in_line' })
@Index('outbox_messages_about', ['about'], { where: 'published_at IS NULL AND is_in_line AND about IS NOT NULL' })
@Index('outbox_messages_scheduled', ['availableAt'], { where: 'published_at IS NULL AND NOT is_in_line' })
@Index('outbox_messages_waiting', ['id'], { where: `published_at IS NULL AND available_at = 'infinity'` })
@Index('outbox_messages_unsettled', ['publishedAt'], { where: 'published_at IS NOT NULL AND settled_at IS NULL' })
@Index('outbox_messages_settled', ['settledAt'], { where: 'settled_at IS NOT NULL' })
// TypeORM cannot express it: of the rows with a member that carries texts (`HAS_TEXTS`).
@Index('outbox_messages_texts', { synchronize: false })
export class OutboxMessage {
  @IdColumn() id: string;
  @Column({ type: 'varchar', length: 100 }) name: string;
  @JsonColumn() payload: object;
  @Column({ type: 'varchar', length: 128, nullable: true }) requestId: string | null;
  /** Lower runs first among waiting jobs; 0 when it does not matter. */
  @Column({ type: 'smallint', default: 0 }) priority: number;
  /** Queue and lane (`placeOf`): lanes of a queue are served in turn (fair queueing). */
  @Column({ type: 'varchar', length: 100, collation: 'C', default: 'events/system' }) lane: string;
  /** Ordering key: messages with the same one wait in the same lane, in order. */
  @Column({ type: 'varchar', length: 250, nullable: true }) about: string | null;
  /** False while it is scheduled for later, or waits for its children. */
  @Column({ default: true }) isInLine: boolean;
  /** Entry of the audit log, which a trigger writes there in the same transaction; null in every stored row. */
  @JsonColumn({ nullable: true }) audit: object | null;
  @CreatedAtColumn() createdAt: Date;
  /** Not published before; `infinity` while it waits for its children (`OutboxWait`). */
  @TimestampColumn({ default: () => 'now()' }) availableAt: Date;
  @TimestampColumn({ nullable: true }) publishedAt: Date | null;
  /** Names of the consumers that have to process it; set when it is published. */
  @Column({ type: 'text', array: true, nullable: true }) consumers: string[] | null;
  /** How often an administrator retried it. */
  @Column({ type: 'smallint', default: 0 }) round: number;
  /** When all consumers were found to be done. */
  @TimestampColumn({ nullable: true }) settledAt: Date | null;
}
