import { Column, Entity, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn, JsonColumn, TimestampColumn } from '../database/columns.js';

/** A side effect that was committed with its cause and waits to be handed to the queues. */
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
  /** The queue that is kept free for others, and whose turn it waits for: lanes of a queue are served in turn (`placeOf`). */
  @Column({ type: 'varchar', length: 100, collation: 'C', default: 'events/system' }) lane: string;
  /** What is about the same waits in the same lane, so that it keeps its order. */
  @Column({ type: 'varchar', length: 250, nullable: true }) about: string | null;
  /** Not while it waits for its time, or for its children. */
  @Column({ default: true }) isInLine: boolean;
  @CreatedAtColumn() createdAt: Date;
  /** Not handed over before; infinite while it waits for its children (`OutboxWait`). */
  @TimestampColumn({ default: () => 'now()' }) availableAt: Date;
  @TimestampColumn({ nullable: true }) publishedAt: Date | null;
  /** Who has to process it; known once it is published. */
  @Column({ type: 'text', array: true, nullable: true }) consumers: string[] | null;
  /** Counts the times an administrator sent it again. */
  @Column({ type: 'smallint', default: 0 }) round: number;
  /** When the last consumer was seen to be done. */
  @TimestampColumn({ nullable: true }) settledAt: Date | null;
}
